/** Every call of the contract, and who answers it. */
import { appealHandlers } from './appeal.ts';
import { auditHandlers } from './audit.ts';
import { backupHandlers } from './backup.ts';
import { captureHandlers } from './capture.ts';
import { caseHandlers } from './case.ts';
import { clockHandlers } from './clock.ts';
import { deviceHandlers } from './devices.ts';
import { draftHandlers } from './draft.ts';
import { fairnessHandlers } from './fairness.ts';
import { figureHandlers } from './figures.ts';
import { goldenHandlers } from './golden.ts';
import type { Handlers } from './handler.ts';
import { keyHandlers } from './key.ts';
import { kioskHandlers } from './kiosk.ts';
import { operatorHandlers } from './operators.ts';
import { recordHandlers } from './records.ts';
import { retentionHandlers } from './retention.ts';
import { reviewHandlers } from './review.ts';
import { scannerHandlers } from './scanner.ts';
import { sheetHandlers } from './sheet.ts';
import { sessionHandlers } from './session.ts';
import { setupHandlers } from './setup.ts';
import { staffFaceHandlers } from './staff-face.ts';
import { stationHandlers } from './station.ts';
import { syncHandlers } from './sync.ts';
import { visitHandlers } from './visit.ts';

export const handlers: Handlers = {
  ...stationHandlers, ...setupHandlers, ...operatorHandlers, ...staffFaceHandlers, ...sessionHandlers, ...scannerHandlers, ...goldenHandlers, ...deviceHandlers,
  ...draftHandlers, ...captureHandlers, ...caseHandlers, ...sheetHandlers, ...recordHandlers, ...fairnessHandlers, ...auditHandlers, ...reviewHandlers, ...appealHandlers, ...figureHandlers, ...kioskHandlers, ...syncHandlers, ...visitHandlers, ...retentionHandlers,
  ...backupHandlers, ...keyHandlers, ...clockHandlers,
};

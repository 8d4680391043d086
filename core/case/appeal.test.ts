import { expect, it } from 'vitest';
import type { CheckResult } from '../checks/check.ts';
import { changedVerdicts, withMeasuredAgain } from './appeal.ts';

const result = (id: string, captureId: string | null, status: CheckResult['status'] = 'pass'): CheckResult => ({ id, captureId, status, value: 1, threshold: 1, unit: '', regions: [], values: {}, reason: null });
const short = (results: readonly CheckResult[]) => results.map(({ id, captureId, status }) => [id, captureId, status]);

it('what is measured on one picture again leaves what was measured on another', () => {
  const stored = [result('doc.sharpness', 'front', 'fail'), result('doc.sharpness', 'back', 'fail'), result('live.turn', 'face'), result('id.expired', null, 'fail')];
  const again = [result('doc.sharpness', 'front'), result('id.expired', 'front')];
  expect(short(withMeasuredAgain(stored, again))).toEqual([['doc.sharpness', 'back', 'fail'], ['live.turn', 'face', 'pass'], ['doc.sharpness', 'front', 'pass'], ['id.expired', 'front', 'pass']]);
  expect(changedVerdicts(stored, again).map(({ id }) => id)).toEqual(['doc.sharpness', 'id.expired']);
});

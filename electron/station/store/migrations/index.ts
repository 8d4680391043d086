/** Ordered and append-only: a migration that has shipped is never edited. `PRAGMA user_version` is the number of those applied. */
import type { Db } from '../db.ts';
import { settingsAndOperators } from './0001-settings-and-operators.ts';
import { draftsAndCaptures } from './0002-drafts-and-captures.ts';
import { cases } from './0003-cases.ts';
import { audit } from './0004-audit.ts';
import { outbox } from './0005-outbox.ts';
import { faces } from './0006-faces.ts';
import { fairness } from './0007-fairness.ts';
import { sheets } from './0008-sheets.ts';
import { signedAudit } from './0009-signed-audit.ts';
import { operatorState } from './0010-operator-state.ts';
import { sync } from './0011-sync.ts';
import { hubAsked } from './0012-hub-asked.ts';
import { passphraseGivers } from './0013-passphrase-givers.ts';
import { retention } from './0014-retention.ts';
import { goldenCards } from './0015-golden-cards.ts';
import { pull } from './0017-pull.ts';
import { deviceDays } from './0018-device-days.ts';
import { selfService } from './0019-self-service.ts';
import { doomedKeys } from './0020-doomed-keys.ts';
import { staffFaces } from './0021-staff-faces.ts';
import { blockedFaces } from './0022-blocked-faces.ts';

export type Migration = (db: Db) => void;

export const migrations: readonly Migration[] = [
  settingsAndOperators, draftsAndCaptures, cases, audit, outbox, faces, fairness, sheets, signedAudit, operatorState, sync, hubAsked, passphraseGivers, retention, goldenCards, pull, deviceDays, selfService, doomedKeys, staffFaces, blockedFaces,
];

/** How the station stands against its guard rails, and the door every new case passes. */
import { guard, type Finding } from '../../../core/case/guard.ts';
import { CodedError } from '../../../core/errors.ts';
import { revokedHere } from '../pulled.ts';
import type { Station } from '../station.ts';
import { revokedAt } from '../store/bundle.ts';
import { findCase } from '../store/cases.ts';
import { hasDraft } from '../store/drafts.ts';
import { backupFindings } from './backups.ts';
import { goldenCardsOf } from './cameras.ts';
import { clockIsMoved, clockIsSetBack } from './clock.ts';
import { freeMegabytes } from './disk.ts';
import type { LookedAtModel } from './models.ts';
import { parkedOf, queueOf } from './queue.ts';

/** Worst first. Empty while the station is not open: nobody is served. Models as they were at the last look. */
export function findingsOf(station: Station): Finding[] {
  const { open } = station.now;
  if (open === null) return [];
  const models = station.tools.models.last();
  return [...guard({
    clockSetBack: clockIsSetBack(station), clockMoved: clockIsMoved(station), freeMegabytes: freeMegabytes(station.dir),
    queue: queueOf(open.db, station.clock()), parked: parkedOf(open.db, station.clock()), models: { missing: countOf(models, 'missing'), changed: countOf(models, 'changed') },
    revoked: open.pulled.revokesStation || revokedAt(open.db) !== null, supervisorKept: revokedHere(open.db, open.pulled, station.now.keyring, null).kept !== null, policyFault: open.pulled.policyFault,
    ...goldenCardsOf(open.db, open.settings.devices, station.clock()),
  }, station.policies().find((policy) => policy.id === open.settings.policyId)?.guard ?? null), ...backupFindings(station)];
}

const countOf = (models: readonly LookedAtModel[], state: LookedAtModel['state']): number => models.filter((m) => m.state === state).length;

/** What is under way may go on; a case nobody has seen yet needs a station that is fit for it. @throws CodedError the worst finding that refuses */
export async function needFitForNew(station: Station, caseId: string): Promise<void> {
  const db = station.db();
  if (hasDraft(db, caseId) || findCase(db, caseId) !== null) return;
  await station.tools.models.look();
  const worst = findingsOf(station).find(({ refuses }) => refuses);
  if (worst) throw new CodedError(worst.code, worst.values);
}

/** A verdict is never dated by a clock that cannot be believed: an expired document would be valid again. @throws CodedError clock.set-back */
export function needTrustedClock(station: Station): void {
  if (clockIsSetBack(station)) throw new CodedError('clock.set-back');
}

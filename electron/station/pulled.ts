/** What head office's word means for this station, as everything that asks for it needs it. */
import { parsePolicy, type Policy } from '../../core/case/policy.ts';
import { CodedError } from '../../core/errors.ts';
import type { Bundle } from '../../core/sync/bundle.ts';
import type { Keyring } from './keyring.ts';
import type { Log } from './log.ts';
import { readBundle } from './store/bundle.ts';
import type { ReadDb } from './store/db.ts';
import { fold } from './store/fold.ts';
import { listOperators, type ListedOperator } from './store/operators.ts';

export type Pulled = {
  policies: readonly Policy[];
  /** A program that came later no longer takes one of its policies: that one does not count. */
  policyFault: boolean;
  revokesStation: boolean;
  /** Whoever has this name (case and marks aside) may not log in here. */
  revokes(name: string): boolean;
  blocked: { salt: Uint8Array; hashes: ReadonlySet<string> } | null;
};

export const nothingPulled: Pulled = { policies: [], policyFault: false, revokesStation: false, revokes: () => false, blocked: null };

export function readPulled(db: ReadDb, stationId: string, log: Log): Pulled {
  const stored = readBundle(db);
  return stored === null ? nothingPulled : pulledOf(stored.body, stationId, log);
}

export function pulledOf({ policies, revokedStations, revokedOperators, blockedDocuments }: Bundle, stationId: string, log: Log): Pulled {
  const taken = policies.map((policy) => policyOr(policy, log));
  const names = new Set(revokedOperators.filter((one) => one.stationId === null || one.stationId === stationId).map(({ name }) => fold(name)));
  return {
    policies: taken.filter((policy) => policy !== null), policyFault: taken.includes(null),
    revokesStation: revokedStations.includes(stationId),
    revokes: (name) => names.has(fold(name)),
    blocked: blockedDocuments && { salt: Buffer.from(blockedDocuments.salt, 'hex'), hashes: new Set(blockedDocuments.hashes) },
  };
}

function policyOr(policy: unknown, log: Log): Policy | null {
  try {
    return parsePolicy(policy);
  } catch (thrown) {
    log('policy.refused', { code: 'policy.invalid', where: thrown instanceof CodedError ? String(thrown.values['place'] ?? '') : '' });
    return null;
  }
}

/** Policies of head office take the place of shipped ones of the same id; others are added. */
export function policiesWith(shipped: readonly Policy[], { policies }: Pulled): Policy[] {
  const other = policies.filter(({ id }) => !shipped.some((one) => one.id === id));
  return [...shipped.map((one) => policies.find(({ id }) => id === one.id) ?? one), ...other];
}

/** Supervises the station, and can open it in the morning. */
export const isUnlocker = ({ operatorId, role, disabledAt }: ListedOperator, keyring: Keyring | null): boolean =>
  role === 'supervisor' && disabledAt === null && (keyring === null || keyring.supervisors.some((wrap) => wrap.operatorId === operatorId));

const isActive = ({ disabledAt }: ListedOperator): boolean => disabledAt === null;

/**
 * Who loses their right now, and who keeps it because nobody else could supervise the station. Without a supervisor who can open it nobody could add one: the last one stays until there is another.
 * After a change of the key a supervisor can open it only from their next log-in on.
 * @param keyring null: nothing is kept on disk, and there is nothing to open
 * @param now of the operator at the counter, who is kept before others
 */
export function revokedHere(db: ReadDb, pulled: Pulled, keyring: Keyring | null, now: string | null): { gone: ListedOperator[]; kept: ListedOperator | null } {
  const active = listOperators(db).filter(isActive);
  const revoked = active.filter(({ name }) => pulled.revokes(name));
  const supervised = active.some((one) => isUnlocker(one, keyring) && !revoked.includes(one));
  const supervisors = revoked.filter((one) => isUnlocker(one, keyring));
  const kept = supervised ? null : (supervisors.find(({ operatorId }) => operatorId === now) ?? supervisors[0] ?? null);
  return { gone: revoked.filter((one) => one !== kept), kept };
}

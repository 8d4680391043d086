/** Whether too many wrong guesses lock this name until a supervisor unlocks it. The last supervisor who could unlock others is only made to wait: else a passer-by could close a branch. */
import { fold } from '../store/fold.ts';
import { listOperators } from '../store/operators.ts';
import type { Station } from '../station.ts';

export function mayBeLockedOut(station: Station, name: string): boolean {
  const supervisors = unlockers(station);
  const isSupervisor = supervisors.some((one) => fold(one) === fold(name));
  return !isSupervisor || supervisors.some((one) => fold(one) !== fold(name) && !station.attempts.isLockedOut(one));
}

function unlockers({ now }: Station): string[] {
  if (!now.open) return (now.keyring?.supervisors ?? []).map(({ name }) => name);
  return listOperators(now.open.db).filter(({ role, disabledAt }) => role === 'supervisor' && disabledAt === null).map(({ name }) => name);
}

/** How old the last good backup is, where the policy wants to be warned. It refuses nobody: a customer at the counter cannot mend it. */
import type { Finding } from '../../../core/case/guard.ts';
import { backupRule } from '../backup/schedule.ts';
import type { Station } from '../station.ts';
import { readBackupState } from '../store/backup-state.ts';

const dayMs = 86_400_000;

export function backupFindings(station: Station): Finding[] {
  const rule = backupRule(station);
  const { open } = station.now;
  if (rule === null || open === null || station.dir === null) return [];
  const { last, since } = readBackupState(open.db);
  const from = last?.at ?? since;
  const days = from === null ? 0 : Math.floor((station.clock().getTime() - Date.parse(from)) / dayMs);
  return days >= rule.warnAfterDays ? [{ code: last === null ? 'backup.never' : 'backup.old', values: { days }, refuses: false }] : [];
}

/** How old the last good backup is, where the policy wants to be warned. It refuses nobody: a customer at the counter cannot mend it. */
import type { Finding } from '../../../core/case/guard.ts';
import type { Policy } from '../../../core/case/policy.ts';
import { backupRule } from '../backup/schedule.ts';
import type { Station } from '../station.ts';
import { readBackupState } from '../store/backup-state.ts';
import type { ReadDb } from '../store/db.ts';

const dayMs = 86_400_000;

export function backupFindings(station: Station): Finding[] {
  const { open } = station.now;
  if (open === null || station.dir === null) return [];
  return backupsOf(open.db, backupRule(station), station.clock());
}

/** @param rule null: the policy asks for none */
export function backupsOf(db: ReadDb, rule: Policy['backup'] | null, now: Date): Finding[] {
  if (!rule) return [];
  const { last, since } = readBackupState(db);
  const from = last?.at ?? since;
  const days = from === null ? 0 : Math.floor((now.getTime() - Date.parse(from)) / dayMs);
  return days >= rule.warnAfterDays ? [{ code: last === null ? 'backup.never' : 'backup.old', values: { days }, refuses: false }] : [];
}

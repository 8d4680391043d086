/** Lets a station in as an administrator does: looks whose code it is, and says yes to that. */
import type { Asked } from '../../hub/admin.ts';

type Answer = { ok: boolean; lines: string[] };

export async function confirm(ask: (asked: Asked) => Promise<Answer>, code: string): Promise<Answer> {
  const shown = await ask({ command: 'approve', code, yes: null });
  const [, yes] = /--yes=(\S+)/.exec(shown.lines.join('\n')) ?? [];
  return yes === undefined ? shown : ask({ command: 'approve', code, yes });
}

/** Each vote on liveness by itself: how often it was cast, what it missed and where it raised a false alarm, in all and kind by kind of attack. */
import type { CheckResult } from '../../../core/checks/check.ts';
import { rate } from './statistics.ts';

/** `kind`: of attack. */
export type Voted = { genuine: boolean; kind: string; votes: readonly CheckResult[] };

export function sayVotes(rows: readonly Voted[], say: (line: string) => void): void {
  for (const { id } of rows[0]?.votes ?? []) {
    const tally = (some: readonly Voted[]): Tally => tallyOf(some.flatMap((r) => r.votes.filter((v) => v.id === id)));
    const [attacks, people] = [tally(rows.filter((r) => !r.genuine)), tally(rows.filter((r) => r.genuine))];
    say(`  ${id.padEnd(14)} attacks: missed ${rate(attacks.clear, attacks.cast)}, not cast ${attacks.not}; genuine: false alarms ${rate(people.against, people.cast)}, not cast ${people.not}`);
    if (attacks.cast === 0) continue;
    const kinds = [...new Set(rows.filter((r) => !r.genuine).map((r) => r.kind))];
    const told = kinds.flatMap((kind) => {
      const { against, cast } = tally(rows.filter((r) => !r.genuine && r.kind === kind));
      return cast === 0 ? [] : [`${kind} ${against} of ${cast}`];
    });
    say(`  ${''.padEnd(14)} seen of those it was cast on: ${told.join(', ')}`);
  }
}

type Tally = { against: number; clear: number; cast: number; not: number };

function tallyOf(votes: readonly CheckResult[]): Tally {
  const count = (status: CheckResult['status']): number => votes.filter((v) => v.status === status).length;
  const [against, clear] = [count('fail'), count('pass')];
  return { against, clear, cast: against + clear, not: votes.length - against - clear };
}

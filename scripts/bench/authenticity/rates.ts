/** A vote's two error rates, and the pictures that made them: a rate on few pictures must be looked at, not only counted. */
import type { CheckResult } from '../../../core/checks/check.ts';
import { checkById } from '../../../core/checks/index.ts';
import { percent } from './tally.ts';
import type { Ballot } from './votes.ts';

/** `attack`: of a kind the vote is for · `genuine`: it must stay silent · `aside`: another vote's attack, which this one may see as well. */
export type Role = 'attack' | 'genuine' | 'aside';

type Cast = { name: string; status: CheckResult['status']; value: number | null };
const shown = 5;

export class Rates {
  private readonly cast = new Map<string, Record<Role, Cast[]>>();

  add(name: string, { results }: Ballot, roleOf: (id: string) => Role): void {
    for (const [id, { status, value }] of results) {
      const row = this.cast.get(id) ?? { attack: [], genuine: [], aside: [] };
      row[roleOf(id)].push({ name, status, value });
      this.cast.set(id, row);
    }
  }

  /**
   * Missed is every attack that was not found, also where the vote could not be cast (APCER, ISO/IEC 30107-3, of the attack as presented); false alarms are of all
   * genuine pictures (BPCER). What could not be cast is told apart.
   */
  print(ids: readonly string[]): void {
    for (const id of ids) {
      const { attack, genuine, aside } = this.cast.get(id) ?? { attack: [], genuine: [], aside: [] };
      const missed = attack.filter((c) => c.status !== 'fail');
      const alarms = genuine.filter((c) => c.status === 'fail');
      const worstFirst = (checkById(id)?.threshold.direction === 'at-least' ? -1 : 1);
      console.log(`  ${id.padEnd(24)} missed ${percent(missed.length, attack.length)}${uncast(missed)}, false alarms ${percent(alarms.length, genuine.length)}${uncast(genuine)}${aside.length > 0 ? `, on others' attacks ${percent(aside.filter((c) => c.status === 'fail').length, aside.length)}` : ''}`);
      list('missed', missed, -worstFirst);
      list('false alarm', alarms, worstFirst);
    }
  }
}

const uncast = (cast: readonly Cast[]): string => {
  const n = cast.filter((c) => c.status === 'not-assessed' || c.status === 'not-applicable').length;
  return n > 0 ? ` (${n} not cast)` : '';
};

/** @param order 1: the largest value is the worst */
function list(what: string, cast: readonly Cast[], order: number): void {
  const measured = cast.filter((c) => c.value !== null).sort((a, b) => order * (b.value! - a.value!));
  if (measured.length > 0) console.log(`      ${what}: ${measured.slice(0, shown).map((c) => `${c.name} ${c.value!.toPrecision(3)}`).join(', ')}${measured.length > shown ? ` and ${measured.length - shown} more` : ''}`);
}

/** Counts of one group of pictures, vote by vote. */
import type { Ballot } from './votes.ts';

export class Tally {
  private readonly rows = new Map<string, { n: number; fails: Map<string, number>; asked: Map<string, number> }>();

  add(group: string, { results }: Ballot): void {
    const row = this.rows.get(group) ?? { n: 0, fails: new Map<string, number>(), asked: new Map<string, number>() };
    row.n++;
    for (const [id, r] of results) {
      if (r.status === 'fail') row.fails.set(id, (row.fails.get(id) ?? 0) + 1);
      if (r.status === 'fail' || r.status === 'pass') row.asked.set(id, (row.asked.get(id) ?? 0) + 1);
    }
    this.rows.set(group, row);
  }

  of(group: string, id: string): { fails: number; asked: number; n: number } {
    const row = this.rows.get(group);
    return { fails: row?.fails.get(id) ?? 0, asked: row?.asked.get(id) ?? 0, n: row?.n ?? 0 };
  }

  /** Sum over groups. */
  over(groups: readonly string[], id: string): { fails: number; asked: number; n: number } {
    return groups.map((g) => this.of(g, id)).reduce((a, b) => ({ fails: a.fails + b.fails, asked: a.asked + b.asked, n: a.n + b.n }), { fails: 0, asked: 0, n: 0 });
  }

  print(ids: readonly string[]): void {
    const short = (id: string) => id.replace('auth.', '').slice(0, 11);
    console.log(`  ${'group'.padEnd(34)} ${'n'.padStart(4)}  ${ids.map((id) => short(id).padStart(12)).join('')}   (alarms/measured)`);
    for (const [group, row] of this.rows) {
      const cells = ids.map((id) => `${row.fails.get(id) ?? 0}/${row.asked.get(id) ?? 0}`.padStart(12));
      console.log(`  ${group.padEnd(34)} ${String(row.n).padStart(4)}  ${cells.join('')}`);
    }
  }
}

export const percent = (part: number, all: number): string => (all === 0 ? 'none' : `${part}/${all} = ${((100 * part) / all).toFixed(1)} %`);

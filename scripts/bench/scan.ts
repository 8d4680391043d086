/** `npm run bench:scan [-- --count 200]`: scans with injected failures over SANE's test device, an eSCL server of the test suite and a watched folder. */
import { parseArgs } from 'node:util';
import { saneIsInstalled, saneIsMissing } from '../../test/fakes/sane.ts';
import { figuresOf, patienceMs, runScans, type Road } from './scan/run.ts';

const { values } = parseArgs({ options: { count: { type: 'string', default: '200' } } });
if (!saneIsInstalled) console.warn(saneIsMissing);
const rows = await runScans(Number(values.count), (row, i) => {
  if (row.got !== row.expected && row.fault !== 'stopped by the clerk' || !row.same || !row.wanted.includes(row.code) || row.ms > patienceMs) console.log(`scan ${i + 1}: ${row.road}, ${row.fault}: ${row.got} of ${row.expected} pages, ${row.code ?? 'good'}, ${Math.round(row.ms)} ms`);
});
const byMs = (some: typeof rows, share: number): number => Math.round([...some].sort((a, b) => a.ms - b.ms)[Math.min(some.length - 1, Math.floor(some.length * share))]?.ms ?? 0);
for (const road of ['sane', 'escl', 'folder'] satisfies Road[]) {
  const own = rows.filter((r) => r.road === road);
  if (own.length > 0) console.log(`${road}: ${own.length} scans, ${own.reduce((sum, r) => sum + r.got, 0)} pages, ${own.filter((r) => r.code !== null).length} ended with a cause; median ${byMs(own, 0.5)} ms, longest ${byMs(own, 1)} ms`);
}
const f = figuresOf(rows);
console.log(`${f.scans} scans, ${f.pages} pages: lost ${f.lost}, doubled ${f.doubled}, not the right one ${f.other}, hung beyond ${patienceMs / 1000} s ${f.hung}, told with another cause ${f.wrongCause}`);
process.exitCode = f.lost + f.doubled + f.other + f.hung + f.wrongCause === 0 ? 0 : 1;

/**
 * `npm run conformance`: makes test/conformance/table.json anew (picture x check -> status and value). Look at the difference before you
 * commit it: test/conformance/expected.ts holds what must be true whatever the table says. `--measure` writes nothing and prints the
 * measured table as JSON on standard output, for the test: engines and picture maker run in a plain Node, as in the product. `--only NAME,NAME` measures the
 * pictures whose name begins so and leaves the others in the table as they stand: the test still holds all of them; a name of none is an error.
 */
import { readFileSync, existsSync, writeFileSync } from 'node:fs';
import { statedCells } from '../test/conformance/expected.ts';
import { conformanceTable, tablePath, type Table } from './conformance/measure.ts';
import { namesOf } from './conformance/names.ts';

if (process.argv.includes('--measure')) {
  const measured = await conformanceTable((line) => console.error(line));
  process.stdout.write(`${JSON.stringify(measured)}\n`, () => process.exit(0));
  await new Promise(() => {});
}

const before = existsSync(tablePath) ? (JSON.parse(readFileSync(tablePath, 'utf8')) as Table) : {};
const at = process.argv.indexOf('--only');
const only = at < 0 ? null : namesOf(process.argv[at + 1] ?? '');
const measured = await conformanceTable((line) => console.log(line), only ?? ['']);
const table: Table = only ? { ...before, ...measured } : measured;

/** One line a picture: a reviewer reads differences by line. */
const lines = Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)).map(([picture, cells]) => `  ${JSON.stringify(picture)}: ${JSON.stringify(cells)}`);
writeFileSync(tablePath, `{\n${lines.join(',\n')}\n}\n`);

const changed = Object.entries(table).flatMap(([picture, cells]) =>
  Object.entries(cells).filter(([id, cell]) => before[picture]?.[id]?.status !== cell.status).map(([id, cell]) => `${picture} ${id}: ${before[picture]?.[id]?.status ?? 'new'} -> ${cell.status}`));
console.log(`${Object.keys(table).length} pictures, ${Object.values(table).reduce((n, cells) => n + Object.keys(cells).length, 0)} cells, ${changed.length} changed status`);
const stated = statedCells(Object.keys(table));
const reached = stated.filter(({ picture, id, status }) => table[picture]?.[id]?.status === status);
console.log(`${stated.length} cells stated by hand (test/conformance/expected.ts), ${reached.length} reached`);
if (Object.keys(before).length > 0) for (const line of changed) console.log(`  ${line}`);

// The print reader keeps a worker alive that nobody needs any more.
process.exit(0);

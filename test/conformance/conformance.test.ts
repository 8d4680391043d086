/** One test a cell of the conformance table, and one a cell of what must be true. Pictures are made on demand (scripts/specimens). */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, tablePath, type Cell, type Table } from '../../scripts/conformance/measure.ts';
import { requireOcrB } from '../../scripts/specimens/ocr-b.ts';
import { known, statedCells } from './expected.ts';

const font = await requireOcrB().then(() => null, (thrown: Error) => thrown.message);
if (font) console.warn(`SKIPPED  the conformance table: ${font}`);
// In a Node of its own: inside vitest, OpenCV's module (a thenable that resolves to itself) never settles.
const measured: Table = font ? {} : (JSON.parse(execFileSync(process.execPath, [path.join(root, 'scripts/conformance.ts'), '--measure'], { cwd: root, encoding: 'utf8', maxBuffer: 64_000_000, stdio: ['ignore', 'pipe', 'inherit'] })) as Table);
const golden = existsSync(tablePath) ? (JSON.parse(readFileSync(tablePath, 'utf8')) as Table) : {};

/** Other fonts, JPEG tables or vector units move a value a little; a change of method moves it more. Chosen, not measured. */
const near = (a: number | null, b: number | null): boolean => a === b || (a !== null && b !== null && Math.abs(a - b) <= Math.max(0.02, 0.06 * Math.abs(b)));

describe.skipIf(font !== null)('conformance table', () => {
  it('speaks of the same pictures', () => {
    expect(Object.keys(measured).sort()).toEqual(Object.keys(golden).sort());
  });

  for (const [picture, cells] of Object.entries(golden)) {
    it.each(Object.entries(cells))(`${picture} %s`, (id, cell: Cell) => {
      const now = measured[picture]?.[id];
      expect(now?.status).toBe(cell.status);
      expect(near(now?.value ?? null, cell.value), `value ${String(now?.value)}, table ${String(cell.value)} (npm run conformance)`).toBe(true);
    });
  }
});

describe.skipIf(font !== null)('what must be true', () => {
  const rows = statedCells(Object.keys(measured)).map(({ picture, id, status }) => [picture, id, status] as const);

  it.each(rows)('%s %s: %s', (picture, id, status) => {
    const got = measured[picture]?.[id]?.status;
    const exception = known[`${picture} ${id}`];
    if (!exception) return expect(got).toBe(status);
    // Not reached, and said so. When it is reached the list is out of date.
    expect(got).not.toBe(status);
    expect(got).toBe(exception.status);
  });
});

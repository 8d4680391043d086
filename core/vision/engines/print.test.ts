import { afterAll, expect, it } from 'vitest';
import { after } from '../../../cli/engines.ts';
import { createPrintHost } from '../../../cli/print-host.ts';
import { makeBill } from '../../../scripts/specimens/bill/make.ts';
import { drawPaper } from '../../../scripts/specimens/bill/draw.ts';
import { createRandom } from '../../../scripts/specimens/random.ts';
import { grayOf } from '../artifacts/gray.ts';
import { findRows } from '../print/rows.ts';
import { createPrintReader, type PrintHost, type PrintReader } from './print.ts';

const readers: PrintReader[] = [];
const readerFor = (processors: number, timer: PrintHost['after'] = after): PrintReader => {
  const reader = createPrintReader({ ...createPrintHost('eng', timer), processors });
  readers.push(reader);
  return reader;
};
afterAll(() => Promise.all(readers.map((reader) => reader.close())));

const gray = grayOf(await drawPaper(makeBill('two engines', '2026-11-23').rows, 150, createRandom('two engines')));
const { rows } = findRows(gray, 'sheet');

it('two engines side by side read a page as one does, row for row, and go on after one another', async () => {
  expect(rows.length).toBeGreaterThan(16);
  const [one, two] = [readerFor(1), readerFor(2)];
  const alone = await one.readRows(gray, rows);
  expect(await two.readRows(gray, rows)).toEqual(alone);
  expect(alone.lines.length).toBeGreaterThan(16);
  // Few rows, words anywhere, and many rows again: layout and languages are those of the picture.
  expect(await two.readRows(gray, rows.slice(0, 3))).toEqual(await one.readRows(gray, rows.slice(0, 3)));
  expect((await two.read(gray)).lines.length).toBeGreaterThan(10);
  expect(await two.readRows(gray, rows)).toEqual(alone);
});

it('when time is up the rows that were begun are taken and the others counted', async () => {
  const reader = readerFor(2, (ms) => (ms < 20_000 ? { done: Promise.resolve(), cancel: () => undefined } : after(ms)));
  const { lines, unread } = await reader.readRows(gray, rows, { timeoutMs: 1 });
  expect(lines.length + unread).toBeLessThanOrEqual(rows.length);
  expect(unread).toBeGreaterThanOrEqual(rows.length - 2);
});

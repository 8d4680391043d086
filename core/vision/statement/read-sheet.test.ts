import { expect, test } from 'vitest';
import { createEngines } from '../../../cli/engines.ts';
import { printedSheet, type SheetText } from '../../../scripts/specimens/statement/sheet.ts';
import { createFrame, regionOf, type Frame, type Quad } from '../../frame.ts';
import { readSheet } from './read-sheet.ts';

const engines = createEngines();
/** Wall around the sheet, pixels. */
const around = 40;

/** The sheet before a gray wall, without a camera; a shadow lies over the left of it, its edge aslant through date and word. */
async function before(text: Partial<SheetText>, face: string, dark: number): Promise<{ frame: Frame; quad: Quad }> {
  const sheet = await printedSheet({ date: '2026/11/29', word: 'CoinEx', symbol: null, ...text }, face);
  const frame = createFrame(sheet.width + 2 * around, sheet.height + 2 * around);
  for (let y = 0, i = 0; y < frame.height; y++) for (let x = 0; x < frame.width; x++, i += 4) {
    const [sx, sy] = [x - around, y - around];
    const isSheet = sx >= 0 && sy >= 0 && sx < sheet.width && sy < sheet.height;
    const light = dark + (1 - dark) * Math.min(1, Math.max(0, (x + 0.4 * y - 0.6 * frame.width) / 150 + 0.5));
    for (let c = 0; c < 3; c++) frame.data[i + c] = (isSheet ? sheet.data[(sy * sheet.width + sx) * 4 + c]! : 150) * light;
    frame.data[i + 3] = 255;
  }
  const [left, top, right, bottom] = [around, around, around + sheet.width, around + sheet.height];
  return { frame, quad: [{ x: left, y: top }, { x: right, y: top }, { x: right, y: bottom }, { x: left, y: bottom }] };
}

async function linesOf(text: Partial<SheetText>, face: string, dark: number): Promise<[string, string | undefined][]> {
  const { frame, quad } = await before(text, face, dark);
  const { sheet } = await readSheet(frame, { quad, region: regionOf(quad) }, { opencv: await engines.opencv(), print: await engines.print(), barcode: await engines.barcode() });
  return sheet.lines.slice(0, 2).map((l) => [l.text, l.again]);
}

const asWritten = [['2026/11/29', '2026/11/29'], ['CoinEx', 'CoinEx']];

test.each([['even light', 1], ['half in a cast shadow', 0.5], ['half in deep shade', 0.4]])('%s: date and word are read alike twice', async (_light, dark) => expect(await linesOf({}, 'Liberation Sans', dark)).toEqual(asWritten));

test.each(['CoinEEx', 'CoinX', 'CainEx'])('%s in the shade is not read as the word it is near to', async (word) => expect((await linesOf({ word }, 'Liberation Sans', 0.5))[1]).not.toEqual(['CoinEx', 'CoinEx']));

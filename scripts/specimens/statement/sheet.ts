/** The sheet of a statement: printed as the station prints it (electron/sheet-page.ts) or written in a hand-like font. 1 pixel is a quarter of a millimetre. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import type { Frame } from '../../../core/frame.ts';
import { foot, lettersOf, lineHeight, sheetMargin } from '../../../core/document/statement/sheet-layout.ts';
import { sheetSymbolText, type SheetSymbol } from '../../../core/document/statement/sheet-code.ts';
import { parseSlipTexts } from '../../../core/triage/slip-texts.ts';
import type { Random } from '../random.ts';
import { symbolModules } from '../symbol.ts';

export const pixelsPerMm = 4;
/** Light modules around a symbol (ISO/IEC 18004). */
const quiet = 4;
/** Of the letters' height, below the line's top. */
const baseline = 0.95;

export type SheetText = { /** As it stands there. */ date: string | null; word: string | null; symbol: SheetSymbol | null };

export const printFaces = ['Liberation Sans', 'Liberation Serif', 'DejaVu Sans', 'Liberation Mono'] as const;
/** OFL, from npm: development only. */
export const hands = { caveat: 'Hand caveat', 'patrick-hand': 'Hand patrick-hand', kalam: 'Hand kalam' } as const;
export type Hand = keyof typeof hands;

let known = false;
function registerHands(): void {
  if (known) return;
  const { resolve } = createRequire(import.meta.url);
  for (const [name, family] of Object.entries(hands)) {
    if (!GlobalFonts.registerFromPath(resolve(`@fontsource/${name}/files/${name}-latin-400-normal.woff2`), family)) throw new Error(`The font ${name} cannot be read.`);
  }
  known = true;
}

const frameOf = (context: SKRSContext2D, width: number, height: number): Frame => ({ width, height, data: new Uint8ClampedArray(context.getImageData(0, 0, width, height).data) });

function page(width: number, height: number): SKRSContext2D {
  const context = createCanvas(width * pixelsPerMm, height * pixelsPerMm).getContext('2d');
  context.scale(pixelsPerMm, pixelsPerMm);
  context.fillStyle = '#f7f7f4';
  context.fillRect(0, 0, width, height);
  context.textBaseline = 'alphabetic';
  return context;
}

/** A4 lying, as electron/sheet-page.ts lays it out. */
export async function printedSheet({ date, word, symbol }: SheetText, face: string): Promise<Frame> {
  const [width, height] = [297, 210];
  const context = page(width, height);
  context.fillStyle = '#0a0a0a';
  let y = sheetMargin;
  for (const [what, text] of [['date', date], ['word', word]] as const) {
    if (text === null) continue;
    const size = lettersOf(text, what);
    context.font = `bold ${size}px "${face}"`;
    context.fillText(text, sheetMargin, y + size * baseline, width - 2 * sheetMargin);
    y += size * lineHeight;
  }
  const bottom = y + foot.above + foot.symbol;
  const { hold, once } = parseSlipTexts(JSON.parse(readFileSync(new URL('../../../resources/locales/slip/en.json', import.meta.url), 'utf8'))).sheet;
  const sayings = [hold, once];
  const line = foot.say * lineHeight, first = bottom - sayings.length * (line + foot.betweenSayings);
  context.font = `${foot.say}px "${face}"`;
  sayings.forEach((text, i) => context.fillText(text, sheetMargin, first + i * (line + foot.betweenSayings) + foot.betweenSayings + foot.say * baseline));
  context.font = `bold ${foot.code}px "${face}"`;
  let x = sheetMargin;
  for (const letter of symbol?.code ?? '') {
    context.fillText(letter, x, first - foot.code * (lineHeight - baseline));
    x += context.measureText(letter).width + foot.codeSpacing;
  }
  if (symbol) {
    const { width: side, data } = await symbolModules('QRCode', sheetSymbolText(symbol));
    const module = foot.symbol / (side + 2 * quiet);
    const [left, top] = [width - sheetMargin - foot.symbol, bottom - foot.symbol];
    context.fillStyle = '#000';
    for (let r = 0; r < side; r++) for (let c = 0; c < side; c++) if (data[r * side + c] === 0) context.fillRect(left + (c + quiet) * module, top + (r + quiet) * module, module * 1.02, module * 1.02);
  }
  return frameOf(context, width * pixelsPerMm, height * pixelsPerMm);
}

/** A5 lying: a felt-tip pen, rows that are not quite level, letters that are not quite in line. */
export function writtenSheet({ date, word }: SheetText, hand: Hand, random: Random): Frame {
  registerHands();
  const [width, height] = [210, 148];
  const context = page(width, height);
  const inks = ['#15233f', '#111', '#1d2c6b'];
  context.fillStyle = inks[Math.floor(random.next() * inks.length)]!;
  let y = 52;
  for (const text of [date, word]) {
    if (text === null) continue;
    const size = random.between(30, 42);
    let x = random.between(16, 30);
    context.save();
    context.translate(0, y);
    context.rotate((random.between(-2.5, 2.5) * Math.PI) / 180);
    for (const letter of text) {
      context.font = `${(size * random.between(0.95, 1.05)).toFixed(1)}px "${hands[hand]}"`;
      context.fillText(letter, x, random.between(-1, 1));
      x += context.measureText(letter).width + random.between(0, 1.2);
    }
    context.restore();
    y += random.between(48, 56);
  }
  return frameOf(context, width * pixelsPerMm, height * pixelsPerMm);
}

/** Bent about an upright axis: the middle comes `depthMm` nearer, so its rows run in a bow; the paper around it is left out. */
export function bowed(sheet: Frame, depthMm: number): Frame {
  if (depthMm === 0) return sheet;
  const margin = Math.ceil(Math.abs(depthMm) * pixelsPerMm);
  const [width, height] = [sheet.width, sheet.height + 2 * margin];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let x = 0; x < width; x++) {
    const u = (2 * x) / width - 1;
    const lift = Math.round(depthMm * pixelsPerMm * (1 - u * u));
    // The side that turns away from the lamp is darker.
    const shade = 1 - 0.12 * Math.max(0, u);
    for (let y = 0; y < sheet.height; y++) {
      const [from, to] = [(y * width + x) * 4, ((y + margin + lift - Math.round(depthMm * pixelsPerMm) / 2 | 0) * width + x) * 4];
      for (let c = 0; c < 3; c++) data[to + c] = sheet.data[from + c]! * shade;
      data[to + 3] = 255;
    }
  }
  return { width, height, data };
}

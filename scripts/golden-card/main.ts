/** `npm run golden-card -- FOLDER [--serial 3F9A2C]`: the golden card in each size, a PDF to print and a PNG. */
import { randomInt } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { drawingOf } from '../../core/golden-card/drawing.ts';
import { cardSizeNames } from '../../core/golden-card/layout.ts';
import { serialLimit, serialText } from '../../core/golden-card/serial.ts';
import { pdfOf, pngOf } from './paint.ts';

/** Fine enough for every office printer. */
const dpi = 600;

const { values, positionals: [folder] } = parseArgs({ options: { serial: { type: 'string' } }, allowPositionals: true });
if (folder === undefined || (values.serial !== undefined && !/^[0-9a-f]{6}$/i.test(values.serial))) {
  console.error('npm run golden-card -- FOLDER [--serial 3F9A2C]   (six hexadecimal digits; drawn by lot when not given)');
  process.exit(2);
}
const serial = values.serial === undefined ? randomInt(serialLimit) : Number.parseInt(values.serial, 16);
mkdirSync(folder, { recursive: true });
for (const size of cardSizeNames) {
  const drawing = drawingOf({ size, serial });
  const name = path.join(folder, `golden-card-${size}-${serialText(serial)}`);
  writeFileSync(`${name}.pdf`, pdfOf(drawing));
  writeFileSync(`${name}.png`, await pngOf(drawing, dpi));
  console.log(`${name}.pdf, .png`);
}

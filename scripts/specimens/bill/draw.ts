/** A placed paper as a picture, and what a scanner or a camera makes of it. */
import type { Frame } from '../../../core/frame.ts';
import { photographed } from '../camera.ts';
import { diskBlur } from '../degrade/defocus.ts';
import { grayCopy } from '../degrade/copy.ts';
import type { Random } from '../random.ts';
import { svgToFrame, throughJpeg } from '../raster.ts';
import { groundOf, placed, quadOf, sheetFor, straight } from '../scene.ts';
import type { PlacedRow } from './layouts.ts';

const [wide, high] = [210, 297];
const fonts = ['Liberation Sans', 'DejaVu Sans Condensed', 'Liberation Serif'] as const;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** @param dpi dots per inch of the page */
export function drawPaper(rows: readonly PlacedRow[], dpi: number, random: Random): Promise<Frame> {
  const font = fonts[Math.floor(random.next() * fonts.length)]!;
  const scale = dpi / 25.4;
  const texts = rows.map(({ text, x, y, size, bold }) => `<text x="${x}" y="${y}" font-size="${(size * 0.3528).toFixed(3)}"${bold ? ' font-weight="bold"' : ''} xml:space="preserve">${escaped(text)}</text>`).join('');
  return svgToFrame(`<svg xmlns="http://www.w3.org/2000/svg" width="${Math.round(wide * scale)}" height="${Math.round(high * scale)}" viewBox="0 0 ${wide} ${high}"><rect width="100%" height="100%" fill="#fff"/><rect x="22" y="100.5" width="166" height="0.3" fill="#888"/><g font-family="${font}" fill="#1c1c1c">${texts}</g></svg>`);
}

export const paperLooks = ['clean', 'print-scan', 'gray-copy', 'photo'] as const;
export type PaperLook = (typeof paperLooks)[number];

/** print-scan: printed, scanned a little soft, kept as JPEG. gray-copy: through a copier. photo: by hand, a little turned, with a camera's noise. */
export async function lookOf(sheet: Frame, look: PaperLook, random: Random): Promise<Frame> {
  if (look === 'clean') return sheet;
  if (look === 'gray-copy') return throughJpeg(await grayCopy.sheet!(grayCopy.levels[1], diskBlur(sheet, 0.8)), sheet.width, 70);
  if (look === 'print-scan') return throughJpeg(diskBlur(sheet, 0.9), sheet.width, 75);
  const [width, height] = [2000, 2700];
  const quad = quadOf({ ...straight, widthShare: 0.88, rotate: random.between(-2, 2), pitch: random.between(-5, 5), yaw: random.between(-4, 4) }, wide / high, width, height);
  const ground = groundOf('wood', width, height);
  return throughJpeg(await photographed(placed(ground, await sheetFor(sheet, quad), quad), random), width, 85);
}

/** Not the document but a copy of it: gray photocopy, halftone print, a screen; and a file that was squeezed too hard. */
import type { Frame } from '../../../core/frame.ts';
import { lightOf, valueOf } from '../camera.ts';
import { copyOf, mapped } from '../raster.ts';
import { printDpi } from '../document/parts.ts';
import { defineDegradation } from './degradation.ts';

export const grayCopy = defineDegradation({
  name: 'gray-copy',
  levels: [{ contrast: 1 }, { contrast: 1.35 }, { contrast: 1.9 }],
  sheet: ({ contrast }, sheet) => mapped(sheet, (rgb) => {
    const gray = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
    rgb[0] = rgb[1] = rgb[2] = Math.min(255, Math.max(0, (gray - 150) * contrast + 160));
  }),
});

/** Screen angles of black-less process printing, degrees. */
const screenAngles = [15, 75, 0] as const;

export const halftone = defineDegradation({
  name: 'halftone',
  levels: [{ linesPerInch: 150 }, { linesPerInch: 100 }, { linesPerInch: 65 }],
  sheet: ({ linesPerInch }, sheet) => screened(sheet, printDpi / linesPerInch),
});

function screened(sheet: Frame, cell: number): Frame {
  const out = copyOf(sheet);
  const { data, width } = out;
  const turns = screenAngles.map((a) => [Math.cos((a * Math.PI) / 180), Math.sin((a * Math.PI) / 180)] as const);
  const k = (2 * Math.PI) / cell;
  for (let i = 0, n = 0; i < data.length; i += 4, n += 1) {
    const x = n % width;
    const y = (n / width) | 0;
    for (let c = 0; c < 3; c += 1) {
      const [cos, sin] = turns[c]!;
      const spot = 0.5 + 0.25 * (Math.cos(k * (x * cos + y * sin)) + Math.cos(k * (y * cos - x * sin)));
      // A soft threshold: ink spreads.
      data[i + c] = 255 * Math.min(1, Math.max(0.06, (data[i + c]! / 255 - spot) * 4 + 0.5));
    }
  }
  return out;
}

/** Shown on a display: subpixel stripes and the gaps between rows, sampled by the camera's own grid, which makes the moire. */
export const screen = defineDegradation({
  name: 'screen',
  levels: [{ pitchMm: 0.1, depth: 0.35 }, { pitchMm: 0.18, depth: 0.6 }, { pitchMm: 0.27, depth: 0.8 }],
  light: ({ pitchMm, depth }, picture, { toPage, page }) => mapped(picture, (rgb, x, y) => {
    const p = toPage({ x, y });
    if (p.x < 0 || p.y < 0 || p.x > page.width || p.y > page.height) return;
    const gap = 1 - depth * 0.5 * (1 + Math.cos((2 * Math.PI * p.y) / pitchMm)) * 0.5;
    for (let c = 0; c < 3; c += 1) {
      const stripe = 1 - depth * 0.5 * (1 + Math.cos(2 * Math.PI * (p.x / pitchMm - c / 3)));
      // Panels are bluish and never quite black.
      rgb[c] = valueOf(lightOf(Math.round(rgb[c]!)) * gap * stripe * (c === 2 ? 1.5 : 1.3) + 0.012);
    }
  }),
});

export const jpeg = defineDegradation({
  name: 'jpeg',
  levels: [{ quality: 45 }, { quality: 20 }, { quality: 6 }],
  jpegQuality: ({ quality }) => quality,
});

/** The document itself on a desk, and what attackers show instead of it: a gray photocopy, a halftone print, a display. */
import type { Frame } from '../../../core/frame.ts';
import type { Light, Surface } from './camera.ts';

const linear = Float32Array.from({ length: 256 }, (_, v) => (v <= 10 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));

/** Bilinear light of a picture at pixel (x, y); false outside. */
function lightAt({ width, height, data }: Frame, x: number, y: number, into: Light): boolean {
  if (x < 0 || y < 0 || x >= width || y >= height) return false;
  const [x0, y0] = [Math.min(width - 2, Math.max(0, Math.floor(x - 0.5))), Math.min(height - 2, Math.max(0, Math.floor(y - 0.5)))];
  const [fx, fy] = [Math.min(1, Math.max(0, x - 0.5 - x0)), Math.min(1, Math.max(0, y - 0.5 - y0))];
  const at = (y0 * width + x0) * 4;
  for (let c = 0; c < 3; c++) {
    const top = linear[data[at + c]!]! * (1 - fx) + linear[data[at + 4 + c]!]! * fx;
    const low = linear[data[at + width * 4 + c]!]! * (1 - fx) + linear[data[at + width * 4 + 4 + c]!]! * fx;
    into[c] = top * (1 - fy) + low * fy;
  }
  return true;
}

export type Sheet = { page: Frame; width: number; height: number };

/** A desk with a little grain that never repeats. */
function desk(tone: Light, x: number, y: number, into: Light): void {
  const grain = 1 + 0.12 * Math.sin(x * 0.31 + 2.1 * Math.sin(y * 0.047 + 0.3 * Math.sin(x * 0.11)));
  for (let c = 0; c < 3; c++) into[c] = tone[c]! * grain;
}

export const original = ({ page, width, height }: Sheet, tone: Light): Surface => ({
  width, height,
  light(x, y, into) {
    if (!lightAt(page, (x / width) * page.width, (y / height) * page.height, into)) desk(tone, x, y, into);
  },
});

/** Toner on paper: luminance only, with the paper's white and a copier's contrast. `tint`: paper is rarely quite neutral. */
export function grayCopy(sheet: Sheet, tone: Light, contrast: number, tint: Light): Surface {
  const base = original(sheet, tone);
  return {
    ...base,
    light(x, y, into) {
      base.light(x, y, into);
      if (x < 0 || y < 0 || x >= sheet.width || y >= sheet.height) return;
      const luma = 0.2126 * into[0] + 0.7152 * into[1] + 0.0722 * into[2];
      const copied = Math.min(0.86, Math.max(0.03, (luma - 0.4) * contrast + 0.45));
      for (let c = 0; c < 3; c++) into[c] = copied * tint[c]!;
    },
  };
}

/** Process screens, degrees; black is left out as in a colour laser print of a photograph. */
const angles = [15, 75, 0].map((a) => (a * Math.PI) / 180);

/** Cyan, magenta and yellow dots of `linesPerInch` on white paper; ink takes most of its own light. */
export function halftone(sheet: Sheet, tone: Light, linesPerInch: number): Surface {
  const base = original(sheet, tone);
  const k = (2 * Math.PI * linesPerInch) / 25.4;
  return {
    ...base,
    light(x, y, into) {
      base.light(x, y, into);
      if (x < 0 || y < 0 || x >= sheet.width || y >= sheet.height) return;
      for (let c = 0; c < 3; c++) {
        const [cos, sin] = [Math.cos(angles[c]!), Math.sin(angles[c]!)];
        const spot = 0.5 + 0.25 * (Math.cos(k * (x * cos + y * sin)) + Math.cos(k * (y * cos - x * sin)));
        into[c] = into[c]! > spot ? 0.84 : 0.08;
      }
    },
  };
}

export type Display = {
  /** Pixel pitch, mm. */
  pitch: number;
  /** Width of the document as shown, mm of the display. */
  shownWidth: number;
  /** Lit share of a stripe's width and of a pixel's height. */
  fill: number;
  /** Light of a black pixel, share of white. */
  black: number;
};

/**
 * A picture viewer on a display: the document scaled to the display's own pixels, a plain dark ground around it, all behind the grid of
 * pixels and their three stripes. Millimetres are the display's; the shown document is `shownWidth` wide.
 */
export function display(sheet: Sheet, { pitch, shownWidth, fill, black }: Display): Surface {
  const shownHeight = (shownWidth * sheet.height) / sheet.width;
  const columns = Math.round(shownWidth / pitch);
  const rows = Math.round(shownHeight / pitch);
  const shown = reducedTo(sheet.page, columns, rows);
  return {
    width: shownWidth, height: shownHeight, grid: { pitch, fill },
    light(x, y, into) {
      const [cx, cy] = [Math.floor(x / pitch), Math.floor(y / pitch)];
      const inside = cx >= 0 && cy >= 0 && cx < columns && cy < rows;
      for (let c = 0; c < 3; c++) into[c] = (inside ? shown[(cy * columns + cx) * 3 + c]! : 0.05) + black;
    },
  };
}

/** Area average, linear light. */
function reducedTo(page: Frame, columns: number, rows: number): Float32Array {
  const out = new Float32Array(columns * rows * 3);
  const [sx, sy] = [page.width / columns, page.height / rows];
  const n = Math.max(1, Math.min(4, Math.ceil(Math.max(sx, sy))));
  const light: Light = [0, 0, 0];
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      for (let k = 0; k < n * n; k++) {
        lightAt(page, (x + ((k % n) + 0.5) / n) * sx, (y + (Math.floor(k / n) + 0.5) / n) * sy, light);
        for (let c = 0; c < 3; c++) out[(y * columns + x) * 3 + c]! += light[c]! / (n * n);
      }
    }
  }
  return out;
}

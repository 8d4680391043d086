/** The document itself on a desk, and what attackers show instead of it: a gray photocopy, a halftone print, a display. */
import type { Frame } from '../../../core/frame.ts';
import type { Channel, Light, Surface } from './camera.ts';
import type { DisplayGrid } from './display-grid.ts';

const linear = Float32Array.from({ length: 256 }, (_, v) => (v <= 10 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));

/** Bilinear light of a picture at pixel (x, y) in one channel; -1 outside. */
function lightAt({ width, height, data }: Frame, x: number, y: number, channel: Channel): number {
  if (x < 0 || y < 0 || x >= width || y >= height) return -1;
  const x0 = Math.min(width - 2, Math.max(0, Math.floor(x - 0.5)));
  const y0 = Math.min(height - 2, Math.max(0, Math.floor(y - 0.5)));
  const fx = Math.min(1, Math.max(0, x - 0.5 - x0));
  const fy = Math.min(1, Math.max(0, y - 0.5 - y0));
  const at = (y0 * width + x0) * 4 + channel;
  const top = linear[data[at]!]! * (1 - fx) + linear[data[at + 4]!]! * fx;
  const low = linear[data[at + width * 4]!]! * (1 - fx) + linear[data[at + width * 4 + 4]!]! * fx;
  return top * (1 - fy) + low * fy;
}

export type Sheet = { page: Frame; width: number; height: number };

/** A desk with a little grain that never repeats. */
const desk = (tone: Light, x: number, y: number, channel: Channel): number => tone[channel] * (1 + 0.12 * Math.sin(x * 0.31 + 2.1 * Math.sin(y * 0.047 + 0.3 * Math.sin(x * 0.11))));

export const original = ({ page, width, height }: Sheet, tone: Light): Surface => ({
  width, height,
  light(x, y, channel) {
    const own = lightAt(page, (x / width) * page.width, (y / height) * page.height, channel);
    return own >= 0 ? own : desk(tone, x, y, channel);
  },
});

const outside = ({ width, height }: Sheet, x: number, y: number): boolean => x < 0 || y < 0 || x >= width || y >= height;

/** Something dark and straight around a genuine document, mm beyond each side (top, right, bottom, left): a sleeve, or the cover under a passport's page. Its grain is that of leather. */
export function framed(sheet: Sheet, tone: Light, dark: Light, [top, right, bottom, left]: readonly [number, number, number, number]): Surface {
  const base = original(sheet, tone);
  return {
    ...base,
    light(x, y, channel) {
      if (!outside(sheet, x, y) || x < -left || y < -top || x >= sheet.width + right || y >= sheet.height + bottom) return base.light(x, y, channel);
      return dark[channel] * (1 + 0.25 * Math.sin(9 * x + 3 * Math.sin(7.3 * y + 2 * Math.sin(3.1 * x))));
    },
  };
}

/** Toner on paper: luminance only, with the paper's white and a copier's contrast. `tint`: paper is rarely quite neutral. */
export function grayCopy(sheet: Sheet, tone: Light, contrast: number, tint: Light): Surface {
  const base = original(sheet, tone);
  return {
    ...base,
    light(x, y, channel) {
      if (outside(sheet, x, y)) return base.light(x, y, channel);
      const luma = 0.2126 * base.light(x, y, 0) + 0.7152 * base.light(x, y, 1) + 0.0722 * base.light(x, y, 2);
      return Math.min(0.86, Math.max(0.03, (luma - 0.4) * contrast + 0.45)) * tint[channel];
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
    light(x, y, channel) {
      const own = base.light(x, y, channel);
      if (outside(sheet, x, y)) return own;
      const [cos, sin] = [Math.cos(angles[channel]!), Math.sin(angles[channel]!)];
      const spot = 0.5 + 0.25 * (Math.cos(k * (x * cos + y * sin)) + Math.cos(k * (y * cos - x * sin)));
      return own > spot ? 0.84 : 0.08;
    },
  };
}

export type Display = DisplayGrid & {
  /** Width of the document as shown, mm of the display. */
  shownWidth: number;
  /** Exponent of the panel against the sRGB curve of the picture (1: as meant), and its white. */
  gamma: number;
  white: Light;
  /** Light of a black pixel, share of white. */
  black: number;
  /** What the viewer paints around the document; null: it shows a photograph of the document on a desk of this tone. */
  ground: number | null;
  tone: Light;
  /** Lit area beyond the document, mm on each side, and the dark bezel around it. */
  margin: number;
  bezel: number;
  /** A front that is not black: its tone, and the black rim that is left around the panel, mm. */
  front?: { tone: number; rim: number };
  /** Room light thrown back: everywhere, and in a soft patch (its place as a share of the document, its width in mm). */
  glass: { haze: number; patch: number; atX: number; atY: number; wide: number };
  room: Light;
};

/** The document scaled to a display's own pixels, ground, bezel and the room behind it, all seen through the display's glass. Millimetres are the display's. */
export function display(sheet: Sheet, d: Display): Surface {
  const { pitch, shownWidth: width, margin, glass } = d;
  const height = (width * sheet.height) / sheet.width;
  const [columns, rows, rim] = [Math.round(width / pitch), Math.round(height / pitch), Math.ceil(margin / pitch)];
  const shown = shownOn(original(sheet, d.tone), sheet, columns, rows, rim, d.ground);
  const across = columns + 2 * rim;
  const lit = [-rim * pitch, -rim * pitch, (columns + rim) * pitch, (rows + rim) * pitch] as const;
  const within = (beyond: number, x: number, y: number) => x >= lit[0] - beyond && x < lit[2] + beyond && y >= lit[1] - beyond && y < lit[3] + beyond;
  /** Of the device around its panel. */
  const device = (x: number, y: number) => (d.front && !within(d.front.rim, x, y) ? d.front.tone : 0.012);
  return {
    width, height,
    panel: {
      grid: d, lit,
      reflected: (x, y) => glass.haze + glass.patch * Math.exp(-(((x - glass.atX * width) / glass.wide) ** 2 + ((y - glass.atY * height) / glass.wide) ** 2)),
    },
    light(x, y, channel) {
      const [cx, cy] = [Math.floor(x / pitch) + rim, Math.floor(y / pitch) + rim];
      if (cx < 0 || cy < 0 || cx >= across || cy >= rows + 2 * rim) return within(d.bezel, x, y) ? device(x, y) : desk(d.room, x, y, channel);
      return d.white[channel] * (d.black + (1 - d.black) * shown[(cy * across + cx) * 3 + channel]! ** d.gamma);
    },
  };
}

/** Area average of what is shown, linear light, one triple a pixel of the display. */
function shownOn(picture: Surface, sheet: Sheet, columns: number, rows: number, rim: number, ground: number | null): Float32Array {
  const [across, down] = [columns + 2 * rim, rows + 2 * rim];
  const out = new Float32Array(across * down * 3);
  const [sx, sy] = [sheet.width / columns, sheet.height / rows];
  const n = Math.max(1, Math.min(4, Math.ceil(sx / (sheet.width / sheet.page.width))));
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const onPage = x >= rim && y >= rim && x < across - rim && y < down - rim;
      for (let c = 0 as Channel; c < 3; c++) {
        let sum = 0;
        if (!onPage && ground !== null) sum = ground;
        else for (let k = 0; k < n * n; k++) sum += picture.light((x - rim + ((k % n) + 0.5) / n) * sx, (y - rim + (Math.floor(k / n) + 0.5) / n) * sy, c) / (n * n);
        out[(y * across + x) * 3 + c] = sum;
      }
    }
  }
  return out;
}

/**
 * A camera as it samples light: every photosite gathers over its own area, blurred by the lens, behind one of the Bayer filter's colours; then
 * noise, demosaicking, white balance, tone curve, sharpening and JPEG. What aliases in a real camera aliases here, for the same reason.
 */
import sharp from 'sharp';
import type { Frame, Point, Quad } from '../../../core/frame.ts';
import { homographyBetween } from '../../../core/vision/document/plane.ts';
import { pageCorners } from '../../../core/vision/document/proof.ts';
import { normal, type Random } from '../quality/compose.ts';
import { seenGrid, type DisplayGrid } from './display-grid.ts';

export type Light = [number, number, number];

/** What lies before the camera, in millimetres of the document's own plane (origin at its top left corner): linear light of a place in one channel. */
export type Surface = {
  width: number;
  height: number;
  light(x: number, y: number, channel: Channel): number;
  /** Pixels of a display: too fine to be sampled honestly with a few points, so their harmonics pass the camera's transfer function. */
  panel?: Panel;
};
export type Channel = 0 | 1 | 2;

export type Panel = {
  grid: DisplayGrid;
  /** Part of the plane that gives its own light: left, top, right, bottom, mm. */
  lit: readonly [number, number, number, number];
  /** Light that the glass throws back, added to what the pixels give. */
  reflected(x: number, y: number, channel: Channel): number;
};

export type Shot = {
  width: number;
  height: number;
  quad: Quad;
  /** Blur of the lens, sigma in photosites. */
  lens: number;
  /** Colour of the room's light at the left and at the right; the light that the camera takes for white, and how much of its colour it takes out (1: all). */
  lightLeft: Light;
  lightRight: Light;
  white: Light;
  balance: number;
  /** Electrons at white. */
  fullWell: number;
  sharpening: number;
  jpegQuality: number;
  /** Shown to the whole sensor for a moment: exposure so that paper comes out at this share of white. */
  exposure: number;
};

/** Samples of a photosite's view: a regular grid over its area, each moved by the lens. */
const side = 3;

export async function takeJpeg(surface: Surface, shot: Shot, random: Random): Promise<Buffer> {
  const { width, height } = shot;
  const [h0, h1, h2, h3, h4, h5, h6, h7, h8] = homographyBetween(shot.quad, pageCorners(surface.width, surface.height)) as [number, number, number, number, number, number, number, number, number];
  const offsets = offsetsOf(shot.lens, random);
  const raw = new Float32Array(width * height);
  const grid = surface.panel ? seenGrid(surface.panel.grid) : null;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const channel = bayer(x, y);
      // Within one photosite the map is a plane.
      const w = 1 / (h6 * (x + 0.5) + h7 * (y + 0.5) + h8);
      const cx = (h0 * (x + 0.5) + h1 * (y + 0.5) + h2) * w;
      const cy = (h3 * (x + 0.5) + h4 * (y + 0.5) + h5) * w;
      const xx = (h0 - cx * h6) * w;
      const xy = (h1 - cx * h7) * w;
      const yx = (h3 - cy * h6) * w;
      const yy = (h4 - cy * h7) * w;
      let sum = 0;
      for (const o of offsets) sum += surface.light(cx + o.x * xx + o.y * xy, cy + o.x * yx + o.y * yy, channel);
      const across = x / width;
      const lamp = shot.lightLeft[channel]! * (1 - across) + shot.lightRight[channel]! * across;
      sum /= offsets.length;
      if (grid && surface.panel && within(surface.panel.lit, cx, cy)) {
        if (x % tile === 0 || !grid.ready) grid.pass(shot.lens, [xx, xy, yx, yy]);
        sum = sum * grid.light(channel, cx, cy) + surface.panel.reflected(cx, cy, channel) * lamp;
      } else sum *= lamp;
      const exposed = Math.min(1.2, sum * shot.exposure);
      raw[y * width + x] = exposed + normal(random) * Math.sqrt(exposed / shot.fullWell + (8 / shot.fullWell) ** 2);
    }
  }
  return developed(raw, shot);
}

const within = ([left, top, right, bottom]: Panel['lit'], x: number, y: number): boolean => x >= left && x < right && y >= top && y < bottom;

/** The camera's transfer function changes so slowly over a picture that it is worked out once for so many photosites of a row. */
const tile = 64;

const bayer = (x: number, y: number): Channel => ((x & 1) === (y & 1) ? 1 : (y & 1) === 0 ? 0 : 2);

function offsetsOf(lens: number, random: Random): Point[] {
  return Array.from({ length: side * side }, (_, k) => ({
    x: ((k % side) + 0.5) / side - 0.5 + lens * normal(random),
    y: (Math.floor(k / side) + 0.5) / side - 0.5 + lens * normal(random),
  }));
}

function developed(raw: Float32Array, shot: Shot): Promise<Buffer> {
  const { width, height } = shot;
  const gains = shot.white.map((v) => 1 / v ** shot.balance);
  const data = new Uint8ClampedArray(width * height * 4);
  const at = (x: number, y: number) => raw[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))]!;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const own = bayer(x, y);
      const cross = (at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1)) / 4;
      const diagonal = (at(x - 1, y - 1) + at(x + 1, y - 1) + at(x - 1, y + 1) + at(x + 1, y + 1)) / 4;
      const level = (at(x - 1, y) + at(x + 1, y)) / 2;
      const upright = (at(x, y - 1) + at(x, y + 1)) / 2;
      const redRow = (y & 1) === 0;
      const rgb = own === 1 ? [redRow ? level : upright, at(x, y), redRow ? upright : level] : own === 0 ? [at(x, y), cross, diagonal] : [diagonal, cross, at(x, y)];
      for (let c = 0; c < 3; c++) data[(y * width + x) * 4 + c] = 255 * toned(rgb[c]! * gains[c]!);
      data[(y * width + x) * 4 + 3] = 255;
    }
  }
  let picture = sharp(data, { raw: { width, height, channels: 4 } });
  if (shot.sharpening > 0) picture = picture.sharpen({ sigma: 0.8, m1: shot.sharpening, m2: shot.sharpening });
  return picture.removeAlpha().jpeg({ quality: shot.jpegQuality }).toBuffer();
}

/** sRGB curve. */
const toned = (v: number): number => (v <= 0.0031308 ? Math.max(0, v) * 12.92 : 1.055 * Math.min(1, v) ** (1 / 2.4) - 0.055);

export async function reopened(jpeg: Buffer): Promise<Frame> {
  const { data, info } = await sharp(jpeg).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength) };
}

/**
 * A camera as it samples light: every photosite gathers over its own area, blurred by the lens, behind one of the Bayer filter's colours; then
 * noise, demosaicking, white balance, tone curve, sharpening and JPEG. What aliases in a real camera aliases here, for the same reason.
 */
import sharp from 'sharp';
import type { Frame, Point, Quad } from '../../../core/frame.ts';
import { homographyBetween } from '../../../core/vision/document/plane.ts';
import { pageCorners } from '../../../core/vision/document/proof.ts';
import { normal, type Random } from '../quality/compose.ts';

export type Light = [number, number, number];

/** What lies before the camera, in millimetres of the document's own plane (origin at its top left corner): linear light of a place. */
export type Surface = {
  width: number;
  height: number;
  light(x: number, y: number, into: Light): void;
  /** Pixels of a display, over the whole plane: too fine to be sampled honestly with a few points, so their harmonics pass the camera's transfer function. */
  grid?: DisplayGrid;
};

/** Upright stripes red, green, blue within each pixel. */
export type DisplayGrid = {
  /** Pixel pitch, mm. */
  pitch: number;
  /** Lit share of a stripe's width and of a pixel's height. */
  fill: number;
};

export type Shot = {
  width: number;
  height: number;
  quad: Quad;
  /** Blur of the lens, sigma in photosites. */
  lens: number;
  /** Colour of the light at the left and at the right, and what the camera's white balance makes of it (1: all taken out). */
  lightLeft: Light;
  lightRight: Light;
  balance: number;
  /** Electrons at white. */
  fullWell: number;
  sharpening: number;
  jpegQuality: number;
  /** Shown to the whole sensor for a moment: exposure so that paper comes out at this share of white. */
  exposure: number;
};

/** Samples of a photosite's view: a regular grid over its area, each moved by the lens. */
const side = 5;

export async function photograph(surface: Surface, shot: Shot, random: Random): Promise<Frame> {
  const { width, height } = shot;
  const [h0, h1, h2, h3, h4, h5, h6, h7, h8] = homographyBetween(shot.quad, pageCorners(surface.width, surface.height)) as [number, number, number, number, number, number, number, number, number];
  const offsets = offsetsOf(shot.lens, random);
  const raw = new Float32Array(width * height);
  const light: Light = [0, 0, 0];
  const amplitudes = new Float64Array(harmonics.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const channel = bayer(x, y);
      // Within one photosite the map is a plane.
      const w = 1 / (h6 * (x + 0.5) + h7 * (y + 0.5) + h8);
      const cx = (h0 * (x + 0.5) + h1 * (y + 0.5) + h2) * w;
      const cy = (h3 * (x + 0.5) + h4 * (y + 0.5) + h5) * w;
      const [xx, xy, yx, yy] = [(h0 - cx * h6) * w, (h1 - cx * h7) * w, (h3 - cy * h6) * w, (h4 - cy * h7) * w];
      let sum = 0;
      for (const o of offsets) {
        surface.light(cx + o.x * xx + o.y * xy, cy + o.x * yx + o.y * yy, light);
        sum += light[channel]!;
      }
      if (surface.grid) {
        if (x % tile === 0) transfer(surface.grid, shot.lens, [xx, xy, yx, yy], amplitudes);
        sum *= gridLight(surface.grid, amplitudes, channel, cx, cy);
      }
      const across = x / width;
      const lamp = shot.lightLeft[channel]! * (1 - across) + shot.lightRight[channel]! * across;
      const exposed = Math.min(1.2, (sum / offsets.length) * lamp * shot.exposure);
      raw[y * width + x] = exposed + normal(random) * Math.sqrt(exposed / shot.fullWell + (8 / shot.fullWell) ** 2);
    }
  }
  return developed(raw, shot);
}

/** The camera's transfer function changes so slowly over a picture that it is worked out once for so many photosites of a row. */
const tile = 64;
/** Half the plane of harmonics of the pixel grid, 0 left out: the others are their mirror images. Higher ones no lens passes. */
const harmonics = [-2, -1, 0, 1, 2].flatMap((kx) => [0, 1, 2].map((ky) => [kx, ky] as const)).filter(([kx, ky]) => ky > 0 || kx > 0);
const sinc = (v: number): number => (Math.abs(v) < 1e-9 ? 1 : Math.sin(Math.PI * v) / (Math.PI * v));

/** Amplitude of each harmonic behind lens (Gaussian) and photosite (square). `step`: plane mm a photosite, d(x, y)/d(column, row). */
function transfer({ pitch, fill }: DisplayGrid, lens: number, [xx, xy, yx, yy]: readonly [number, number, number, number], into: Float64Array): void {
  for (const [i, [kx, ky]] of harmonics.entries()) {
    const [fx, fy] = [kx / pitch, ky / pitch];
    const [gx, gy] = [fx * xx + fy * yx, fx * xy + fy * yy];
    into[i] = 2 * sinc((kx * fill) / 3) * sinc(ky * fill) * Math.exp(-2 * (Math.PI * lens) ** 2 * (gx * gx + gy * gy)) * sinc(gx) * sinc(gy);
  }
}

/** Contrast with which the strongest wave of a display's pixels reaches the sensor, at the middle of the document; 0 where there is no display. */
export function gridContrast(surface: Surface, shot: Shot): number {
  if (!surface.grid) return 0;
  const [a, b, , d] = shot.quad;
  // Perspective is slight: the middle's step is that of the edges.
  const [across, down] = [(b.x - a.x) ** 2 + (b.y - a.y) ** 2, (d.x - a.x) ** 2 + (d.y - a.y) ** 2];
  const step = [((b.x - a.x) * surface.width) / across, ((b.y - a.y) * surface.width) / across, ((d.x - a.x) * surface.height) / down, ((d.y - a.y) * surface.height) / down] as const;
  const amplitudes = new Float64Array(harmonics.length);
  transfer(surface.grid, shot.lens, step, amplitudes);
  return Math.max(...amplitudes.map(Math.abs));
}

function gridLight({ pitch, fill }: DisplayGrid, amplitudes: Float64Array, channel: number, x: number, y: number): number {
  const [u, v] = [x / pitch - (channel + 0.5) / 3, y / pitch - fill / 2];
  let sum = 1;
  for (const [i, [kx, ky]] of harmonics.entries()) if (amplitudes[i]! > 1e-4) sum += amplitudes[i]! * Math.cos(2 * Math.PI * (kx * u + ky * v));
  return Math.max(0, sum);
}

const bayer = (x: number, y: number): 0 | 1 | 2 => ((x & 1) === (y & 1) ? 1 : (y & 1) === 0 ? 0 : 2);

function offsetsOf(lens: number, random: Random): Point[] {
  return Array.from({ length: side * side }, (_, k) => ({
    x: ((k % side) + 0.5) / side - 0.5 + lens * normal(random),
    y: (Math.floor(k / side) + 0.5) / side - 0.5 + lens * normal(random),
  }));
}

async function developed(raw: Float32Array, shot: Shot): Promise<Frame> {
  const { width, height } = shot;
  const gains = [0, 1, 2].map((c) => 1 / ((shot.lightLeft[c]! + shot.lightRight[c]!) / 2) ** shot.balance);
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
  return reopened(await picture.removeAlpha().jpeg({ quality: shot.jpegQuality }).toBuffer());
}

/** sRGB curve. */
const toned = (v: number): number => (v <= 0.0031308 ? Math.max(0, v) * 12.92 : 1.055 * Math.min(1, v) ** (1 / 2.4) - 0.055);

export async function reopened(jpeg: Buffer): Promise<Frame> {
  const { data, info } = await sharp(jpeg).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength) };
}

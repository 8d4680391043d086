/** RGB cut-outs for the face models. Values 0..255: the models find nothing in 0..1 or BGR. */
import type { Frame, Point } from '../../frame.ts';
import { scaleStraight } from './scale.ts';

/** 8-bit RGB, row-major, three bytes a pixel. */
export type Rgb = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };

/**
 * Similarity or affine map, row-major: `x' = a x + b y + c`, `y' = d x + e y + f`.
 * In this folder every map leads from the cut-out to the source picture.
 */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const applyAffine = (m: Affine, p: Point): Point => ({ x: m[0] * p.x + m[1] * p.y + m[2], y: m[3] * p.x + m[4] * p.y + m[5] });

/** Colour outside the picture, 0..255. */
type WarpOptions = { fill?: number };

// A cut-out pixel that covers more source pixels than this a side is sampled as if it covered this many.
const maxTaps = 6;

/**
 * Resamples the source through `toSource`. Bilinear; where the cut-out is smaller than the source, the mean of a grid of samples
 * a pixel, so that fine texture does not alias into the descriptor.
 */
export function warp(source: Frame, toSource: Affine, width: number, height: number, options: WarpOptions = {}): Rgb {
  const [a, b, c, d, e, f] = toSource;
  const out = new Uint8ClampedArray(width * height * 3);
  const scale = Math.sqrt(Math.abs(a * e - b * d));
  const taps = Math.max(1, Math.min(maxTaps, Math.round(scale)));
  const share = 1 / (taps * taps);
  const fill = options.fill ?? 0;
  if (b === 0 && d === 0 && a > 0 && e > 0) {
    return { width, height, data: scaleStraight(source, { stepX: a, offsetX: c, stepY: e, offsetY: f }, width, height, taps, fill) };
  }
  let o = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, o += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let ty = 0; ty < taps; ty += 1) {
        const cy = y + (ty + 0.5) / taps;
        for (let tx = 0; tx < taps; tx += 1) {
          const cx = x + (tx + 0.5) / taps;
          const sx = a * cx + b * cy + c - 0.5;
          const sy = d * cx + e * cy + f - 0.5;
          if (sx <= -1 || sy <= -1 || sx >= source.width || sy >= source.height) {
            red += fill;
            green += fill;
            blue += fill;
            continue;
          }
          const x0 = sx < 0 ? 0 : sx | 0;
          const y0 = sy < 0 ? 0 : sy | 0;
          const x1 = x0 + 1 < source.width ? x0 + 1 : x0;
          const y1 = y0 + 1 < source.height ? y0 + 1 : y0;
          const fx = sx < 0 ? 0 : sx - x0;
          const fy = sy < 0 ? 0 : sy - y0;
          const p00 = (y0 * source.width + x0) * 4;
          const p10 = (y0 * source.width + x1) * 4;
          const p01 = (y1 * source.width + x0) * 4;
          const p11 = (y1 * source.width + x1) * 4;
          const w00 = (1 - fx) * (1 - fy);
          const w10 = fx * (1 - fy);
          const w01 = (1 - fx) * fy;
          const w11 = fx * fy;
          const data = source.data;
          red += data[p00]! * w00 + data[p10]! * w10 + data[p01]! * w01 + data[p11]! * w11;
          green += data[p00 + 1]! * w00 + data[p10 + 1]! * w10 + data[p01 + 1]! * w01 + data[p11 + 1]! * w11;
          blue += data[p00 + 2]! * w00 + data[p10 + 2]! * w10 + data[p01 + 2]! * w01 + data[p11 + 2]! * w11;
        }
      }
      out[o] = red * share;
      out[o + 1] = green * share;
      out[o + 2] = blue * share;
    }
  }
  return { width, height, data: out };
}

/** Left and right swapped. */
export function flip(image: Rgb): Rgb {
  const { width, height, data } = image;
  const out = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * 3;
      const to = (y * width + (width - 1 - x)) * 3;
      out[to] = data[from]!;
      out[to + 1] = data[from + 1]!;
      out[to + 2] = data[from + 2]!;
    }
  }
  return { width, height, data: out };
}

/** Luminance 0..255, ITU-R BT.601. */
export function luminance(image: Rgb): Float32Array {
  const out = new Float32Array(image.width * image.height);
  for (let i = 0, p = 0; i < out.length; i += 1, p += 3) out[i] = 0.299 * image.data[p]! + 0.587 * image.data[p + 1]! + 0.114 * image.data[p + 2]!;
  return out;
}

/** The cut-out as a frame, for showing it. */
export function toFrame(image: Rgb): Frame {
  const data = new Uint8ClampedArray(image.width * image.height * 4);
  for (let i = 0, p = 0; i < data.length; i += 4, p += 3) {
    data[i] = image.data[p]!;
    data[i + 1] = image.data[p + 1]!;
    data[i + 2] = image.data[p + 2]!;
    data[i + 3] = 255;
  }
  return { width: image.width, height: image.height, data };
}

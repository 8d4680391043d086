/** The reduced picture that outlines are searched on: small enough for the live loop, smooth enough for straight sides. */
import type { Frame } from '../../frame.ts';
import { pairMask, pixelsOf } from './pixels.ts';

/** Luminance and two colour differences, each as Float32 0..255 (differences are centred on 0), row-major. */
export type Reduced = {
  width: number;
  height: number;
  /** Source pixels per reduced pixel. */
  scaleX: number;
  scaleY: number;
  luma: Float32Array;
  blueness: Float32Array;
  redness: Float32Array;
};

/** Area average of the source down to `longSide`; a smaller picture keeps its size. Transparent pixels count as white paper. */
export function reduce(frame: Frame, longSide: number): Reduced {
  const factor = Math.max(1, Math.max(frame.width, frame.height) / longSide);
  const width = Math.max(1, Math.round(frame.width / factor));
  const height = Math.max(1, Math.round(frame.height / factor));
  const scaleX = frame.width / width;
  const scaleY = frame.height / height;
  const luma = new Float32Array(width * height);
  const blueness = new Float32Array(width * height);
  const redness = new Float32Array(width * height);
  const reduced = { width, height, scaleX, scaleY, luma, blueness, redness };
  const pixels = pixelsOf(frame);
  for (let y = 0; y < height; y++) averageRow(reduced, y, pixels, frame.width);
  return reduced;
}

function averageRow({ width, scaleX, scaleY, luma, blueness, redness }: Reduced, y: number, pixels: Uint32Array, stride: number): void {
  // Big pictures: at most 4 x 4 samples a cell are averaged, which is enough to suppress aliasing of print.
  const stepX = Math.max(1, Math.floor(scaleX / 4));
  const stepY = Math.max(1, Math.floor(scaleY / 4));
  const y0 = Math.floor(y * scaleY);
  const y1 = Math.max(y0 + 1, Math.floor((y + 1) * scaleY));
  for (let x = 0; x < width; x++) {
    const x0 = Math.floor(x * scaleX);
    const x1 = Math.max(x0 + 1, Math.floor((x + 1) * scaleX));
    let redBlue = 0;
    let greenAlpha = 0;
    let n = 0;
    for (let sy = y0; sy < y1; sy += stepY) {
      const row = sy * stride;
      for (let sx = x0; sx < x1; sx += stepX) {
        const pixel = pixels[row + sx]!;
        redBlue = (redBlue + (pixel & pairMask)) | 0;
        greenAlpha = (greenAlpha + ((pixel >>> 8) & pairMask)) | 0;
        n++;
      }
    }
    let r = redBlue & 0xffff;
    let g = greenAlpha & 0xffff;
    let b = redBlue >>> 16;
    if (greenAlpha >>> 16 !== 255 * n) [r, g, b] = onPaper(pixels, stride, x0, x1, stepX, y0, y1, stepY);
    // ITU-R BT.601 luma.
    const l = (0.299 * r + 0.587 * g + 0.114 * b) / n;
    const i = y * width + x;
    luma[i] = l;
    blueness[i] = (b / n - l) * 0.564;
    redness[i] = (r / n - l) * 0.713;
  }
}

/** Sums of the three channels over white paper, of a cell with transparent pixels. */
function onPaper(pixels: Uint32Array, stride: number, x0: number, x1: number, stepX: number, y0: number, y1: number, stepY: number): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (let y = y0; y < y1; y += stepY) {
    for (let x = x0; x < x1; x += stepX) {
      const pixel = pixels[y * stride + x]!;
      for (let c = 0; c < 3; c++) sums[c]! += 255 + ((((pixel >>> (8 * c)) & 255) - 255) * (pixel >>> 24)) / 255;
    }
  }
  return sums;
}

/** Gradient of the strongest of the three planes (Sobel / 8: levels a pixel), and its ridge: 1 where it is a local maximum across the edge. */
export type Gradient = { width: number; height: number; gx: Float32Array; gy: Float32Array; magnitude: Float32Array; ridge: Uint8Array };

export function gradientOf(reduced: Reduced): Gradient {
  const { width, height } = reduced;
  const gx = new Float32Array(width * height);
  const gy = new Float32Array(width * height);
  const magnitude = new Float32Array(width * height);
  // Colour differences are half as strong as luminance for the same print and carry the JPEG's chroma subsampling noise.
  for (const [plane, weight] of [[reduced.luma, 1], [reduced.blueness, 1.3], [reduced.redness, 1.3]] as const) {
    for (let y = 1; y < height - 1; y++) strongestOfRow(y, width, plane, weight, gx, gy, magnitude);
  }
  const ridge = new Uint8Array(width * height);
  for (let y = 1; y < height - 1; y++) ridgeOfRow(y, width, gx, gy, magnitude, ridge);
  return { width, height, gx, gy, magnitude, ridge };
}

/** Takes this plane's gradient where it is stronger than what stands there. */
function strongestOfRow(y: number, width: number, plane: Float32Array, weight: number, gx: Float32Array, gy: Float32Array, magnitude: Float32Array): void {
  for (let x = 1; x < width - 1; x++) {
    const i = y * width + x;
    const nw = plane[i - width - 1]!;
    const ne = plane[i - width + 1]!;
    const sw = plane[i + width - 1]!;
    const se = plane[i + width + 1]!;
    const dx = ((ne + 2 * plane[i + 1]! + se - nw - 2 * plane[i - 1]! - sw) * weight) / 8;
    const dy = ((sw + 2 * plane[i + width]! + se - nw - 2 * plane[i - width]! - ne) * weight) / 8;
    const m = Math.abs(dx) + Math.abs(dy) > magnitude[i]! ? Math.sqrt(dx * dx + dy * dy) : 0;
    if (m > magnitude[i]!) {
      magnitude[i] = m;
      gx[i] = dx;
      gy[i] = dy;
    }
  }
}

function ridgeOfRow(y: number, width: number, gx: Float32Array, gy: Float32Array, magnitude: Float32Array, ridge: Uint8Array): void {
  for (let x = 1; x < width - 1; x++) {
    const i = y * width + x;
    const m = magnitude[i]!;
    if (m < 1) continue;
    const ax = Math.abs(gx[i]!);
    const ay = Math.abs(gy[i]!);
    const sign = gx[i]! * gy[i]! < 0 ? -1 : 1;
    // tan 22.5 degrees parts the eight neighbours into four directions.
    const across = ay < 0.414 * ax ? 1 : ax < 0.414 * ay ? width : width + sign;
    if (m >= magnitude[i - across]! && m > magnitude[i + across]!) ridge[i] = 1;
  }
}

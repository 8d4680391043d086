/** The document straight on together with a margin of what lies around it, small and in colour: what crosses the border shows here. */
import type { Frame, Quad } from '../../frame.ts';
import { pairMask, pixelsOf } from './pixels.ts';
import { homographyBetween, type Homography } from './plane.ts';
import { pageSize } from './proof.ts';

export type Surround = {
  width: number;
  height: number;
  /** Pixels around the document on each side. */
  margin: number;
  /** 0..255, row-major, smoothed over 3 x 3. */
  luma: Float32Array;
  /** Colour without brightness: (red - green) and (blue - green), each over luma + 24, so that a shaded side keeps its colour. */
  warm: Float32Array;
  cool: Float32Array;
  /** 1 where the place lies in the source picture. */
  inPicture: Uint8Array;
  /** Surround -> source picture. */
  toSource: Homography;
};

/** Long side of the document, pixels: a finger of 16 mm is 37 wide on ID-1, 26 on ID-3. */
export const surroundSize = 200;
const marginShare = 0.1;
/** Keeps the colour of black things from being noise. */
const darkFloor = 24;

export function surroundOf(frame: Frame, quad: Quad, aspect: number): Surround {
  const page = pageSize(aspect, surroundSize);
  const margin = Math.round(marginShare * surroundSize);
  const [width, height] = [page.width + 2 * margin, page.height + 2 * margin];
  const toSource = homographyBetween([{ x: margin, y: margin }, { x: width - margin, y: margin }, { x: width - margin, y: height - margin }, { x: margin, y: height - margin }], quad);
  const size = width * height;
  const [red, green, blue] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
  const inPicture = new Uint8Array(size);
  const pixels = pixelsOf(frame);
  for (let y = 0; y < height; y++) sampleRow(y, width, toSource, pixels, frame.width, frame.height, { red, green, blue, inPicture });
  return { width, height, margin, inPicture, toSource, ...colours(smooth(red, width, height), smooth(green, width, height), smooth(blue, width, height)) };
}

type Planes = { red: Float32Array; green: Float32Array; blue: Float32Array; inPicture: Uint8Array };

function sampleRow(y: number, width: number, toSource: Homography, pixels: Uint32Array, stride: number, lines: number, { red, green, blue, inPicture }: Planes): void {
  const [h0, h1, h2, h3, h4, h5, h6, h7, h8] = toSource as [number, number, number, number, number, number, number, number, number];
  for (let x = 0; x < width; x++) {
    let redBlue = 0;
    let greenAlpha = 0;
    let n = 0;
    // Within one pixel the map is a plane, nearly: one division a pixel.
    const w = 1 / (h6 * (x + 0.5) + h7 * (y + 0.5) + h8);
    const cx = (h0 * (x + 0.5) + h1 * (y + 0.5) + h2) * w, cy = (h3 * (x + 0.5) + h4 * (y + 0.5) + h5) * w;
    const xByX = (h0 - cx * h6) * w * 0.25, xByY = (h1 - cx * h7) * w * 0.25, yByX = (h3 - cy * h6) * w * 0.25, yByY = (h4 - cy * h7) * w * 0.25;
    const reachX = Math.abs(xByX) + Math.abs(xByY), reachY = Math.abs(yByX) + Math.abs(yByY);
    if (cx >= reachX && cy >= reachY && cx + reachX < stride && cy + reachY < lines) {
      // All four in the picture, as nearly always: a third of the time.
      const a = pixels[((cy - yByX - yByY) | 0) * stride + ((cx - xByX - xByY) | 0)]!;
      const b = pixels[((cy + yByX - yByY) | 0) * stride + ((cx + xByX - xByY) | 0)]!;
      const c = pixels[((cy - yByX + yByY) | 0) * stride + ((cx - xByX + xByY) | 0)]!;
      const d = pixels[((cy + yByX + yByY) | 0) * stride + ((cx + xByX + xByY) | 0)]!;
      redBlue = (a & pairMask) + (b & pairMask) + (c & pairMask) + (d & pairMask);
      greenAlpha = ((a >>> 8) & pairMask) + ((b >>> 8) & pairMask) + ((c >>> 8) & pairMask) + ((d >>> 8) & pairMask);
      n = 4;
    } else for (let k = 0; k < 4; k++) {
      const kx = k & 1 ? 1 : -1, ky = k >> 1 ? 1 : -1;
      const sx = Math.floor(cx + kx * xByX + ky * xByY), sy = Math.floor(cy + kx * yByX + ky * yByY);
      if (sx < 0 || sy < 0 || sx >= stride || sy >= lines) continue;
      const pixel = pixels[sy * stride + sx]!;
      redBlue = (redBlue + (pixel & pairMask)) | 0;
      greenAlpha = (greenAlpha + ((pixel >>> 8) & pairMask)) | 0;
      n++;
    }
    if (n === 0) continue;
    const i = y * width + x;
    inPicture[i] = 1;
    red[i] = (redBlue & 0xffff) / n;
    green[i] = (greenAlpha & 0xffff) / n;
    blue[i] = (redBlue >>> 16) / n;
  }
}

function colours(red: Float32Array, green: Float32Array, blue: Float32Array): Pick<Surround, 'luma' | 'warm' | 'cool'> {
  const planes = { luma: new Float32Array(red.length), warm: new Float32Array(red.length), cool: new Float32Array(red.length) };
  for (let from = 0; from < red.length; from += colourRun) coloursOf(red, green, blue, from, Math.min(red.length, from + colourRun), planes);
  return planes;
}

/** Pixels turned into colours at a time. */
const colourRun = 256;

function coloursOf(red: Float32Array, green: Float32Array, blue: Float32Array, from: number, to: number, { luma, warm, cool }: Pick<Surround, 'luma' | 'warm' | 'cool'>): void {
  for (let i = from; i < to; i++) {
    // ITU-R BT.601 luma.
    const l = 0.299 * red[i]! + 0.587 * green[i]! + 0.114 * blue[i]!;
    luma[i] = l;
    warm[i] = (red[i]! - green[i]!) / (l + darkFloor);
    cool[i] = (blue[i]! - green[i]!) / (l + darkFloor);
  }
}

/** Mean of 3 x 3; the outermost pixels keep their value. */
function smooth(plane: Float32Array, width: number, height: number): Float32Array {
  const rows = new Float32Array(plane);
  for (let y = 0; y < height; y++) meanOfThree(plane, rows, y * width + 1, (y + 1) * width - 1, 1);
  const out = new Float32Array(rows);
  for (let y = 1; y < height - 1; y++) meanOfThree(rows, out, y * width, (y + 1) * width, width);
  return out;
}

function meanOfThree(from: Float32Array, to: Float32Array, start: number, end: number, step: number): void {
  for (let i = start; i < end; i++) to[i] = (from[i - step]! + from[i]! + from[i + step]!) / 3;
}

/** Head and hair out of a portrait canvas: GrabCut (Rother, Kolmogorov, Blake 2004) inside a rough outline, the edge softened. */
import type { Frame } from '../../core/frame.ts';
import { canvas } from './canvas.ts';
import type { Sitting } from './people.ts';
import { svgToFrame } from './raster.ts';

// The part of OpenCV used here; it ships no types.
type Mat = { data: Uint8Array; delete(): void };
type Cv = {
  Mat: { new (): Mat; new (rows: number, cols: number, type: number): Mat };
  Rect: new (x: number, y: number, w: number, h: number) => unknown;
  CV_8UC3: number; CV_8UC1: number; GC_INIT_WITH_MASK: number;
  grabCut(image: Mat, mask: Mat, rect: unknown, background: Mat, foreground: Mat, rounds: number, mode: number): void;
  onRuntimeInitialized?: () => void;
};

let loading: Promise<{ cv: Cv }> | undefined;
// The module is a thenable that resolves to itself, so it travels inside an object.
const openCv = (): Promise<{ cv: Cv }> => (loading ??= load());

// OpenCV's start-up code takes over every uncaught error and prints its own ten megabytes of source: its handlers are taken off again.
async function load(): Promise<{ cv: Cv }> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = new Set(events.flatMap((event) => process.listeners(event as 'uncaughtException')));
  const { default: cv } = (await import('opencv-wasm')) as unknown as { default: Cv };
  if (!cv.Mat) await new Promise<void>((resolve) => (cv.onRuntimeInitialized = resolve));
  for (const event of events) for (const listener of process.listeners(event as 'uncaughtException')) if (!before.has(listener)) process.off(event, listener);
  return { cv };
}

// GrabCut's four classes.
const [background, foreground, likelyBackground, likelyForeground] = [0, 1, 2, 3];
// Half size: a quarter of the time, and the edge is softened anyway.
const scale = 0.5;

/** Opacity 0..255 for each pixel of the canvas. */
export async function headMask(photo: Frame, sitting: Sitting): Promise<Uint8Array> {
  const { cv } = await openCv();
  const [w, h] = [canvas.width * scale, canvas.height * scale];
  const hints = await hintPicture(sitting, w, h);
  const image = new cv.Mat(h, w, cv.CV_8UC3);
  const mask = new cv.Mat(h, w, cv.CV_8UC1);
  const [back, front] = [new cv.Mat(), new cv.Mat()];
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      const i = y * w + x;
      const p = (y * 2 * canvas.width + x * 2) * 4;
      for (let c = 0; c < 3; c += 1) image.data[i * 3 + c] = photo.data[p + c]!;
      mask.data[i] = hintClass(hints.data[i * 4]!);
    }
  }
  cv.grabCut(image, mask, new cv.Rect(0, 0, 1, 1), back, front, 4, cv.GC_INIT_WITH_MASK);
  const kept = Uint8Array.from(mask.data, (v) => (v === foreground || v === likelyForeground ? 255 : 0));
  for (const m of [image, mask, back, front]) m.delete();
  return soften(kept, w, h);
}

const hintClass = (gray: number): number => (gray < 40 ? background : gray < 110 ? likelyBackground : gray < 200 ? likelyForeground : foreground);

/** Black: not she. Dark gray: hardly. Light gray: likely. White: surely (face and neck). */
async function hintPicture({ outline, surely = [], headX, neckX }: Sitting, w: number, h: number): Promise<Frame> {
  const pointList = (points: Sitting['outline']): string => points.map(([x, y]) => `${x},${y}`).join(' ');
  const faceX = canvas.eyesX + (headX - canvas.eyesX) * 0.15;
  return svgToFrame(`<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${canvas.width} ${canvas.height}" shape-rendering="crispEdges">
    <rect width="100%" height="100%" fill="#000"/>
    <polygon points="${pointList(outline)}" fill="#808080" stroke="#505050" stroke-width="22"/>
    <polygon points="${pointList(surely)}" fill="#fff"/>
    <ellipse cx="${faceX}" cy="510" rx="125" ry="205" fill="#fff"/>
    <rect x="${neckX - 65}" y="650" width="130" height="330" fill="#fff"/>
  </svg>`);
}

/** Largest-majority smoothing and a soft edge of about three canvas pixels. */
async function soften(kept: Uint8Array, w: number, h: number): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  const { data } = await sharp(Buffer.from(kept), { raw: { width: w, height: h, channels: 1 } })
    .median(7)
    .blur(3.2)
    .linear(3.4, -306)
    .resize(canvas.width, canvas.height, { kernel: 'cubic' })
    .blur(1.6)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return new Uint8Array(data);
}

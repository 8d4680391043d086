/**
 * Pixels and places. Every picture in core is one of these plain values, so that the same code runs in a worker, in Node
 * and in a test.
 */

/** 8-bit RGBA, row-major, not premultiplied: `data.length === width * height * 4`. Origin top left. */
export type Frame = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };

/** 8-bit luminance, row-major: `data.length === width * height`. */
export type GrayImage = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/** A place in pixels of the picture it was found in; x to the right, y down; sub-pixel allowed. */
export type Point = { x: number; y: number };

/** Corners in reading order of the document: top left, top right, bottom right, bottom left. Pixels of the picture. */
export type Quad = [Point, Point, Point, Point];

/** A marked place: its bounding box in pixels of the upright source picture, and its outline where it is not a box. */
export type Region = { x: number; y: number; width: number; height: number; points?: Point[] };

/** Box of an outline; `points` must not be empty. */
export function regionOf(points: readonly Point[]): Region {
  const xs = points.map((p) => p.x);
  const ys = points.map((p) => p.y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y, points: points.map((p) => ({ ...p })) };
}

/** The box around boxes; there must be one. */
export function unionOf(boxes: readonly Region[]): Region {
  const x = Math.min(...boxes.map((b) => b.x)), y = Math.min(...boxes.map((b) => b.y));
  return { x, y, width: Math.max(...boxes.map((b) => b.x + b.width)) - x, height: Math.max(...boxes.map((b) => b.y + b.height)) - y };
}

/** @throws RangeError when data and size do not belong together. */
export function createFrame(width: number, height: number, data?: Uint8ClampedArray): Frame {
  const wanted = width * height * 4;
  const pixels = data ?? new Uint8ClampedArray(wanted);
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1 || pixels.length !== wanted) {
    throw new RangeError(`frame ${width}x${height} does not hold ${pixels.length} bytes`);
  }
  return { width, height, data: pixels };
}

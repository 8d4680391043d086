/** A quadrilateral of a picture seen straight on. */
import type { Frame, Point, Quad } from '../../frame.ts';
import type { OpenCv } from '../engines/opencv.ts';
import { homographyBetween } from './plane.ts';
import { pageCorners } from './proof.ts';

/** Only the rows and columns around the quad go to WASM memory: a 20-megapixel picture takes 80 MB there. */
export function dewarp(opencv: OpenCv, frame: Frame, quad: Quad, size: { width: number; height: number }): Frame {
  const box = boxAround(quad, frame);
  return opencv.scope((cv, track) => {
    const source = track(new cv.Mat(box.height, box.width, cv.CV_8UC4));
    const bytes = source.data;
    for (let y = 0; y < box.height; y++) {
      const from = ((box.y + y) * frame.width + box.x) * 4;
      bytes.set(frame.data.subarray(from, from + box.width * 4), y * box.width * 4);
    }
    const corners: Point[] = pageCorners(size.width, size.height);
    const inBox = quad.map((p) => ({ x: p.x - box.x, y: p.y - box.y }));
    // Pixel centres: OpenCV counts them from 0, places here count the left border as 0.
    const half = (p: Point) => ({ x: p.x - 0.5, y: p.y - 0.5 });
    const matrix = track(cv.matFromArray(3, 3, cv.CV_64FC1, homographyBetween(inBox.map(half), corners.map(half))));
    const page = track(new cv.Mat());
    cv.warpPerspective(source, page, matrix, new cv.Size(size.width, size.height), cv.INTER_LINEAR, cv.BORDER_REPLICATE, new cv.Scalar(0, 0, 0, 255));
    return { width: size.width, height: size.height, data: new Uint8ClampedArray(page.data) };
  });
}

function boxAround(quad: Quad, frame: Frame): { x: number; y: number; width: number; height: number } {
  const clamp = (v: number, most: number) => Math.max(0, Math.min(most, v));
  const x = clamp(Math.floor(Math.min(...quad.map((p) => p.x))) - 2, frame.width - 1);
  const y = clamp(Math.floor(Math.min(...quad.map((p) => p.y))) - 2, frame.height - 1);
  const right = clamp(Math.ceil(Math.max(...quad.map((p) => p.x))) + 2, frame.width);
  const bottom = clamp(Math.ceil(Math.max(...quad.map((p) => p.y))) + 2, frame.height);
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
}

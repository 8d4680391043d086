/** Where the corners of one picture went in the next: Lucas and Kanade 1981 in a pyramid, each way, so that what was lost is known. */
import type { GrayImage, Point } from '../../frame.ts';
import { fittedHomography } from '../document/fit-plane.ts';
import { distance, mapPoint } from '../document/plane.ts';
import type { Cv, Mat, OpenCv, Track } from '../engines/opencv.ts';

export type Step = { from: Point; to: Point };

/** Corners asked for, their least quality (Shi and Tomasi 1994, share of the best) and distance, small pixels. Chosen. */
const corners = { most: 260, quality: 0.01, apart: 6, block: 5 } as const;
const window = { side: 15, levels: 3 } as const;
/** Forth and back must end where it began, small pixels (Kalal 2010's forward-backward error). Chosen. */
const mostAstray = 0.5;

/** Corners of a picture where `wanted` says so, at most so many. */
export function cornersOf(opencv: OpenCv, image: GrayImage, wanted: (at: Point) => boolean): Point[] {
  return opencv.scope((cv, track) => {
    const mask = track(new cv.Mat(image.height, image.width, cv.CV_8UC1));
    const marks = new Uint8Array(image.width * image.height);
    for (let y = 0, i = 0; y < image.height; y += 1) for (let x = 0; x < image.width; x += 1, i += 1) marks[i] = wanted({ x, y }) ? 255 : 0;
    mask.data.set(marks);
    const found = track(new cv.Mat());
    cv.goodFeaturesToTrack(matOf(cv, track, image), found, corners.most, corners.quality, corners.apart, mask, corners.block);
    return pointsOf(found);
  });
}

/** The steps of those places that were found again, with the index of the place. */
export function follow(opencv: OpenCv, from: GrayImage, to: GrayImage, places: readonly Point[]): (Step & { index: number })[] {
  if (places.length === 0) return [];
  return opencv.scope((cv, track) => {
    const [a, b] = [matOf(cv, track, from), matOf(cv, track, to)];
    const forth = flowOf(cv, track, a, b, places);
    const back = flowOf(cv, track, b, a, forth.map((f) => f.at));
    return places.flatMap((place, index) => {
      const [there, again] = [forth[index]!, back[index]!];
      const astray = Math.hypot(again.at.x - place.x, again.at.y - place.y);
      return there.found && again.found && astray <= mostAstray ? [{ index, from: place, to: there.at }] : [];
    });
  });
}

function flowOf(cv: Cv, track: Track, from: Mat, to: Mat, places: readonly Point[]): { at: Point; found: boolean }[] {
  const starts = track(cv.matFromArray(places.length, 1, cv.CV_32FC2, places.flatMap((p) => [p.x, p.y])));
  const [ends, status, errors] = [track(new cv.Mat()), track(new cv.Mat()), track(new cv.Mat())];
  cv.calcOpticalFlowPyrLK(from, to, starts, ends, status, errors, new cv.Size(window.side, window.side), window.levels);
  return pointsOf(ends).map((at, i) => ({ at, found: status.data[i] === 1 }));
}

function matOf(cv: Cv, track: Track, { width, height, data }: GrayImage): Mat {
  const mat = track(new cv.Mat(height, width, cv.CV_8UC1));
  mat.data.set(data);
  return mat;
}

const pointsOf = (mat: Mat): Point[] => Array.from({ length: mat.rows }, (_, i) => ({ x: mat.data32F[2 * i]!, y: mat.data32F[2 * i + 1]! }));

/** How far the places lie from where the best homography of the steps puts them: root of the mean square of the nearest nine tenths. */
export function planeResidual(opencv: OpenCv, steps: readonly Step[]): number {
  const plane = fittedHomography(opencv, steps.map(({ from }) => from), steps.map(({ to }) => to));
  if (!plane) return Number.NaN;
  const off = steps.map(({ from, to }) => distance(mapPoint(plane, from), to)).sort((a, b) => a - b);
  const kept = off.slice(0, Math.ceil(off.length * 0.9));
  return Math.sqrt(kept.reduce((s, d) => s + d * d, 0) / kept.length);
}

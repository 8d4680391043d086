import type { Point } from '../../frame.ts';
import type { OpenCv } from '../engines/opencv.ts';
import type { Homography } from './plane.ts';

/** The homography nearest to all pairs of places, by least squares. @param from, to as many of one as of the other, four at least @returns null where there is none: places on one line, or all at one */
export function fittedHomography(opencv: OpenCv, from: readonly Point[], to: readonly Point[]): Homography | null {
  const fitted = opencv.scope((cv, track) => {
    const list = (points: readonly Point[]) => track(cv.matFromArray(points.length, 1, cv.CV_32FC2, points.flatMap(({ x, y }) => [x, y])));
    return [...track(cv.findHomography(list(from), list(to), 0)).data64F];
  });
  return fitted.length === 9 ? fitted : null;
}

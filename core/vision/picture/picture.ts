/** A decoded picture as every host hands it to the brain. */
import { CodedError } from '../../errors.ts';
import type { Frame, Region } from '../../frame.ts';
import type { PictureFile } from './traces.ts';
import type { PictureHeader } from './header.ts';
import { swapsSides, uprightFrame } from './orient.ts';

export type Picture = {
  /** Upright sRGB pixels, opaque, at most pictureLimits.analysedPixels. */
  frame: Frame;
  /** Upright size of the file. */
  width: number;
  height: number;
  /** File pixels a frame pixel, 1 and above: places found in `frame` times this are places in the file. */
  scale: number;
  /** What the file says of itself; left out where the pixels are of no file (a live frame). */
  file?: PictureFile;
};

/**
 * `stored`: the pixels as the decoder gave them, orientation not applied, perhaps reduced.
 * @throws CodedError file.corrupt when the decoder gave another shape than the header said.
 */
export function pictureOf(header: PictureHeader, stored: Frame, file?: PictureFile): Picture {
  const scale = header.width / stored.width;
  // A reduced side is rounded to whole pixels: it may be one off.
  if (Math.abs(stored.height * scale - header.height) > 2 * scale) throw new CodedError('file.corrupt');
  const [width, height] = swapsSides(header.orientation) ? [header.height, header.width] : [header.width, header.height];
  return { frame: uprightFrame(stored, header.orientation), width, height, scale, ...(file ? { file } : {}) };
}

/** A place of the analysed frame as a place of the file. */
export function regionInFile(region: Region, scale: number): Region {
  if (scale === 1) return region;
  const box = { x: region.x * scale, y: region.y * scale, width: region.width * scale, height: region.height * scale };
  return region.points ? { ...box, points: region.points.map((p) => ({ x: p.x * scale, y: p.y * scale })) } : box;
}

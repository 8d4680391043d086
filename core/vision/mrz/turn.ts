/** Quarter turns of a picture, and the way back for places found in it. */
import type { GrayImage, Region } from '../../frame.ts';

export type QuarterTurns = 0 | 1 | 2 | 3;

/** Turned clockwise; `back` carries a box of the turned picture to the original. */
export function rotated(image: GrayImage, turns: QuarterTurns): { image: GrayImage; back(region: Region): Region } {
  const { width: w, height: h, data } = image;
  if (turns === 0) return { image, back: (region) => region };
  const odd = turns % 2 === 1;
  const width = odd ? h : w, height = odd ? w : h;
  const out = new Uint8Array(data.length);
  for (let y = 0, o = 0; y < height; y++) {
    for (let x = 0; x < width; x++, o++) {
      out[o] = turns === 2 ? data[(h - 1 - y) * w + (w - 1 - x)]! : turns === 1 ? data[(h - 1 - x) * w + y]! : data[x * w + (w - 1 - y)]!;
    }
  }
  const back = ({ x, y, width: rw, height: rh }: Region): Region =>
    turns === 2 ? { x: w - x - rw, y: h - y - rh, width: rw, height: rh }
      : turns === 1 ? { x: y, y: h - x - rw, width: rh, height: rw }
        : { x: w - y - rh, y: x, width: rh, height: rw };
  return { image: { width, height, data: out }, back };
}

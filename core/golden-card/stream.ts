/** How a camera delivers its pictures: rate, evenness, losses, and its time against the computer's own count. */
import { z } from 'zod';

export const streamFiguresSchema = z.object({
  seconds: z.number(),
  /** Pictures a second, by the times of the stream. */
  rate: z.number(),
  /** Standard deviation of the time between two pictures, milliseconds. Where some were lost the gap is shared among them. */
  jitterMs: z.number(),
  /** Delivered between the first and the last that was looked at, and not looked at. */
  lost: z.number().int(),
  /** Percent by which the stream's time runs ahead (above 0) of the computer's. */
  driftPercent: z.number(),
});
export type StreamFigures = z.infer<typeof streamFiguresSchema>;

/** As requestVideoFrameCallback tells it. `count`: pictures presented so far; `nowMs`: monotonic, `streamMs`: the picture's own time. */
export type SeenPicture = { nowMs: number; streamMs: number; count: number };

export const streamLimits = {
  /** Pictures a second: the automatic capture asks for some good ones in a row, the live check for a turn of the head. Chosen. */
  rate: 10,
  /** Percent; two seconds tell it to half a percent at 30 pictures a second. Chosen. */
  drift: 2,
  /** Pictures below which nothing is said. Chosen. */
  pictures: 5,
} as const;

/** null: too few pictures to say. */
export function streamFiguresOf(seen: readonly SeenPicture[]): StreamFigures | null {
  const pictures = seen.filter((p, i) => i === 0 || p.count > seen[i - 1]!.count);
  const [first, last] = [pictures[0], pictures.at(-1)];
  if (!first || !last || pictures.length < streamLimits.pictures || last.streamMs <= first.streamMs || last.nowMs <= first.nowMs) return null;
  const gaps = pictures.slice(1).map((p, i) => { const before = pictures[i]!; return (p.streamMs - before.streamMs) / (p.count - before.count); });
  const mean = (last.streamMs - first.streamMs) / (last.count - first.count);
  return {
    seconds: (last.nowMs - first.nowMs) / 1000, rate: 1000 / mean, jitterMs: Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length),
    lost: last.count - first.count - (pictures.length - 1), driftPercent: 100 * (slopeOf(pictures) - 1),
  };
}

/** Of the stream's time over the computer's, by least squares: one late picture at an end moves it little. */
function slopeOf(pictures: readonly SeenPicture[]): number {
  const mean = (of: (p: SeenPicture) => number): number => pictures.reduce((sum, p) => sum + of(p), 0) / pictures.length;
  const [now, stream] = [mean((p) => p.nowMs), mean((p) => p.streamMs)];
  return pictures.reduce((sum, p) => sum + (p.nowMs - now) * (p.streamMs - stream), 0) / pictures.reduce((sum, p) => sum + (p.nowMs - now) ** 2, 0);
}

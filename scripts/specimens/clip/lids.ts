/** Eyelids that close: the skin above the eye is drawn down over it, lashes with it. */
import type { Frame } from '../../../core/frame.ts';
import { copyOf } from '../raster.ts';
import type { MeshPoint } from './head.ts';

/** Of one eye: where the upper and the lower lid run, canvas pixels, left to right. */
export type LidLines = { upper: readonly MeshPoint[]; lower: readonly MeshPoint[] };

// Contours of the canonical face mesh, picture left to picture right.
const contours = [
  { upper: [33, 246, 161, 160, 159, 158, 157, 173, 133], lower: [33, 7, 163, 144, 145, 153, 154, 155, 133] },
  { upper: [362, 398, 384, 385, 386, 387, 388, 466, 263], lower: [362, 382, 381, 380, 374, 373, 390, 249, 263] },
] as const;

export const lidLines = (mesh: readonly MeshPoint[]): LidLines[] =>
  contours.map(({ upper, lower }) => ({ upper: upper.map((i) => mesh[i]!), lower: lower.map((i) => mesh[i]!) }));

export function heightAt(line: readonly MeshPoint[], x: number): number {
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1]!, line[i]!];
    if (x <= b.x || i === line.length - 1) return a.y + ((b.y - a.y) * Math.min(1, Math.max(0, (x - a.x) / Math.max(1e-6, b.x - a.x))));
  }
  return line[0]!.y;
}

// Skin above the lid that is stretched, in eye openings; beyond the corners the lid reaches a little further.
const skinAbove = 1.5;
const cornerReach = 5;

/** @param closing 0 open, 1 shut */
export function withLids(head: Frame, eyes: readonly LidLines[], closing: number): Frame {
  if (closing === 0) return head;
  const out = copyOf(head);
  for (const { upper, lower } of eyes) {
    const [from, to] = [upper[0]!.x - cornerReach, upper.at(-1)!.x + cornerReach];
    const opening = Math.max(...upper.map((p) => heightAt(lower, p.x) - p.y));
    for (let x = Math.ceil(from); x <= to; x += 1) shutColumn(head, out, x, heightAt(upper, x) - 3, heightAt(lower, x) + 2, opening, closing);
  }
  return out;
}

function shutColumn(head: Frame, out: Frame, x: number, upper: number, lower: number, opening: number, closing: number): void {
  const top = upper - skinAbove * opening;
  const edge = upper + closing * (lower - upper);
  const stretch = (upper - top) / (edge - top);
  for (let y = Math.ceil(top); y < edge; y += 1) copyPixel(head, out, x, y, top + (y - top) * stretch);
  // The lash line: two darker pixels where lid meets lid.
  for (let y = Math.round(edge) - 2; y <= edge + 1; y += 1) {
    const o = (y * out.width + x) * 4;
    for (let c = 0; c < 3; c += 1) out.data[o + c] = out.data[o + c]! * 0.5;
  }
}

export function copyPixel(from: Frame, to: Frame, x: number, y: number, sourceY: number): void {
  const y0 = Math.floor(sourceY);
  const f = sourceY - y0;
  const [a, b, o] = [(y0 * from.width + x) * 4, ((y0 + 1) * from.width + x) * 4, (y * to.width + x) * 4];
  for (let c = 0; c < 3; c += 1) to.data[o + c] = from.data[a + c]! * (1 - f) + from.data[b + c]! * f;
}

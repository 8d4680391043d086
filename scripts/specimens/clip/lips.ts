/** A mouth that opens: the lips part along their own line, chin and lower lip go down with the jaw, and it is dark between them. */
import type { Frame } from '../../../core/frame.ts';
import { canvas } from '../canvas.ts';
import { copyOf } from '../raster.ts';
import { copyPixel, heightAt } from './lids.ts';
import type { MeshPoint } from './head.ts';

/** Where upper and lower lip meet, canvas pixels, left to right; below the nose and at the tip of the chin. */
export type LipLines = { upper: readonly MeshPoint[]; lower: readonly MeshPoint[]; nose: number; chin: number };

// Inner lips of the canonical face mesh, picture left to picture right; base of the nose, chin tip.
const inner = { upper: [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308], lower: [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308], nose: 2, chin: 152 } as const;

export const lipLines = (mesh: readonly MeshPoint[]): LipLines => ({
  upper: inner.upper.map((i) => mesh[i]!), lower: inner.lower.map((i) => mesh[i]!), nose: mesh[inner.nose]!.y, chin: mesh[inner.chin]!.y,
});

/** Wide open. The mesh sees about two thirds of it: 0.33 of the eye distance on face-customer, as on p12 of ../shared/data/video. */
const widest = 0.5 * canvas.eyeDistance;
/** The upper lip rises by this share of the gap. */
const rises = 0.3;
/** Skin below the chin that gives way, canvas pixels. */
const belowChin = 110;
const dark = [58, 24, 26] as const;

/** @param opening 0 as in the photo, 1 wide open */
export function withMouth(head: Frame, { upper, lower, nose, chin }: LipLines, opening: number): Frame {
  if (opening === 0) return head;
  const out = copyOf(head);
  const [from, to] = [upper[0]!.x, upper.at(-1)!.x];
  for (let x = Math.ceil(from); x <= to; x += 1) {
    const along = (x - from) / (to - from);
    // Round corners.
    const gap = widest * opening * Math.sqrt(Math.max(0, 4 * along * (1 - along)));
    const [lip, under] = [heightAt(upper, x), heightAt(lower, x)];
    const [top, bottom] = [lip - rises * gap, under + (1 - rises) * gap];
    const end = chin + belowChin;
    for (let y = Math.ceil(nose); y < top; y += 1) copyPixel(head, out, x, y, nose + ((y - nose) * (lip - nose)) / (top - nose));
    for (let y = Math.ceil(top); y < bottom; y += 1) for (let c = 0; c < 3; c += 1) out.data[(y * out.width + x) * 4 + c] = dark[c]!;
    for (let y = Math.ceil(bottom); y < end; y += 1) copyPixel(head, out, x, y, under + ((y - bottom) * (end - under)) / (end - bottom));
  }
  return out;
}

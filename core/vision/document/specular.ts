/**
 * Specular highlights on a proof. A highlight is clipped, has lost its colour, and fades outwards (bloom); a printed white area ends
 * at a sharp edge, white paper is most of the page, and neither is glare.
 */
import type { OpenCv } from '../engines/opencv.ts';
import type { Proof } from './proof.ts';

export type Highlight = { x: number; y: number; width: number; height: number; area: number; softness: number; softRim: number; drop: number };

export type Highlights = {
  /** 1 where a highlight lies, its bloom included; proof pixels. */
  mask: Uint8Array;
  found: Highlight[];
};

/** Clipped: the camera's tone curve compresses the last levels. Chosen, not measured. */
const clippedLevel = 246;
/** Chroma above this is coloured print or a coloured lamp. */
const colourless = 26;
/** Smallest highlight, share of the page: 0.2 % of ID-1 is 3 x 3 mm, about two letters. */
const smallest = 0.002;
/** Narrowest, proof pixels, and most drawn out: strips of white between lines of print are neither. Chosen on mrz_specimen. */
const narrowest = 9;
const longest = 7;
/** A clipped area larger than this is the paper itself. */
const largest = 0.35;
/**
 * Levels that the surround of a highlight is darker than it. 14 composites with a lamp: 26..124 (median 41) but one on white paper (8),
 * which no single picture can tell; of the white zones on 55 specimens 14 lie above, and none of them fades along its rim.
 */
const leastDrop = 24;
/** Share of the fall that is still to come four proof pixels outside: a printed edge has fallen by then, bloom has not. */
const leastSoftness = 0.5;
/** Share of the rim that fades like this: highlights 0.59..1.00 (13), white zones with print along their rim 0.00..0.50 (60). */
const leastSoftRim = 0.55;

export function highlightsOf(opencv: OpenCv, proof: Proof): Highlights {
  const { width, height, luma, chroma } = proof;
  const clipped = new Uint8Array(width * height);
  let bright = 0;
  for (let i = 0; i < clipped.length; i++) {
    if (luma[i]! < clippedLevel || chroma[i]! > colourless) continue;
    clipped[i] = 255;
    bright++;
  }
  const mask = new Uint8Array(width * height);
  const found: Highlight[] = [];
  if (bright < smallest * clipped.length) return { mask, found };
  opencv.scope((cv, track) => {
    const core = track(new cv.Mat(height, width, cv.CV_8UC1));
    core.data.set(clipped);
    const kernel = track(cv.getStructuringElement(cv.MORPH_RECT, new cv.Size(3, 3)));
    cv.morphologyEx(core, core, cv.MORPH_OPEN, kernel);
    const labels = track(new cv.Mat());
    const stats = track(new cv.Mat());
    const count = cv.connectedComponentsWithStats(core, labels, stats, track(new cv.Mat()), 8);
    const boxes = Array.from(stats.data32S);
    const ids = new Int32Array(labels.data32S);
    const all = width * height;
    for (let id = 1; id < count; id++) {
      const [x, y, w, h, area] = boxes.slice(id * 5, id * 5 + 5) as [number, number, number, number, number];
      if (area < smallest * all || area > largest * all) continue;
      const box = { x, y, width: w, height: h };
      if (Math.min(w, h) < narrowest || Math.max(w, h) > longest * Math.min(w, h)) continue;
      if (isMargin(box, width, height)) continue;
      const { softness, softRim, drop } = fallOff(proof, ids, id, box);
      if (drop < leastDrop || softness < leastSoftness || softRim < leastSoftRim) continue;
      found.push({ ...box, area, softness, softRim, drop });
      cover(mask, proof, ids, id, box);
    }
  });
  return { mask, found };
}

/** A strip of the scanner's lid or of the desk along the page's border. */
function isMargin(box: Box, width: number, height: number): boolean {
  const touches = [box.x <= 1, box.y <= 1, box.x + box.width >= width - 1, box.y + box.height >= height - 1].filter(Boolean).length;
  return touches >= 2 || (touches === 1 && (box.width > 0.5 * width || box.height > 0.5 * height));
}

type Box = { x: number; y: number; width: number; height: number };

/** Luminance around a clipped area: how far it falls within 26 proof pixels, and what share of the fall is left after 4. */
function fallOff(proof: Proof, ids: Int32Array, id: number, box: Box): { softness: number; softRim: number; drop: number } {
  const { width, height, luma } = proof;
  const near: number[] = [];
  let soft = 0;
  const far: number[] = [];
  const ways = [[1, 0], [-1, 0], [0, 1], [0, -1]] as const;
  for (let y = box.y; y < box.y + box.height; y += 2) {
    for (let x = box.x; x < box.x + box.width; x += 2) {
      if (ids[y * width + x] !== id) continue;
      for (const [dx, dy] of ways) {
        if (ids[(y + dy * 2) * width + x + dx * 2] === id) continue;
        const nx = x + 4 * dx;
        const ny = y + 4 * dy;
        const fx = x + 26 * dx;
        const fy = y + 26 * dy;
        if (fx < 0 || fy < 0 || fx >= width || fy >= height) continue;
        const close = luma[ny * width + nx]!;
        const distant = luma[fy * width + fx]!;
        near.push(close);
        far.push(distant);
        if (close - distant > leastSoftness * (252 - distant) && 252 - distant > leastDrop / 2) soft++;
      }
    }
  }
  if (near.length < 8) return { softness: 0, softRim: 0, drop: 0 };
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
  const surround = middle(far);
  const drop = 252 - surround;
  return { drop, softRim: soft / near.length, softness: drop > 0 ? (middle(near) - surround) / drop : 0 };
}

/** The clipped area and three proof pixels around it, where print is washed out too. */
function cover(mask: Uint8Array, proof: Proof, ids: Int32Array, id: number, box: Box): void {
  const rim = 3;
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      if (ids[y * proof.width + x] !== id) continue;
      for (let dy = -rim; dy <= rim; dy++) {
        const ny = y + dy;
        if (ny < 0 || ny >= proof.height) continue;
        for (let dx = -rim; dx <= rim; dx++) {
          const nx = x + dx;
          if (nx >= 0 && nx < proof.width) mask[ny * proof.width + nx] = 1;
        }
      }
    }
  }
}

/**
 * Specular highlights on a proof. A highlight is clipped, has lost its colour, and fades outwards (bloom); a printed white area ends
 * at a sharp edge, white paper is most of the page, and neither is glare.
 */
import type { OpenCv } from '../engines/opencv.ts';
import type { Proof } from './proof.ts';

export type Highlight = { x: number; y: number; width: number; height: number; area: number; softRim: number; drop: number };

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
const longest = 5;
/** A clipped area larger than this is the paper itself. */
const largest = 0.35;
/**
 * Levels that the surround of a highlight is darker than it. 28 composites with a lamp: 32..160 (median 49) but two on white paper (9 and
 * 25), which no single picture can tell; a flash on a printed page 18. Of the white zones on 66 real good pictures none fades along its rim.
 */
const leastDrop = 16;
/** Walk outwards along which a highlight's light falls, proof pixels: at least, and of the highlight's own length. Chosen, not measured. */
const leastReach = 26;
const reachShare = 0.6;
/**
 * Most of a fall that lies within this many proof pixels: a printed edge has fallen by then, bloom has not. On light paper little is left to
 * fall; where there is much, a field in a frame falls in two halves and a lamp's skirt is longer than either. Chosen on the same pictures.
 */
const stepWidth = 4;
const mostStep = { littleFall: 0.7, muchFall: 0.5 };
const muchFall = 100;
/**
 * Share of the rim that fades by degrees: highlights above it are 25 of 28 composites, three of four drawn scenes, one real; white zones and paper
 * that clips lie below (66 real good pictures, 98 good composites) but one strip along a page's rim, which is too drawn out.
 */
const leastSoftRim = 0.64;
/** A lamp's image fades on every side; one may end at a printed edge. Paper that clips along the page's rim fades on one. A side counts with this share of its rays. Chosen on the same pictures. */
const leastSoftSides = 3;
const softSide = 0.33;
/**
 * Where all four sides fade, less of the rim and less of a fall are enough: white paper has little left to fall, and print or a portrait breaks the rim. 6 of 112 composites with a
 * lamp need it (0.38..0.61 of the rim, 10..32 levels). On overexposed pages the gaps of a security background fade so too (2 of 196 good composites), but they are many and ragged:
 * a lamp's image holds most of what clips, and most of its own box (0.54 and more; those two 0.18 and 0.43, with less than a fifth of what clips).
 */
const allRound = { drop: 8, shareOfClipped: 0.5, fill: 0.5 };

export function highlightsOf(opencv: OpenCv, proof: Proof): Highlights {
  const { width, height, luma, chroma } = proof;
  const clipped = new Uint8Array(width * height);
  let bright = 0;
  for (let y = 0; y < height; y++) bright += markClipped(luma, chroma, y * width, (y + 1) * width, clipped);
  const mask = new Uint8Array(width * height);
  const found: Highlight[] = [];
  let paper: Float32Array | null = null;
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
      paper ??= paperOf(opencv, proof);
      const { softRim, softSides, drop } = fallOff(proof, paper, ids, id, box);
      const fades = (drop >= leastDrop && softRim >= leastSoftRim && softSides >= leastSoftSides) || (softSides === ways.length && drop >= allRound.drop && area >= allRound.shareOfClipped * bright && area >= allRound.fill * w * h);
      if (!fades) continue;
      found.push({ ...box, area, softRim, drop });
      cover(mask, proof, ids, id, box);
    }
  });
  return { mask, found };
}

/** How many pixels between two places are clipped and colourless; they are marked. */
function markClipped(luma: Float32Array, chroma: Float32Array, from: number, to: number, clipped: Uint8Array): number {
  let n = 0;
  for (let i = from; i < to; i++) {
    if (luma[i]! < clippedLevel || chroma[i]! > colourless) continue;
    clipped[i] = 255;
    n++;
  }
  return n;
}

/** A strip of the scanner's lid or of the desk along the page's border. */
function isMargin(box: Box, width: number, height: number): boolean {
  const touches = [box.x <= 1, box.y <= 1, box.x + box.width >= width - 1, box.y + box.height >= height - 1].filter(Boolean).length;
  return touches >= 2 || (touches === 1 && (box.width > 0.5 * width || box.height > 0.5 * height));
}

const ways = [[1, 0], [-1, 0], [0, 1], [0, -1]] as const;

export type Box = { x: number; y: number; width: number; height: number };

/**
 * Luminance around a bright area, along rays that leave it: how far the paper falls in all, and what share of the rays falls by degrees. The
 * walk is as long as the area is large, because the skirt of a large highlight is wide.
 */
function fallOff(proof: Proof, paper: Float32Array, ids: Int32Array, id: number, box: Box): { softRim: number; softSides: number; drop: number } {
  const { width, height } = proof;
  const reach = Math.round(leastReach + reachShare * Math.max(box.width, box.height));
  const falls: number[] = [];
  const rays = [0, 0, 0, 0];
  const soft = [0, 0, 0, 0];
  for (let y = box.y; y < box.y + box.height; y += 2) {
    for (let x = box.x; x < box.x + box.width; x += 2) {
      if (ids[y * width + x] !== id) continue;
      for (const [way, [dx, dy]] of ways.entries()) {
        if (ids[(y + dy * 2) * width + x + dx * 2] === id) continue;
        const ray = descent(paper, width, height, x, y, dx, dy, reach);
        if (!ray) continue;
        falls.push(ray.fall);
        rays[way]!++;
        if (ray.fall > leastDrop / 2 && ray.steepest < (ray.fall > muchFall ? mostStep.muchFall : mostStep.littleFall) * ray.fall) soft[way]!++;
      }
    }
  }
  if (falls.length < 8) return { softRim: 0, softSides: 0, drop: 0 };
  return {
    drop: falls.sort((a, b) => a - b)[falls.length >> 1]!,
    softRim: soft.reduce((sum, n) => sum + n, 0) / falls.length,
    softSides: rays.filter((n, way) => n > 0 && soft[way]! >= softSide * n).length,
  };
}

/** Fall of the lower envelope along a ray, and the most of it that lies within four proof pixels. Null: the page ends too soon. */
function descent(paper: Float32Array, width: number, height: number, x: number, y: number, dx: number, dy: number, reach: number): { fall: number; steepest: number } | null {
  const level: number[] = [];
  for (let k = 0; k <= reach; k++) {
    const [px, py] = [x + k * dx, y + k * dy];
    if (px < 0 || py < 0 || px >= width || py >= height) break;
    level.push(Math.min(level[k - 1] ?? 255, paper[py * width + px]!));
  }
  if (level.length <= leastReach / 2) return null;
  let steepest = 0;
  for (let k = 0; k + stepWidth < level.length; k++) steepest = Math.max(steepest, level[k]! - level[k + stepWidth]!);
  return { fall: level[0]! - level[level.length - 1]!, steepest };
}

/** Paper without its print: the brightest of 9 x 9 (strokes on a proof are at most 5 wide), then back by the darkest of 9 x 9, so that areas keep their place. */
function paperOf(opencv: OpenCv, { width, height, luma }: Proof): Float32Array {
  return opencv.scope((cv, track) => {
    const image = track(new cv.Mat(height, width, cv.CV_8UC1));
    image.data.set(luma);
    const kernel = track(cv.getStructuringElement(cv.MORPH_RECT, new cv.Size(9, 9)));
    cv.morphologyEx(image, image, cv.MORPH_CLOSE, kernel);
    return Float32Array.from(image.data);
  });
}

/** The clipped area and three proof pixels around it, where print is washed out too. */
function cover(mask: Uint8Array, { width, height }: Proof, ids: Int32Array, id: number, box: Box): void {
  const rim = 3;
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      if (ids[y * width + x] !== id) continue;
      for (let ny = Math.max(0, y - rim); ny <= Math.min(height - 1, y + rim); ny++) {
        for (let nx = Math.max(0, x - rim); nx <= Math.min(width - 1, x + rim); nx++) mask[ny * width + nx] = 1;
      }
    }
  }
}

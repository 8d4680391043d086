/**
 * A page that is larger than the picture, or leaves it, has no outline to be found; its print shows that it is there. Scenes have no long lines of print: hair, foliage
 * and window frames break off. The picture is first turned by the direction most of its edges have, because lines that lie askew fall into words.
 */
import type { Point } from '../../frame.ts';
import type { FoundLine } from './lines.ts';
import type { Gradient } from './reduce.ts';
import { heightsOf, textLinesOf, type LumaImage, type TextLine } from './text-lines.ts';

/** A line of print is longer than so many of its heights; see longLine in find.ts. */
const longLine = 6;
/**
 * Share of the picture that long lines of print take (`npm run bench:quality -- --scenes`). Seven composites of pages larger than the picture that show no outline:
 * 0.037 and above but for one (0.006: a card with little print); three with a corner outside: 0.049, 0.023 and 0. 190 pictures of people, rooms and faces on screens
 * or paper (14 of them too dark to be asked): 0.0091 and less but for two crops of faces of 150 pixels (0.028 and 0.026). Half way between.
 */
const leastPrint = 0.018;
/** Print this near to the picture's border, share of its short side, stands on a page whose own border is outside or almost. Chosen, not measured. */
const nearBorder = 0.06;
/** Print that spans so much of the picture, both ways, leaves no room for a margin: pages that cover half of a picture span 0.6 and 0.75 at most. */
const spans = { across: 0.75, down: 0.85 };
/** Turned by less, words of a line still join. */
const leastTurn = 2;
/** Mean luminance below which noise joins into lines; see darkMiddle in find.ts. */
const darkMean = 34;

/** Fewer lines than this say no direction: two pages larger than the picture had none but its borders. Chosen, not measured. */
const fewestLines = 3;
/** Levels a reduced pixel from which an edge is a stroke, and at which it counts in full. See lines.ts. */
const leastStroke = 2;
const fullStroke = 12;

export type RunsOut = 'too-close' | 'cut-off';
export type Edges = { lines: readonly FoundLine[]; gradient: Gradient };

/** Asked only where no outline was found, or one without print. @param edges of the same picture, any size. Null: no page, or one that ends inside of the picture. */
export function pageRunsOut(image: LumaImage, edges: Edges): RunsOut | null {
  const print = longPrintOf(image, edges);
  return print === null || print.share < leastPrint ? null : leaves(print.corners, image);
}

/** Long lines of print: their share of the picture, and the corners of their boxes in it. null: too dark to tell print from noise. */
export function longPrintOf(image: LumaImage, { lines, gradient }: Edges): { share: number; corners: Point[] } | null {
  const mean = sumOf(image.luma) / image.luma.length;
  if (mean < darkMean) return null;
  const degrees = lines.filter((l) => !l.border).length < fewestLines ? directionOfStrokes(gradient) : directionOf(lines);
  const angle = (degrees * Math.PI) / 180;
  const luma = Math.abs(degrees) < leastTurn ? image.luma : turned(image, angle, mean);
  const found = textLinesOf({ ...image, luma }, 2);
  const long = found.lines.filter((l) => heightsOf(l, found.direction) > longLine);
  const share = long.reduce((sum, l) => sum + l.width * l.height, 0) / (image.width * image.height);
  return { share, corners: long.flatMap((l) => cornersOf(l, image, Math.abs(degrees) < leastTurn ? 0 : angle)) };
}

function sumOf(luma: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < luma.length; i++) sum += luma[i]!;
  return sum;
}

function leaves(points: readonly Point[], { width, height }: LumaImage): RunsOut | null {
  const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const near = nearBorder * Math.min(width, height);
  const [w, e, n, s] = [left < near, right > width - near, top < near, bottom > height - near];
  if ((w && e) || (n && s) || right - left > spans.across * width || bottom - top > spans.down * height) return 'too-close';
  return w || e || n || s ? 'cut-off' : null;
}

/** Degrees -44..45 by which the picture's edges are turned, modulo a right angle; a line's normal may point to either side. */
export function directionOf(lines: readonly FoundLine[]): number {
  const votes = new Float64Array(90);
  for (const line of lines) {
    if (line.border) continue;
    const degrees = Math.round((Math.atan2(line.ny, line.nx) * 180) / Math.PI) + 180;
    // A triangle of two degrees to each side: the lines of one page are not quite parallel.
    for (let k = -2; k <= 2; k++) votes[(degrees + k + 90) % 90]! += line.votes * (3 - Math.abs(k));
  }
  return mostVoted(votes);
}

function mostVoted(votes: Float64Array): number {
  const best = votes.indexOf(Math.max(...votes));
  return best > 45 ? best - 90 : best;
}

/** The same from the strokes themselves, which stand across and along the lines of print; for a page that shows neither a side nor a ruled line. */
export function directionOfStrokes({ width, height, magnitude, gx, gy }: Gradient): number {
  const strokes = new Float64Array(90);
  for (let i = width; i < width * (height - 1); i++) {
    if (magnitude[i]! < leastStroke) continue;
    strokes[(Math.round((Math.atan2(gy[i]!, gx[i]!) * 180) / Math.PI) + 180) % 90]! += Math.min(fullStroke, magnitude[i]!);
  }
  // Letters are round and four pixels high here: a triangle of four degrees to each side.
  return mostVoted(strokes.map((_, at) => [-4, -3, -2, -1, 0, 1, 2, 3, 4].reduce((sum, k) => sum + strokes[(at + k + 90) % 90]! * (5 - Math.abs(k)), 0)));
}

/** Turned about its middle by `angle`, bilinear; what comes from outside is even. */
function turned(image: LumaImage, angle: number, outside: number): Float32Array {
  const { width, height } = image;
  const out = new Float32Array(width * height).fill(outside);
  for (let y = 0; y < height; y++) turnRow(image, y, Math.cos(angle), Math.sin(angle), out);
  return out;
}

function turnRow({ width, height, luma }: LumaImage, y: number, c: number, s: number, out: Float32Array): void {
  for (let x = 0; x < width; x++) {
    const sx = c * (x - width / 2) - s * (y - height / 2) + width / 2;
    const sy = s * (x - width / 2) + c * (y - height / 2) + height / 2;
    const [x0, y0] = [Math.floor(sx), Math.floor(sy)];
    if (x0 < 0 || y0 < 0 || x0 >= width - 1 || y0 >= height - 1) continue;
    const [fx, fy, i] = [sx - x0, sy - y0, y0 * width + x0];
    out[y * width + x] = (luma[i]! * (1 - fx) + luma[i + 1]! * fx) * (1 - fy) + (luma[i + width]! * (1 - fx) + luma[i + width + 1]! * fx) * fy;
  }
}

/** Corners of a line's box, in the picture as it was. */
function cornersOf(l: TextLine, { width, height }: LumaImage, angle: number): Point[] {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [[l.x, l.y], [l.x + l.width, l.y], [l.x, l.y + l.height], [l.x + l.width, l.y + l.height]].map(([x, y]) => ({
    x: c * (x! - width / 2) - s * (y! - height / 2) + width / 2,
    y: s * (x! - width / 2) + c * (y! - height / 2) + height / 2,
  }));
}

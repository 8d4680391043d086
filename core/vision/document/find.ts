/** From a picture to the documents in it: outline search on the reduced picture, choice among outlines, sub-pixel corners, facts. */
import type { Frame, Point, Quad } from '../../frame.ts';
import type { DocumentGeometry, FoundDocument } from '../artifacts/document-types.ts';
import { dpiOf, shapeOf, viewIn } from './format.ts';
import { formatByPrint } from './layout.ts';
import { quadOnGround } from './ground.ts';
import { linesOf, type FoundLine } from './lines.ts';
import { holds, overlapArea, signedArea } from './plane.ts';
import { pageCorners, type PrintedProof } from './proof.ts';
import { quadsOf, type QuadCandidate } from './quads.ts';
import { gradientOf, reduce, type Gradient, type Reduced } from './reduce.ts';
import { refinedQuad } from './refine.ts';
import { pageRunsOut } from './runs-out.ts';
import { valueAt } from './scratch.ts';
import { heightsOf, textLinesOf, type TextLine } from './text-lines.ts';

/** Long side of the picture outlines are searched on. At 400 the search takes 12 ms here and the sides are refined in the full picture. */
export const searchSize = 400;
/** Long side for the search of print when it is not clear whether an outline is the document or something printed on it. */
export const printSize = 640;
/** Lines kept of each direction, and in all. */
const linesKept = { perSector: 16, most: 44 };
/** Weakest gradient that counts as an edge, levels a reduced pixel: dark on dark shows 3..6, sensor noise after averaging below 2. */
const edgeFloor = 2;
/**
 * Least score without its share for size. Outlines of documents on a background score 0.57..1.00 (31 composites and real pictures),
 * the best chance outline in 25 scenes and groups of people 0.40.
 */
const trusted = 0.52;
const trustedSide = 0.45;
/**
 * Outlines of lines below this are held against the area that stands out from the ground. Of 238 composites, lines that were wrong (a shadow's edge, a
 * finger's side) had 0.52..0.66, right ones 0.60..1.00.
 */
const sureByLines = 0.68;
/**
 * Share of the picture that print takes when the picture is all document: documents 0.058 and above but for two (median 0.12 of 58),
 * scenes and groups of people mostly below 0.05 (median 0.015 of 24); foliage, stones and knitwear reach 0.09, so a picture that has
 * not even the shape of a document must show more.
 */
const printOfFullPage = { standard: 0.027, other: 0.075 };

/**
 * Print runs: a line of print is many times as long as it is high, foliage and hair break off. Share of the print that stands in lines of
 * more than 6 heights, times the heights of the longest: 34 pages that fill their picture 1.39 and above (median 15), the six pictures of
 * people and scenes that had passed for pages 0.2..1.28. And the share of the picture that such lines take: pages 0.012 and above.
 */
const longLine = 6;
const leastRun = 1.33;
const leastLongShare = 0.01;
/** Long lines without which an outline of no standard shape is a window, a shirt or a shadow. Chosen, not measured. */
const longLinesOfFreeShape = 1;

/**
 * Score from which a closed outline is where the document is. Below it one without a line of print may be a portrait or a field on a page larger than the picture, which has its print
 * around it. Chosen, not measured.
 */
const sureOfPlace = 0.5;

/** Median luminance below which lamps in the dark are not taken for print (dark_scenes: 1 of 9 was). See tooDarkToSee of documentLight. */
const darkMiddle = 34;

/** For a stream of frames see outline-tracker.ts. */
export const findDocuments = (frame: Frame): DocumentGeometry => searchDocuments(frame).geometry;

/** How far from an outline of the search its edge lies at most, pixels of the picture. */
export const refineReach = ({ scaleX, scaleY }: Pick<Reduced, 'scaleX' | 'scaleY'>): number => 1.6 * Math.max(scaleX, scaleY);

/** An outline in pixels of the picture, its sides refined there. `backed`: see refinedQuad. */
export type RefinedOutline = Outline & { backed: number };

/** @returns with the documents their outlines as they were found: a document may be a part of its outline, or turned in it. */
export function searchDocuments(frame: Frame, reduced = reduce(frame, searchSize)): { geometry: DocumentGeometry; outlines: RefinedOutline[] } {
  const gradient = gradientOf(reduced);
  const lines = outlineLines(gradient);
  const chosen = outlinesOf(reduced, gradient, lines);
  let made: Reduced | null = null;
  const forPrint = (): Reduced => (made ??= reduce(frame, printSize));
  if (fillsPicture(frame, chosen, forPrint)) return { geometry: { documents: [wholePicture(frame)], fillsPicture: true }, outlines: [] };
  const described = chosen.map((c) => ({ ...c, ...refinedQuad(frame, c.quad, refineReach(reduced)) })).flatMap((outline) => {
    const document = documentAt(frame, outline);
    return document ? [{ ...document, outline }] : [];
  });
  const [first] = described;
  const isPlace = first && (first.longLines > 0 || first.outline.alone || first.found.confidence >= sureOfPlace);
  const runsOut = isPlace ? null : pageRunsOut(forPrint(), { lines, gradient });
  if (!first || runsOut) return { geometry: { documents: [], fillsPicture: false, runsOut }, outlines: [] };
  return { geometry: { documents: described.map((d) => d.found), fillsPicture: false, print: first.print }, outlines: described.map((d) => d.outline) };
}

/** The outlines that stand for documents, best first, as well as the reduced picture knows them. */
export function outlinesOf(reduced: Reduced, gradient: Gradient, lines: readonly FoundLine[]): Outline[] {
  const candidates = quadsOf(gradient, lines, edgeFloor, 12);
  const byLines = pick(candidates, reduced);
  const picked = !byLines[0] || byLines[0].quality < sureByLines ? byArea(byLines, quadOnGround(reduced), reduced) : byLines;
  const toSource = (quad: Quad): Quad => quad.map((p) => ({ x: (p.x + 0.5) * reduced.scaleX, y: (p.y + 0.5) * reduced.scaleY })) as Quad;
  return picked.map((c) => ({ quad: toSource(c.quad), score: c.score, borderSides: c.borderSides, alone: 'alone' in c && c.alone === true }));
}

/** The document in a refined outline; null: its shape is none of a document's, it has no long line of print, and other things lie beside it. */
export function documentAt(frame: Frame, { quad, score, alone }: Pick<RefinedOutline, 'quad' | 'score' | 'alone'>): { found: FoundDocument; print: PrintedProof | undefined; longLines: number } | null {
  const described = describe(frame, quad, score);
  return described.found.format !== 'unknown' || alone || described.longLines >= longLinesOfFreeShape ? described : null;
}

/** @param gradient of a picture of `searchSize` */
export const outlineLines = (gradient: Gradient): FoundLine[] => linesOf(gradient, edgeFloor, linesKept.perSector, linesKept.most);

/** The outline that stands for the document, then further ones of the same kind beside it. */
function pick(candidates: readonly QuadCandidate[], picture: { width: number; height: number }): QuadCandidate[] {
  const good = candidates.filter((c) => c.quality >= trusted && c.support.every((s) => s >= trustedSide || (s === 0 && c.borderSides > 0)));
  let best = good[0];
  if (!best) return [];
  // A printed frame scores like the edge around it: the outer one is the document.
  const shape = (c: QuadCandidate) => shapeOf(viewIn(c.quad, picture).aspect).shape;
  const standard = (c: QuadCandidate) => shape(c) !== 'unknown';
  const [head] = good;
  // Two cards one above the other share their long sides: the sheet around both is no document when each half has a standard shape.
  if (!standard(head!)) best = good.find((c) => standard(c) && c.score > 0.85 * head!.score && Math.abs(signedArea(c.quad)) > 0.3 * Math.abs(signedArea(head!.quad))) ?? best;
  for (const c of good) {
    const outer = Math.abs(signedArea(c.quad));
    const inner = Math.abs(signedArea(best.quad));
    if (c.borderSides === 0 && outer > inner && c.score > 0.85 * best.score && isFrameOf(c, best, standard(c), standard(best)) && overlapArea(c.quad, best.quad) > 0.97 * inner) best = c;
  }
  if (best.borderSides > 0) best = good.find((c) => standard(c) && goesOnAs(best!, c)) ?? best;
  const first = best;
  const size = Math.abs(signedArea(first.quad));
  const picked = [first];
  for (const c of good) {
    const own = Math.abs(signedArea(c.quad));
    const apart = picked.every((p) => overlapArea(p.quad, c.quad) < 0.06 * Math.min(own, size));
    if (apart && standard(c) && c.borderSides === 0 && c.score > 0.7 * first.score && own > 0.55 * size && own < 1.8 * size && own > 0.04 * picture.width * picture.height) picked.push(c);
  }
  return picked;
}

/** The area that stands out from the ground instead of lines that are no whole document, or are only a part of that area: the half in the light, what a finger leaves free. */
function byArea(byLines: QuadCandidate[], onGround: QuadCandidate | null, picture: { width: number; height: number }): QuadCandidate[] {
  const [best] = byLines;
  if (!onGround || !best) return onGround ? [onGround] : byLines;
  const own = Math.abs(signedArea(best.quad));
  const partOnly = Math.abs(signedArea(onGround.quad)) > 1.15 * own && overlapArea(best.quad, onGround.quad) > 0.95 * own;
  const isWhole = best.borderSides === 0 && shapeOf(viewIn(best.quad, picture).aspect).shape !== 'unknown';
  return partOnly || !isWhole ? [onGround] : byLines;
}

/**
 * The outer outline goes around a printed frame when it stands off on most sides. With three sides in common it is the same card cut
 * at a printed line, or a card and a line of the table beside it: the stretch of side that only the outer one has must be backed as well.
 */
function isFrameOf(outer: QuadCandidate, inner: QuadCandidate, outerStandard: boolean, innerStandard: boolean): boolean {
  if (!outerStandard && innerStandard) return false;
  const apart = 0.012 * Math.hypot(inner.quad[2].x - inner.quad[0].x, inner.quad[2].y - inner.quad[0].y);
  const off = inner.quad.filter((p, i) => {
    const q = inner.quad[(i + 1) % 4]!;
    return outer.quad.every((r, k) => {
      const s = outer.quad[(k + 1) % 4]!;
      return Math.max(offLine(p, r, s), offLine(q, r, s)) > apart;
    });
  }).length;
  return off >= 3 || outer.quality > 0.97 * inner.quality || (outerStandard && !innerStandard && outer.quality > 0.9 * inner.quality);
}

/**
 * A hand that holds the document draws its sides on to the picture's border. A closed outline of standard shape inside, hardly less
 * sure, is the document then (0.92..1.06 of the quality on 4 composites with two or three fingers; nothing was looked at for the limit).
 */
function goesOnAs(cut: QuadCandidate, closed: QuadCandidate): boolean {
  const own = Math.abs(signedArea(closed.quad));
  return closed.borderSides === 0 && closed.quality > 0.9 * cut.quality && own > 0.4 * Math.abs(signedArea(cut.quad)) && overlapArea(cut.quad, closed.quad) > 0.97 * own;
}

/** Distance of `p` from the line through `a` and `b`. */
function offLine(p: Point, a: Point, b: Point): number {
  return Math.abs((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / (Math.hypot(b.x - a.x, b.y - a.y) || 1);
}

/** In pixels of the picture, as well as the reduced one knows it. `alone`: see AreaCandidate. */
export type Outline = { quad: Quad; score: number; borderSides: number; alone: boolean };

/**
 * All of the picture is document, as in a scan or a crop: it has a standard shape itself and the outline found is nothing but its
 * border, or it carries as much print as a page, and much of that outside of every outline found.
 */
function fillsPicture(frame: Frame, chosen: readonly Outline[], forPrint: () => Reduced): boolean {
  const [best] = chosen;
  const standard = shapeOf(frame.width / frame.height).shape !== 'unknown';
  const coverage = best ? Math.abs(signedArea(best.quad)) / (frame.width * frame.height) : 0;
  const bestStandard = best !== undefined && shapeOf(viewIn(best.quad, frame).aspect).shape !== 'unknown';
  if (best && best.borderSides === 0 && !standard && (best.score >= sureOfPlace || best.alone) && bestStandard) return false;
  const print = printIn(forPrint(), chosen.map((c) => c.quad));
  if (print.middle < darkMiddle || print.all < (standard ? printOfFullPage.standard : printOfFullPage.other)) return false;
  if (print.run < leastRun || print.long < leastLongShare) return false;
  const atBorder = best ? cutCorners(best.quad, frame) : 0;
  if (atBorder >= 2 && (coverage > 0.85 || (standard && (atBorder === 4 || print.outside > 0.05 * print.all)))) return true;
  if (standard && best && !bestStandard && coverage < 0.5) return true;
  return print.outside > 0.25 * print.all;
}

type Print = { all: number; outside: number; long: number; run: number; middle: number };

/** Share of the picture that lines of print take, in all, outside of the quads and in long lines; how they run on; and the picture's median luminance. */
function printIn(image: Reduced, quads: readonly Quad[]): Print {
  const { lines, direction } = textLinesOf(image, 2);
  const share = (some: readonly TextLine[]) => some.reduce((sum, l) => sum + l.width * l.height, 0) / (image.width * image.height);
  const inside = (l: TextLine) => quads.some((q) => holds(q, (l.x + l.width / 2) * image.scaleX, (l.y + l.height / 2) * image.scaleY));
  const some = Float32Array.from({ length: Math.ceil(image.luma.length / 7) }, (_, i) => image.luma[7 * i]!);
  const heights = lines.map((l) => heightsOf(l, direction));
  const all = share(lines);
  const long = share(lines.filter((_, i) => heights[i]! > longLine));
  return { all, long, run: all > 0 ? (long / all) * Math.max(...heights) : 0, outside: share(lines.filter((l) => !inside(l))), middle: valueAt(some, some.length >> 1) };
}

function wholePicture(frame: Frame): FoundDocument {
  const { found } = describe(frame, pageCorners(frame.width, frame.height), 0.5);
  return { ...found, tiltDegrees: 0, coverage: 1, cutCorners: 0 };
}

export function describe(frame: Frame, outline: Quad, score: number): { found: FoundDocument; print: PrintedProof | undefined; longLines: number } {
  const { format, quad, print, lines, direction } = formatByPrint(frame, outline);
  const { tiltDegrees } = viewIn(quad, frame);
  const along = { x: quad[1].x - quad[0].x + quad[2].x - quad[3].x, y: quad[1].y - quad[0].y + quad[2].y - quad[3].y };
  const found: FoundDocument = {
    quad,
    confidence: Math.max(0, Math.min(1, score)),
    format,
    dpi: dpiOf(quad, format),
    tiltDegrees,
    rotationDegrees: (Math.atan2(along.y, along.x) * 180) / Math.PI,
    coverage: Math.min(1, Math.abs(signedArea(quad)) / (frame.width * frame.height)),
    cutCorners: cutCorners(quad, frame),
  };
  return { found, print, longLines: lines.filter((l) => heightsOf(l, direction) > longLine).length };
}

/** Corners at the picture's border or outside. */
export const cutCorners = (quad: Quad, frame: Frame): number => quad.filter((p) => onBorder(p.x, frame.width) || onBorder(p.y, frame.height)).length;

/** Within half a per cent of the picture's border, or beyond it. */
function onBorder(at: number, size: number): boolean {
  const margin = Math.max(1.5, 0.005 * size);
  return at <= margin || at >= size - margin;
}

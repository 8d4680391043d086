/** Where the golden card lies in a picture: its fiducials, the plane they span and the lens that bends it. */
import { CodedError } from '../errors.ts';
import type { GrayImage, Point } from '../frame.ts';
import { fittedHomography } from '../vision/document/fit-plane.ts';
import { mapPoint, type Homography } from '../vision/document/plane.ts';
import type { OpenCv } from '../vision/engines/opencv.ts';
import { layoutOf, type CardLayout } from './layout.ts';
import { findMarkers, type Marker } from './markers.ts';
import { identityOf, type CardIdentity } from './serial.ts';

export type FoundCard = CardIdentity & {
  layout: CardLayout;
  /** Millimetres on the card to pixels of the picture. */
  at(p: Point): Point;
  /** Largest distance of a fiducial's corner from where a flat card and a straight lens would put it, percent of the card's diagonal in the picture. */
  residualPercent: number;
  /** How far the lens moves the card's outermost corner towards (below 0: barrel) or away from the picture's centre, percent of its distance. */
  radialPercent: number;
};

/** @throws CodedError golden.not-found · golden.covered · golden.unknown · golden.several */
export function findCard(opencv: OpenCv, gray: GrayImage): FoundCard {
  const { markers, ...card } = cardAmong(findMarkers(opencv, gray));
  const layout = layoutOf(card.size);
  const onCard = layout.fiducials.flatMap(({ x, y, width, height }) => [{ x, y }, { x: x + width, y }, { x: x + width, y: y + height }, { x, y: y + height }]);
  const seen = markers.flatMap((m) => m.corners);
  const lens = lensOf(gray);
  const fit = (k: number): { h: Homography; worst: number; sum: number } => {
    const straight = seen.map((p) => lens.straight(p, k));
    const h = fittedHomography(opencv, onCard, straight);
    if (!h) throw new CodedError('golden.not-found');
    const off = onCard.map((p, i) => { const q = mapPoint(h, p); return Math.hypot(q.x - straight[i]!.x, q.y - straight[i]!.y); });
    return { h, worst: Math.max(...off), sum: off.reduce((sum, d) => sum + d * d, 0) };
  };
  const k = leastOf((x) => fit(x).sum, -mostBend, mostBend);
  const { h } = fit(k);
  const at = (p: Point): Point => lens.bent(mapPoint(h, p), k);
  const corners = [{ x: 0, y: 0 }, { x: layout.width, y: 0 }, { x: layout.width, y: layout.height }, { x: 0, y: layout.height }].map(at);
  const diagonal = Math.hypot(corners[2]!.x - corners[0]!.x, corners[2]!.y - corners[0]!.y);
  const farthest = Math.max(...corners.map(lens.radius));
  return { ...card, layout, at, residualPercent: (fit(0).worst / diagonal) * 100, radialPercent: -k * farthest ** 2 * 100 };
}

function cardAmong(found: readonly Marker[]): CardIdentity & { markers: Marker[] } {
  const corners = [0, 1, 2, 3].map((slot) => found.filter((m) => m.id % 4 === slot));
  const whole = corners.reduce<Marker[][]>((sets, own) => sets.flatMap((set) => own.map((m) => [...set, m])), [[]])
    .flatMap((markers) => { const card = identityOf(markers.map((m) => m.id)); return card ? [{ ...card, markers }] : []; });
  const [card] = whole;
  if (whole.length > 1) throw new CodedError('golden.several');
  if (card) return card;
  if (found.length === 0) throw new CodedError('golden.not-found');
  const seen = corners.filter((own) => own.length > 0).length;
  throw seen < 4 ? new CodedError('golden.covered', { seen }) : new CodedError('golden.unknown');
}

/** Chosen: at the picture's corner, a fifth of its distance; wide lenses of cameras for desks stay below. */
const mostBend = 0.2;

/** One radial term around the picture's centre (Brown 1966); distances are parts of half the diagonal. */
function lensOf({ width, height }: { width: number; height: number }) {
  const centre = { x: width / 2, y: height / 2 };
  const half = Math.hypot(centre.x, centre.y);
  const radius = (p: Point): number => Math.hypot(p.x - centre.x, p.y - centre.y) / half;
  const scaled = (p: Point, by: number): Point => ({ x: centre.x + (p.x - centre.x) * by, y: centre.y + (p.y - centre.y) * by });
  const straight = (p: Point, k: number): Point => scaled(p, 1 + k * radius(p) ** 2);
  const bent = (p: Point, k: number): Point => {
    let now = p;
    for (let i = 0; i < 8; i++) now = scaled(p, 1 / (1 + k * radius(now) ** 2));
    return now;
  };
  return { radius, straight, bent };
}

/** Where a function with one valley is least, by golden section; to a ten-thousandth of the range. */
function leastOf(cost: (x: number) => number, low: number, high: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  for (let i = 0; i < 20; i++) {
    const [c, d] = [b - (b - a) * ratio, a + (b - a) * ratio];
    if (cost(c) < cost(d)) b = d;
    else a = c;
  }
  return (a + b) / 2;
}

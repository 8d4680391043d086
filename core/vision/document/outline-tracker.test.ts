import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Frame, Point, Quad } from '../../frame.ts';
import type { FoundDocument } from '../artifacts/document-types.ts';
import { draw, type Drawn, type Rgb } from './card-specimen.ts';
import type * as find from './find.ts';
import { searchDocuments } from './find.ts';
import { createOutlineTracker, type OutlineTracker } from './outline-tracker.ts';
import { distance } from './plane.ts';

vi.mock('./find.ts', async (original: () => Promise<typeof find>) => {
  const actual = await original();
  return { ...actual, searchDocuments: vi.fn(actual.searchDocuments) };
});

const desk: Rgb = [40, 38, 42];
const paper: Rgb = [214, 220, 226];
const size = { width: 640, height: 420 };
/** ID-1 about a middle, turned by `degrees`, its corners named from the top left. */
function cardAt(x: number, y: number, degrees = 4, long = 300): Drawn {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const high = long / 1.586;
  const corners: Point[] = [[-long, -high], [long, -high], [long, high], [-long, high]].map(([w, h]) => ({ x: x + (c * w! - s * h!) / 2, y: y + (s * w! + c * h!) / 2 }));
  return { quad: corners as Quad, aspect: 1.586, paper };
}
const seen = (...cards: Drawn[]): Frame => draw(size.width, size.height, desk, cards);
/** Largest distance of a corner from its truth, whichever is named first; pixels. */
function off(found: Quad | undefined, { quad }: Drawn): number {
  return found ? Math.max(...quad.map((p) => Math.min(...found.map((q) => distance(p, q))))) : Infinity;
}
const searches = vi.mocked(searchDocuments);

let tracker: OutlineTracker;
beforeEach(() => {
  tracker = createOutlineTracker();
  searches.mockClear();
});

describe('the outline of a stream', () => {
  it('is searched once and followed as the card moves and turns', () => {
    for (let k = 0; k < 12; k++) {
      const card = cardAt(300 + 6 * k, 200 - 3 * k, 4 + k);
      expect(off(tracker.look(seen(card)).documents[0]?.quad, card)).toBeLessThan(1);
    }
    expect(searches).toHaveBeenCalledTimes(1);
  });

  it('has corners in the order of a search, and the facts of one', () => {
    for (let k = 0; k < 10; k++) {
      const card = cardAt(320, 210, 30 + 3 * k, 260);
      expect(off(tracker.look(seen(card)).documents[0]?.quad, card)).toBeLessThan(1);
    }
    const frame = seen(cardAt(320, 210, 57, 260));
    const facts = ({ quad, dpi, coverage, rotationDegrees, format, cutCorners }: FoundDocument) => [...quad.map((p) => Math.round(p.x / 4)), Math.round(dpi!), coverage.toFixed(2), Math.round(rotationDegrees), format, cutCorners];
    expect(facts(tracker.look(frame).documents[0]!)).toEqual(facts(searchDocuments(frame).geometry.documents[0]!));
    expect(searches).toHaveBeenCalledTimes(2);
  });

  it('is gone with the card, in the next frame', () => {
    for (let k = 0; k < 3; k++) tracker.look(seen(cardAt(300, 200)));
    expect(tracker.look(seen()).documents).toEqual([]);
  });

  it.each([
    ['a card that jumps', cardAt(380, 240)],
    ['a smaller card in its place', cardAt(300, 200, 4, 240)],
    ['a card across it', cardAt(300, 200, 50, 240)],
  ])('is that of %s, in the next frame', (_name, next) => {
    for (let k = 0; k < 3; k++) tracker.look(seen(cardAt(300, 200)));
    expect(off(tracker.look(seen(next)).documents[0]?.quad, next)).toBeLessThan(1);
  });

  it('is joined by that of a second card within seven frames', () => {
    const [first, second] = [cardAt(170, 200, 2, 250), cardAt(470, 210, -3, 210)];
    for (let k = 0; k < 2; k++) tracker.look(seen(first));
    const counts = Array.from({ length: 7 }, () => tracker.look(seen(first, second)).documents.length);
    expect(counts).toContain(2);
    expect(counts.slice(counts.indexOf(2))).not.toContain(1);
  });

  it('gives way to the sheet that turns out to lie around it', () => {
    const [inner, around] = [cardAt(320, 210, 0, 200), cardAt(320, 210, 0, 420)];
    for (let k = 0; k < 2; k++) tracker.look(seen(inner));
    // The inner one keeps its edges: it is what is printed on the outer one now.
    const both = seen({ ...around, paper: [150, 160, 150] }, inner);
    const found = Array.from({ length: 7 }, () => tracker.look(both).documents[0]?.quad);
    expect(off(found.at(-1), around)).toBe(off(searchDocuments(both).geometry.documents[0]?.quad, around));
  });

  it('is the one that the search behind chooses of two that run side by side, without a search of the whole', () => {
    const edge: Drawn = { ...cardAt(320, 210, 3, 400), paper: [120, 140, 120] };
    const printed: Drawn = { ...cardAt(320, 210, 3, 387), paper: [150, 160, 150] };
    for (let k = 0; k < 2; k++) expect(off(tracker.look(seen(printed)).documents[0]?.quad, printed)).toBeLessThan(1);
    const both = draw(size.width, size.height, desk, [edge]);
    const inner = draw(size.width, size.height, edge.paper, [printed]);
    for (let i = 0; i < both.data.length; i += 4) if (both.data[i]! > 110 && inner.data[i] !== edge.paper[0]) both.data.set(inner.data.subarray(i, i + 3), i);
    expect(off(searchDocuments(both).geometry.documents[0]?.quad, edge)).toBeLessThan(1);
    searches.mockClear();
    const found = Array.from({ length: 7 }, () => tracker.look(both).documents[0]?.quad);
    expect(off(found[0], printed)).toBeLessThan(1);
    expect(off(found.at(-1), edge)).toBeLessThan(1);
    expect(searches).not.toHaveBeenCalled();
  });

  it('starts anew with another size of frame, and when told to forget', () => {
    const frame = seen(cardAt(300, 200));
    tracker.look(frame);
    tracker.look(draw(600, 400, desk, [cardAt(300, 200)]));
    expect(searches).toHaveBeenCalledTimes(2);
    tracker.forget();
    tracker.look(frame);
    expect(searches).toHaveBeenCalledTimes(3);
  });
});

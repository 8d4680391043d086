/**
 * The document of a stream. Once its outline is found, the next frames look for its four edges where they were, which costs a thirtieth of a search. A search goes on
 * behind it all the while, one of its four stages a frame; where it finds anything else, and where an edge is lost, the picture is searched whole at once. Nothing but
 * the outline is carried over: print, light and what lies over the page are looked at in each frame. State lives here: one tracker a stream.
 */
import type { Frame, Quad } from '../../frame.ts';
import type { DocumentGeometry, FoundDocument } from '../artifacts/document-types.ts';
import { cutCorners, documentAt, outlineLines, outlinesOf, refineReach, searchDocuments, searchSize, type Outline, type RefinedOutline } from './find.ts';
import { distance, isConvex, signedArea } from './plane.ts';
import { gradientOf, reduce, type Reduced } from './reduce.ts';
import { refinedQuad, type Refined } from './refine.ts';

export type OutlineTracker = {
  /** The next frame of the stream. */
  look(frame: Frame): DocumentGeometry;
  /** Another stream, or a pause: what was seen says nothing about the next frame. */
  forget(): void;
};

export const trackRules = {
  /** Share of the places along each side that must show its edge. */
  leastBacked: 0.6,
  /** Below this share the edges are looked for farther off as well: on a card that turned by two degrees 0.86 of them were still in reach, and its corners one pixel off. */
  wellBacked: 0.9,
  /** Then within this many reaches of the refinement: a hand moves a card by 15 pixels between two frames. Chosen, not measured. */
  fartherBy: 4,
  /** Change of area from frame to frame above which it is another outline. Chosen, not measured. */
  areaFactor: 1.15,
  /** Corners of the search behind, which are those of the reduced picture, lie this far from the tracked ones at most, share of the diagonal: as far as benches call an outline right (ADR 4). */
  sameWithin: 0.02,
  /** Less by this share is backed as well: the edges of one frame and the next differ by as much. Chosen, not measured. */
  asWell: 0.1,
} as const;

type Held = { width: number; height: number; quad: Quad; score: number; alone: boolean; reach: number; format: FoundDocument['format'] };
type SearchBehind = { stages: Generator<undefined, Outline[]>; of: Quad };

export function createOutlineTracker(): OutlineTracker {
  let held: Held | null = null;
  let behind: SearchBehind | null = null;

  function look(frame: Frame): DocumentGeometry {
    const startsAnew = behind === null;
    let asSearched: Quad | null = null;
    if (held && behind) {
      const { done, value } = behind.stages.next();
      if (done) {
        const confirmed = sameOutline(behind.of, value);
        asSearched = confirmed && movedAlong(confirmed.quad, behind.of, held.quad);
        held = confirmed && { ...held, score: confirmed.score, alone: confirmed.alone };
        behind = null;
      }
    }
    const quad = held && (held.width !== frame.width || held.height !== frame.height ? null : follow(frame, held, asSearched));
    const document = held && quad && documentAt(frame, { quad, score: held.score, alone: held.alone });
    if (!held || !quad || !document || document.found.format !== held.format) return search(frame);
    held = { ...held, quad };
    if (startsAnew) behind = { stages: searchIn(reduce(frame, searchSize)), of: quad };
    return { documents: [document.found], fillsPicture: false, print: document.print };
  }

  function search(frame: Frame): DocumentGeometry {
    const reduced = reduce(frame, searchSize);
    const { geometry, outlines } = searchDocuments(frame, reduced);
    const [outline, another] = outlines;
    behind = null;
    held = outline && !another && canBeHeld(outline, frame) ? { width: frame.width, height: frame.height, quad: outline.quad, score: outline.score, alone: outline.alone, reach: refineReach(reduced), format: geometry.documents[0]!.format } : null;
    return geometry;
  }

  return {
    look,
    forget() {
      held = null;
      behind = null;
    },
  };
}

/** What the whole search does but for reducing the picture, a stage a call. */
function* searchIn(reduced: Reduced): Generator<undefined, Outline[]> {
  const gradient = gradientOf(reduced);
  yield;
  const lines = outlineLines(gradient);
  yield;
  return outlinesOf(reduced, gradient, lines);
}

/** What the search behind found, where that is the tracked outline and no other. */
function sameOutline(of: Quad, [outline, another]: readonly Outline[]): Outline | null {
  const same = outline && !another && outline.quad.every((p) => of.some((q) => distance(p, q) <= trackRules.sameWithin * distance(of[0], of[2])));
  return same ? outline : null;
}

/** The outline that was searched, moved by as much as the tracked one has moved since, its corners in the order of that one. */
function movedAlong(searched: Quad, from: Quad, to: Quad): Quad {
  return to.map((now, i) => {
    const then = from[i]!;
    const corner = searched.reduce((best, p) => (distance(p, then) < distance(best, then) ? p : best));
    return { x: corner.x + now.x - then.x, y: corner.y + now.y - then.y };
  }) as Quad;
}

/** Closed, with all of its edges in the picture and straight. */
const canBeHeld = ({ quad, borderSides, backed }: RefinedOutline, frame: Frame): boolean => borderSides === 0 && backed >= trackRules.leastBacked && liesIn(quad, frame);

/** The outline in the next frame; null: an edge is not where it was, and not near. Of a card's edge and a line printed along it the tracker cannot say which is which: where the search says so, it is believed. */
function follow(frame: Frame, { quad, reach }: Held, asSearched: Quad | null): Quad | null {
  const tracked = edgesNear(frame, quad, reach);
  const searched = asSearched && edgesNear(frame, asSearched, reach);
  const better = searched && searched.backed >= (tracked?.backed ?? 0) - trackRules.asWell ? searched : tracked;
  return better && fromTopLeft(better.quad);
}

function edgesNear(frame: Frame, quad: Quad, reach: number): Refined | null {
  const near = refinedQuad(frame, quad, reach);
  const far = near.backed >= trackRules.wellBacked ? near : refinedQuad(frame, refinedQuad(frame, quad, trackRules.fartherBy * reach).quad, reach);
  const found = far.backed > near.backed ? far : near;
  if (found.backed < trackRules.leastBacked || !isConvex(found.quad) || !liesIn(found.quad, frame)) return null;
  const growth = Math.abs(signedArea(found.quad) / signedArea(quad));
  return growth > trackRules.areaFactor || growth < 1 / trackRules.areaFactor ? null : found;
}

/** Not cut off, and not at the border: the search says what that means. */
const liesIn = (quad: Quad, frame: Frame): boolean => cutCorners(quad, frame) === 0 && quad.every((p) => p.x > 0 && p.y > 0 && p.x < frame.width && p.y < frame.height);

/** As the search names corners: first the one nearest the top left. */
function fromTopLeft(quad: Quad): Quad {
  const sums = quad.map((p) => p.x + p.y);
  const first = sums.indexOf(Math.min(...sums));
  return [...quad.slice(first), ...quad.slice(0, first)] as Quad;
}

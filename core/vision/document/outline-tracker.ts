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
import { refinedQuad } from './refine.ts';

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
} as const;

type Held = { width: number; height: number; quad: Quad; score: number; reach: number; format: FoundDocument['format'] };
type SearchBehind = { stages: Generator<undefined, Outline[]>; of: Quad };

export function createOutlineTracker(): OutlineTracker {
  let held: Held | null = null;
  let behind: SearchBehind | null = null;

  function look(frame: Frame): DocumentGeometry {
    const startsAnew = behind === null;
    if (held && behind) {
      const { done, value } = behind.stages.next();
      if (done) {
        held = confirmed(held, behind.of, value);
        behind = null;
      }
    }
    const followed = held && (held.width !== frame.width || held.height !== frame.height ? null : follow(frame, held));
    const document = held && followed && documentAt(frame, { quad: followed, score: held.score });
    if (!held || !followed || !document || document.found.format !== held.format) return search(frame);
    held = { ...held, quad: followed };
    if (startsAnew) behind = { stages: searchIn(reduce(frame, searchSize)), of: followed };
    return { documents: [document.found], fillsPicture: false, print: document.print };
  }

  function search(frame: Frame): DocumentGeometry {
    const reduced = reduce(frame, searchSize);
    const { geometry, outlines } = searchDocuments(frame, reduced);
    const [outline, another] = outlines;
    behind = null;
    held = outline && !another && canBeHeld(outline, frame) ? { width: frame.width, height: frame.height, quad: outline.quad, score: outline.score, reach: refineReach(reduced), format: geometry.documents[0]!.format } : null;
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

/** The search behind found this outline and no other. */
function confirmed(held: Held, of: Quad, found: readonly Outline[]): Held | null {
  const [outline, another] = found;
  const same = outline && !another && outline.quad.every((p) => of.some((q) => distance(p, q) <= trackRules.sameWithin * distance(of[0], of[2])));
  return same ? { ...held, score: outline.score } : null;
}

/** Closed, with all of its edges in the picture and straight. */
const canBeHeld = ({ quad, borderSides, backed }: RefinedOutline, frame: Frame): boolean => borderSides === 0 && backed >= trackRules.leastBacked && liesIn(quad, frame);

/** The outline in the next frame; null: an edge is not where it was, and not near. */
function follow(frame: Frame, { quad, reach }: Held): Quad | null {
  const near = refinedQuad(frame, quad, reach);
  const far = near.backed >= trackRules.wellBacked ? near : refinedQuad(frame, refinedQuad(frame, quad, trackRules.fartherBy * reach).quad, reach);
  const found = far.backed > near.backed ? far : near;
  if (found.backed < trackRules.leastBacked || !isConvex(found.quad) || !liesIn(found.quad, frame)) return null;
  const growth = Math.abs(signedArea(found.quad) / signedArea(quad));
  return growth > trackRules.areaFactor || growth < 1 / trackRules.areaFactor ? null : fromTopLeft(found.quad);
}

/** Not cut off, and not at the border: the search says what that means. */
const liesIn = (quad: Quad, frame: Frame): boolean => cutCorners(quad, frame) === 0 && quad.every((p) => p.x > 0 && p.y > 0 && p.x < frame.width && p.y < frame.height);

/** As the search names corners: first the one nearest the top left. */
function fromTopLeft(quad: Quad): Quad {
  const sums = quad.map((p) => p.x + p.y);
  const first = sums.indexOf(Math.min(...sums));
  return [...quad.slice(first), ...quad.slice(0, first)] as Quad;
}

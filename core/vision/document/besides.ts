/** A second document beside the one that was found: on one white sheet the fainter of two cards has no sure outline, but it stands out from the sheet. */
import type { Frame, Quad } from '../../frame.ts';
import type { DocumentGeometry, FoundDocument } from '../artifacts/document-types.ts';
import { describe, searchSize } from './find.ts';
import { secondOnGround } from './ground.ts';
import { reduce } from './reduce.ts';
import { refinedQuad } from './refine.ts';

export function besides(frame: Frame, { documents, fillsPicture }: DocumentGeometry): FoundDocument | null {
  const [first] = documents;
  if (!first || documents.length > 1 || fillsPicture || first.cutCorners > 0) return null;
  const reduced = reduce(frame, searchSize);
  const scaled = (quad: Quad, x: (v: number) => number, y: (v: number) => number): Quad => quad.map((p) => ({ x: x(p.x), y: y(p.y) })) as Quad;
  const found = secondOnGround(reduced, scaled(first.quad, (v) => v / reduced.scaleX - 0.5, (v) => v / reduced.scaleY - 0.5));
  if (!found) return null;
  const outline = scaled(found.quad, (v) => (v + 0.5) * reduced.scaleX, (v) => (v + 0.5) * reduced.scaleY);
  return describe(frame, refinedQuad(frame, outline, 1.6 * Math.max(reduced.scaleX, reduced.scaleY)).quad, found.score).found;
}

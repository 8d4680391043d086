/** Row P1.1d: the print is blurred, by focus or by motion. */
import { lensEdgeWidth, scaleByCard, type DeskBaseline } from '../../golden-card/desk.ts';
import type { FoundDocument } from '../../vision/artifacts/document-types.ts';
import { samplingWidth } from '../../vision/document/edge-width.ts';
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

/** Ratio of widths across and along at which blur is called motion. Chosen, not measured yet. */
const motionRatio = 1.6;

/**
 * 5 pixels at 300 dpi are 0.42 mm: from there on an edge is wider than the 0.35 mm strokes of OCR-B (ISO 1073-2), which then no longer
 * reach their full step. 68 good composites measured 0; defocus of radius 5 8.3..14.8 (14), motion of 20 pixels 4.9..16.6 (14, one passed).
 */
const readable = 5;

/**
 * Pixels at 300 dpi that focus and hand may add to what the desk's own lens shows on the golden card (in squares); never more than the limit in all, which is
 * what text needs. Chosen, four fifths of the limit; to be measured by bench:desk.
 */
const allowedBlur = 4;

export const sharpness = defineCheck({
  id: 'doc.sharpness',
  subject: 'document',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['documentGeometry', 'textSharpness'],
  threshold: { limit: readable, direction: 'at-most', unit: 'pixels at 300 dpi' },
  strings: {
    failure: 'The document is blurred.',
    remedy: 'Hold the document still until the picture is sharp.',
    note: 'Variants: defocus (camera not focused, often too close), motion (document or camera moved), lens (this camera cannot do better wherever the document lies).',
    variants: {
      defocus: { failure: 'The document is out of focus.', remedy: 'Move the document back a little and wait for the camera to focus.' },
      lens: { failure: 'This camera does not show print sharply enough.', remedy: 'Call a supervisor: the camera is to be cleaned and shown the golden card.' },
      motion: { failure: 'The document moved while the picture was taken.', remedy: 'Lay the document down or hold it still.' },
    },
    staffVariants: ['lens'],
  },
  measure({ documentGeometry, textSharpness }, { desk, chosenType }) {
    const { edgeWidth, anisotropy, motionDegrees, tooBlurredToSee, regions } = textSharpness;
    if (documentGeometry.documents.length === 0 && !tooBlurredToSee) return notApplicable('no-document');
    if (!Number.isFinite(edgeWidth)) return notAssessed('no-print');
    const motion = anisotropy >= motionRatio && motionDegrees !== null;
    const direction: Record<string, number> = motion ? { degrees: Math.round(motionDegrees) } : {};
    const variant = motion ? 'motion' : 'defocus';
    const [found] = documentGeometry.documents;
    if (!desk || !found) return measured(edgeWidth, regions, { variant, ...direction });
    const { value, atBest, ...ofDesk } = againstDesk(desk, found, edgeWidth, chosenType);
    return measured(value, regions, { variant: atBest >= readable ? 'lens' : variant, ...direction, ...ofDesk });
  },
});

/**
 * The width such that the check's own limit is the desk's: whoever judges the recorded value again, by whatever limit, needs no baseline. What it came from is
 * recorded beside it. `limit` is that of the desk. `atBest` is what the lens shows where the card lay, or nearer where the document is nearer: held far away no lens
 * shows print, and then the way out is to come closer.
 */
function againstDesk(desk: DeskBaseline, found: FoundDocument, edgeWidth: number, chosenType: string | null): { value: number; edge: number; lens: number; limit: number; atBest: number } {
  const dpi = scaleByCard(desk, found, null, chosenType) ?? found.dpi;
  // Where the outline was taken for another size, the width is of another scale as well.
  const edge = dpi !== null && found.dpi !== null ? edgeWidth * (found.dpi / dpi) : edgeWidth;
  const lens = lensEdgeWidth(desk, dpi ?? desk.dpi, samplingWidth);
  const limit = Math.min(readable, Math.hypot(lens, allowedBlur));
  const short = (width: number): number => Math.round(width * 100) / 100;
  return { value: edge * (readable / limit), edge: short(edge), lens: short(lens), limit: short(limit), atBest: lensEdgeWidth(desk, Math.max(dpi ?? 0, desk.dpi), samplingWidth) };
}

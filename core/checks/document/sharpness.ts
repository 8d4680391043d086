/** Row P1.1d: the print is blurred, by focus or by motion. */
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

/** Ratio of widths across and along at which blur is called motion. Chosen, not measured yet. */
const motionRatio = 1.6;

export const sharpness = defineCheck({
  id: 'doc.sharpness',
  subject: 'document',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['documentGeometry', 'textSharpness'],
  // 5 pixels at 300 dpi are 0.42 mm: from there on an edge is wider than the 0.35 mm strokes of OCR-B (ISO 1073-2), which then no longer
  // reach their full step. 68 good composites measured 0; defocus of radius 5 8.3..14.8 (14), motion of 20 pixels 4.9..16.6 (14, one passed).
  threshold: { limit: 5, direction: 'at-most', unit: 'pixels at 300 dpi' },
  strings: {
    failure: 'The document is blurred.',
    remedy: 'Hold the document still until the picture is sharp.',
    note: 'Variants: defocus (camera not focused, often too close), motion (document or camera moved).',
    variants: {
      defocus: { failure: 'The document is out of focus.', remedy: 'Move the document back a little and wait for the camera to focus.' },
      motion: { failure: 'The document moved while the picture was taken.', remedy: 'Lay the document down or hold it still.' },
    },
  },
  measure({ documentGeometry, textSharpness }) {
    const { edgeWidth, anisotropy, motionDegrees, tooBlurredToSee, regions } = textSharpness;
    if (documentGeometry.documents.length === 0 && !tooBlurredToSee) return notApplicable('no-document');
    if (!Number.isFinite(edgeWidth)) return notAssessed('no-print');
    const motion = anisotropy >= motionRatio && motionDegrees !== null;
    const direction: Record<string, number> = motion ? { degrees: Math.round(motionDegrees) } : {};
    return measured(edgeWidth, regions, { variant: motion ? 'motion' : 'defocus', ...direction });
  },
});

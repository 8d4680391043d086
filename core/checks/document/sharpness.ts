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
  // Chosen, not measured yet: edges of 7 pixels at 300 dpi (0.6 mm) are half the height of the small letters of 7-point print.
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

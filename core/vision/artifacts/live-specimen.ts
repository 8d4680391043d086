/** Evidence of a living customer before a webcam, for tests to alter. */
import type { LiveEvidence } from '../live/live-types.ts';

const region = { x: 300, y: 120, width: 200, height: 220 };
export const liveEvidenceOfTests: LiveEvidence = {
  notRun: null,
  frames: 90,
  turns: [{ fromMs: 2000, toMs: 2700, degrees: 22, corners: 34, residual: 0.05, region }],
  surround: [{ fromMs: 2000, toMs: 2900, with: 1, against: 80, region }],
  borders: { looks: 6, left: 0, right: 0, region: null },
  stripes: { looks: 6, peaks: [22, 30, 28, 41, 19, 25], region },
  repeats: { frames: 90, twins: 0, fromMs: null, toMs: null, frozenMs: 0 },
  device: 'HD Webcam (046d:0825)',
};

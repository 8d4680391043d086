/** The head is turned, nods or is tilted (row P2.1e). */
import type { FaceQuality } from '../../vision/artifacts/face-types.ts';
import { defineCheck, measured, notApplicable } from '../check.ts';

/** Nod and tilt matter less for matching than turning does (OFIQ, FIELD.md: FNMR 10 % -> below 6 by yaw, 8 to 9 by pitch and roll). */
const counts = { yaw: 1, pitch: 0.7, roll: 0.7 } as const;
type Axis = keyof typeof counts;

/**
 * What the head does, by the sign of the angle. Picture right is the customer's own left, and so it is in the mirrored preview: a nose at the
 * right border of the picture (yaw above 0) is a head turned to the customer's left, which is mended by turning right.
 */
const variants: Record<Axis, readonly [below: string, above: string]> = {
  yaw: ['turned-right', 'turned-left'],
  pitch: ['looks-down', 'looks-up'],
  roll: ['tilted-right', 'tilted-left'],
};

export const facePose = defineCheck({
  id: 'face.pose',
  subject: 'face',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['faceQuality'],
  // Chosen: OFIQ finds yaw to be what costs most matches; the frontal pictures of the face sets stay within 15 degrees (2nd to 98th percentile
  // of faces_orl and faces_dlib_johns: yaw -15.6 to 16.7, pitch -18 to 16, roll -7.5 to 7.3).
  threshold: { limit: 20, direction: 'at-most', unit: 'degrees from frontal' },
  strings: {
    failure: 'Your head is turned.',
    remedy: 'Look straight into the camera.',
    note: 'Left and right are the customer\'s own; the live picture is mirrored, so they are also those of the picture they see.',
    variants: {
      'turned-left': { failure: 'Your head is turned to your left.', remedy: 'Turn your head to your right, until you look straight into the camera.' },
      'turned-right': { failure: 'Your head is turned to your right.', remedy: 'Turn your head to your left, until you look straight into the camera.' },
      'looks-up': { failure: 'Your head points up.', remedy: 'Lower your chin until you look straight into the camera.' },
      'looks-down': { failure: 'Your head points down.', remedy: 'Raise your chin until you look straight into the camera.' },
      'tilted-left': { failure: 'Your head is tilted to your left.', remedy: 'Tilt your head to your right, until it is upright.' },
      'tilted-right': { failure: 'Your head is tilted to your right.', remedy: 'Tilt your head to your left, until it is upright.' },
    },
  },
  measure({ faceQuality }) {
    if (!faceQuality) return notApplicable('no-face');
    const share = (axis: Axis): number => Math.abs(faceQuality[axis]) * counts[axis];
    const worst = (Object.keys(counts) as Axis[]).reduce((a, b) => (share(b) > share(a) ? b : a));
    return measured(share(worst), [faceQuality.region], { variant: variants[worst][faceQuality[worst] > 0 ? 1 : 0], ...degreesOf(faceQuality) });
  },
});

const degreesOf = ({ yaw, pitch, roll }: FaceQuality): Record<Axis, number> => ({ yaw: Math.round(yaw), pitch: Math.round(pitch), roll: Math.round(roll) });

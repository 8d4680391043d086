/** Something hides a part of the face (row P2.1e): mask, hand, scarf, hair, dark glasses, light on the glasses. Plain glasses and beards are fine. */
import type { FaceQuality } from '../../vision/artifacts/face-types.ts';
import { defineCheck, measured, notApplicable } from '../check.ts';

// Limits of each sign, from 94 uncovered faces of faces_orl, faces_dlib_johns and faces_faceapi_bbt (every third picture) and the same with
// 14 drawn things over them (docs/adr/0006-face-match.md has all counts).
// Lips of the mesh against those of the landmarks, eye distances: uncovered 0.106 at most; under masks, scarves and hands 80 to 91 % lie above.
const lipsLimit = 0.115;
// Contrast inside the eye: uncovered 0.275 once and 0.35 and above else; 91 % of hands on an eye, 98 % of reflections, 84 % of hair lie below.
const contrastLimit = 0.3;
// Light of the eye against the cheek: uncovered 0.201 and above; 94 % of dark glasses lie below.
const lightLimit = 0.19;
// Below it an eye is shut (face.eyes), and a shut eye has no contrast.
const open = 0.1;
// 1 - how sure the mesh is: uncovered 0.00005 at most in stills; moving faces reach 0.005 (track.ts), hands and brims over much of the face more.
const doubtLimit = 0.01;

type Sign = { variant: 'mouth' | 'eyes' | 'dark-glasses' | 'face'; share: number };

export const faceCovered = defineCheck({
  id: 'face.covered',
  subject: 'face',
  stages: ['live', 'capture'],
  lane: 'retry',
  concern: 'processing',
  artifacts: ['faceQuality'],
  // 1 is where the strongest sign reaches its limit above.
  threshold: { limit: 1, direction: 'at-most', unit: 'share of the limit' },
  strings: {
    failure: 'A part of your face is covered.',
    remedy: 'Uncover your face: no hand, mask, scarf or hair in front of it.',
    note: 'Spoken to the customer in front of the live picture. Glasses as such are fine, and so are head scarves that leave the face free.',
    variants: {
      mouth: { failure: 'Your mouth is covered.', remedy: 'Take off the mask or scarf, or move your hand away from your mouth.' },
      eyes: { failure: 'Your eyes cannot be seen.', remedy: 'Move hair or hand away; turn your head a little if light shines on your glasses.' },
      'dark-glasses': { failure: 'Your eyes are hidden in the dark.', remedy: 'Take off dark glasses; push back a hat that covers your eyes.' },
      face: { failure: 'A part of your face is covered.', remedy: 'Uncover your face: no hand, mask, scarf or hair in front of it.' },
    },
  },
  measure({ faceQuality }) {
    if (!faceQuality) return notApplicable('no-face');
    const worst = signsOf(faceQuality).reduce((a, b) => (b.share > a.share ? b : a));
    return measured(worst.share, [faceQuality.region], { variant: worst.variant });
  },
});

function signsOf({ cover, eyeAspectRatio, confidence }: FaceQuality): Sign[] {
  const eyes = (['left', 'right'] as const).flatMap((side): Sign[] => {
    const { contrast, light } = cover[side];
    const dark: Sign = { variant: 'dark-glasses', share: lightLimit / Math.max(0.01, light) };
    return eyeAspectRatio[side] < open ? [dark] : [dark, { variant: 'eyes', share: contrastLimit / Math.max(0.01, contrast) }];
  });
  return [{ variant: 'mouth', share: cover.lipsOff / lipsLimit }, { variant: 'face', share: (1 - confidence) / doubtLimit }, ...eyes];
}

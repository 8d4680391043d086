import { expect, test } from 'vitest';
import { goodQuality } from '../artifacts/face-specimen.ts';
import { challengeFrame } from './challenge-frame.ts';

const sight = { timeMs: 40, faces: 1, sameFace: null } as const;

test('what each step of the challenge looks at comes from its own measure', () => {
  expect(challengeFrame({ ...sight, quality: { ...goodQuality, yaw: -7, mouthOpening: 0.3, interEyePixels: 88 } }).face).toEqual({
    yaw: -7, mouth: 0.3, headHeight: 0.55, eyeDistance: 88, eyes: goodQuality.eyeAspectRatio, x: 630, y: 350, size: 300,
  });
});
test('a mesh that cannot be trusted shows no face', () => expect(challengeFrame({ ...sight, quality: { ...goodQuality, confidence: 0.1 } }).face).toBeNull());

import { describe, expect, test } from 'vitest';
import { goodQuality } from '../../core/vision/artifacts/face-specimen.ts';
import { unit } from '../../core/vision/face/compare.ts';
import type { FaceDescription } from '../../core/vision/face/describe.ts';
import { createLiveFaces } from './live-faces.ts';

/** A person is a direction; pictures of one person differ a little. */
function pictureOf(person: number, look: number, weight = 0.5): FaceDescription {
  const vector = (length: number): Float32Array => unit(Float32Array.from({ length }, (_, i) => (i === person ? 1 : 0) + (i === 50 + look ? 0.1 : 0)));
  return {
    descriptor: { faceApi: vector(128), faceres: vector(1024), frames: 1 }, weight, quality: goodQuality,
    face: { box: goodQuality.region, score: 1, landmarks: [] }, region: goodQuality.region, crop: { width: 1, height: 1, data: new Uint8ClampedArray(4) },
  };
}

describe('the faces of a case', () => {
  test('keeps the picture that was taken apart from the frames after it', () => {
    const faces = createLiveFaces();
    faces.capture('a', pictureOf(1, 0));
    expect(faces.add('a', pictureOf(1, 1))).toEqual({ kept: 1, same: true });
    expect(faces.of('a').live).toHaveLength(1);
    expect(faces.of('a').face).not.toBeNull();
  });

  test('says when somebody else is there, and never fuses them', () => {
    const faces = createLiveFaces();
    faces.capture('a', pictureOf(1, 0));
    expect(faces.add('a', pictureOf(2, 0))).toEqual({ kept: 0, same: false });
  });

  test('another picture begins anew: the person before must not be matched in its place', () => {
    const faces = createLiveFaces();
    faces.capture('a', pictureOf(1, 0));
    faces.add('a', pictureOf(1, 1));
    faces.capture('a', pictureOf(2, 0));
    expect(faces.of('a').live).toEqual([]);
    expect(faces.add('a', pictureOf(2, 1)).same).toBe(true);
    expect(faces.add('a', pictureOf(1, 2)).same).toBe(false);
  });

  test('keeps the best five frames', () => {
    const faces = createLiveFaces();
    for (let i = 0; i < 8; i += 1) faces.add('a', pictureOf(1, i, i / 10));
    expect(faces.of('a').live.map((f) => f.weight)).toEqual([0.7, 0.6, 0.5, 0.4, 0.3]);
  });
});

import { expect, it } from 'vitest';
import { createStrangers } from '../../../test/fakes/strangers.ts';
import { compare } from './compare.ts';
import { packFace, unpackFace } from './packed.ts';

it('a packed face lies where it lay: no distance to it moves by more than 0.005', () => {
  const people = createStrangers('packed');
  const moved = Array.from({ length: 200 }, (_, n) => {
    const [kept, probe] = [people.next(), people.next()];
    const near = n % 2 === 0 ? people.again(kept, 0.7) : probe;
    return Math.abs(compare(unpackFace(packFace(kept), kept.frames), near) - compare(kept, near));
  });
  expect(Math.max(...moved)).toBeLessThan(0.005);
});

it('is one byte a number, and what a byte cannot say is cut', () => {
  const { next } = createStrangers('cut');
  const face = next();
  face.faceApi[0] = 0.9;
  const bytes = packFace(face);
  expect([bytes.byteLength, unpackFace(bytes, 1).faceApi[0]]).toEqual([1152, expect.closeTo(0.4, 5)]);
});

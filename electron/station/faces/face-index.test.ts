import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compare, unit, type FaceDescriptor } from '../../../core/vision/face/compare.ts';
import { kernelPath, kernelText } from '../../../scripts/face-kernel/compile.ts';
import { createStrangers } from '../../../test/fakes/strangers.ts';
import { createFaceIndex } from './face-index.ts';

const people = createStrangers('face index');
const probe = people.next();
/** One number so large that a byte cannot say it: what was cut off makes such a face one that is always looked at. */
const peaked = (at: number): FaceDescriptor => ({ ...probe, faceres: unit(probe.faceres.map((x, i) => (i === at ? x + 2 : x))) });
const faces = [
  ...Array.from({ length: 4500 }, () => people.next()),
  ...Array.from({ length: 160 }, (_, n) => people.again(probe, n / 160)),
  probe, peaked(3), peaked(3), peaked(900),
];

function filled() {
  const index = createFaceIndex();
  faces.forEach((face, at) => index.add(at + 1, face));
  return index;
}
const close = (asked: FaceDescriptor, limit: number): number[] => faces.flatMap((face, at) => (compare(face, asked) <= limit ? [at + 1] : []));

describe('the index of faces', () => {
  it.each([0, 0.3, 0.5, 0.641, 0.71, 0.83])('finds all that lie within %d', (limit) => {
    const index = filled();
    for (const asked of [probe, peaked(3), people.again(probe, 0.3), faces[7]!]) expect(index.within(asked, limit)).toEqual(expect.arrayContaining(close(asked, limit)));
  });

  it.each([0.5, 0.641, 0.71])('finds few beside those that lie within %d: they are read from the disk', (limit) => {
    const index = filled();
    for (const asked of [people.again(probe, 0.3), faces[7]!]) expect(index.within(asked, limit).length - close(asked, limit).length).toBeLessThan(40);
  });

  it('forgets a face, and takes the next one after it', () => {
    const index = filled();
    const at = faces.indexOf(probe) + 1;
    index.remove(at);
    index.remove(at);
    expect(index.within(probe, 0.01)).not.toContain(at);
    expect(index.size()).toBe(faces.length - 1);
    index.add(faces.length + 1, probe);
    expect(index.within(probe, 0.01)).toContain(faces.length + 1);
    expect(() => index.add(5, probe)).toThrow(RangeError);
  });

  it('holds less than 1.3 kB a face', () => expect(filled().bytes() / 8192).toBeLessThan(1300));

  it('runs on what its source compiles to (npm run build:face-kernel)', async () => expect(readFileSync(kernelPath, 'utf8')).toBe(await kernelText()));
});

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../scripts/specimens/random.ts';
import { createFrame, type Frame } from '../../frame.ts';
import { copyMoveOf } from '../../vision/authenticity/copy-move.ts';
import { judge, type CheckContext } from '../check.ts';
import { editedPixels } from './edited-pixels.ts';

/** Blotches that never repeat, with sensor noise. */
function blotches(width: number, height: number): Frame {
  const frame = createFrame(width, height);
  const random = createRandom('7').next;
  const spots = Array.from({ length: 240 }, () => [random() * width, random() * height, 6 + 12 * random(), 140 * (random() - 0.5)] as const);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const value = spots.reduce((sum, [sx, sy, r, d]) => sum + d * Math.exp(-((x - sx) ** 2 + (y - sy) ** 2) / (r * r)), 128) + 4 * (random() - 0.5);
    frame.data.set([value, value, value, 255], i * 4);
  }
  return frame;
}
function pasted(frame: Frame, from: { x: number; y: number }, to: { x: number; y: number }, width: number, height: number): Frame {
  const out = createFrame(frame.width, frame.height, frame.data.slice());
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) out.data[((to.y + y) * frame.width + to.x + x) * 4 + c] = frame.data[((from.y + y) * frame.width + from.x + x) * 4 + c]!;
  return out;
}
/** A tile of the picture over and over, as MRZ filler or a printed pattern. */
const pattern = (frame: Frame): Frame => [1, 2, 3, 4].reduce((sheet, k) => pasted(sheet, { x: 10, y: 60 }, { x: 10 + 50 * k, y: 60 }, 50, 60), frame);

const context = (lane: CheckContext['lane']): CheckContext => ({ date: '2026-11-23', chosenType: null, acceptedTypes: [], lane });
const measureOf = (frame: Frame, lane: CheckContext['lane'] = 'file') => editedPixels.measure({ copyMove: copyMoveOf(frame) }, context(lane));
const verdict = (frame: Frame) => { const got = measureOf(frame); return got.kind === 'measured' ? judge(got.value, editedPixels.threshold) : got.reason; };
const scene = blotches(300, 200);

describe('auth.edited-pixels', () => {
  it('passes a picture in which nothing repeats', () => expect(verdict(scene)).toBe('pass'));
  it('finds a part that was copied, and shows both places', () => {
    const got = measureOf(pasted(scene, { x: 30, y: 40 }, { x: 181, y: 97 }, 64, 60));
    expect(got.kind === 'measured' && judge(got.value, editedPixels.threshold)).toBe('fail');
    const [a, b] = got.kind === 'measured' ? got.regions! : [];
    expect([b!.x - a!.x, b!.y - a!.y]).toEqual([151, 57]);
  });
  it('does not take a pattern for a copy', () => expect(verdict(pattern(scene))).toBe('pass'));
  it('passes an empty page', () => expect(verdict(createFrame(300, 200, new Uint8ClampedArray(300 * 200 * 4).fill(255)))).toBe('pass'));
  it.each([['camera', 'own-camera'], ['scanner', 'own-scanner']] as const)('never speaks of our own %s', (lane, reason) => expect(measureOf(scene, lane)).toEqual({ kind: 'not-applicable', reason }));
});

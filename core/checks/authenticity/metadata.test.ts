import { describe, expect, it } from 'vitest';
import type { Frame } from '../../frame.ts';
import type { FileTraces, PictureFile } from '../../vision/picture/traces.ts';
import { judge, type CheckContext } from '../check.ts';
import { metadata } from './metadata.ts';

/** A bright disc on a dark ground, `at` a share of the width; `bars`: black bars above and below. */
function disc(width: number, height: number, at: number, bars = 0): Frame {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [(i % width) / width, (Math.floor(i / width) - bars) / (height - 2 * bars)];
    const value = y < 0 || y > 1 ? 0 : (x - at) ** 2 + (y - 0.5) ** 2 < 0.04 ? 220 : 40 + 60 * x;
    data.set([value, value, value], i * 4);
  }
  return { width, height, data };
}
const traces: FileTraces = { format: 'jpeg', lossless: false, camera: true, software: null, editor: null, editSteps: 0, screenGrab: false, changedLater: false, quantisation: null, thumbnail: null };
const frame = disc(640, 360, 0.3);
function verdict(file: PictureFile | null, lane: CheckContext['lane'] = 'file') {
  const got = metadata.measure({ frame, pictureFile: file }, { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane });
  return got.kind === 'measured' ? { verdict: judge(got.value, metadata.threshold), variant: got.values?.['variant'], weight: got.values?.['weight'] } : got.reason;
}
const file = (own: Partial<FileTraces>, thumbnail: Frame | null = null): PictureFile => ({ traces: { ...traces, ...own }, thumbnail });

describe('auth.metadata', () => {
  it('passes a file without traces', () => expect(verdict(file({}))).toMatchObject({ verdict: 'pass' }));
  it('names the editor, as one weak sign', () => expect(verdict(file({ editor: 'GIMP' }))).toEqual({ verdict: 'fail', variant: 'editor', weight: 1 }));
  it('passes the thumbnail of the same picture, with the black bars that cameras add', () => expect(verdict(file({}, disc(160, 120, 0.3, 15)))).toMatchObject({ verdict: 'pass' }));
  it('sees a thumbnail of another picture, a strong sign', () => expect(verdict(file({}, disc(160, 90, 0.75)))).toEqual({ verdict: 'fail', variant: 'thumbnail', weight: 2 }));
  it('is not assessed where the file is not at hand', () => expect(verdict(null)).toBe('file-unknown'));
  it.each([['camera', 'own-camera'], ['scanner', 'own-scanner']] as const)('never speaks of our own %s', (lane, reason) => expect(verdict(file({ editor: 'GIMP' }), lane)).toBe(reason));
});

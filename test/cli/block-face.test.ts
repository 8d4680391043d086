/** `vestibule block-face`: an entry of head office's list out of pictures, or a told reason why not. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import sharp from 'sharp';
import { blockedFaceSchema } from '../../core/sync/blocked-faces.ts';
import { compare } from '../../core/vision/face/compare.ts';
import { unpackFace } from '../../core/vision/face/packed.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-block-'));
const group = (n: number): string => path.join(root, `node_modules/@vladmandic/face-api/demo/sample${n}.jpg`);
const file = (name: string): string => path.join(folder, name);
const [somebody, another] = [file('somebody.jpg'), file('another.jpg')];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Ran = { code: number | null; out: string; err: string };
function blockFace(pictures: readonly string[], out: string, more: readonly string[] = ['--reason', 'identity-fraud']): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'cli/vestibule.mjs'), 'block-face', ...pictures, '--reference', 'F-2026-17', ...more, '--out', file(out)]);
    const ran: Ran = { code: null, out: '', err: '' };
    child.stdout.on('data', (d: Buffer) => { ran.out += d.toString(); });
    child.stderr.on('data', (d: Buffer) => { ran.err += d.toString(); });
    child.on('close', (code) => resolve({ ...ran, code }));
  });
}
const entryIn = (name: string) => blockedFaceSchema.parse(JSON.parse(readFileSync(file(name), 'utf8')));
const faceIn = (name: string) => unpackFace(Int8Array.from(Buffer.from(entryIn(name).face, 'base64')), 1);

beforeAll(async () => {
  await sharp(group(3)).extract({ left: 960, top: 60, width: 480, height: 640 }).toFile(somebody);
  await sharp(group(6)).extract({ left: 60, top: 320, width: 540, height: 640 }).toFile(another);
  await sharp(somebody).modulate({ brightness: 1.1 }).jpeg({ quality: 70 }).toFile(file('again.jpg'));
  await sharp(somebody).resize({ width: 160 }).toFile(file('small.jpg'));
  await sharp({ create: { width: 640, height: 480, channels: 3, background: '#889' } }).jpeg().toFile(file('nobody.jpg'));
});

it('writes the face as numbers, of one or several pictures, for its owner alone, and no picture', async () => {
  const ran = await blockFace([somebody], 'one.json', ['--reason', 'identity-fraud', '--until', '2099-12-31', '--json']);
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(entryIn('one.json')).toMatchObject({ reference: 'F-2026-17', reason: 'identity-fraud', until: '2099-12-31', frames: 1 });
  expect(JSON.parse(ran.out)).not.toHaveProperty('face');
  expect([statSync(file('one.json')).mode & 0o777, statSync(file('one.json')).size < 2_000]).toEqual([0o600, true]);
  expect((await blockFace([somebody, file('again.jpg')], 'two.json')).code).toBe(0);
  expect([entryIn('two.json').frames, entryIn('two.json').until, entryIn('two.json').model]).toEqual([2, null, entryIn('one.json').model]);
  expect(compare(faceIn('one.json'), faceIn('two.json'))).toBeLessThan(0.3);
  expect(await blockFace([somebody], 'one.json')).toMatchObject({ code: 2, err: expect.stringContaining('there already') as unknown });
});

it('refuses what a capture would be refused for, with the number of the picture, and another person beside the first', async () => {
  const faults: readonly (readonly [readonly string[], string])[] = [
    [[somebody, file('nobody.jpg')], 'listing.no-face: Picture 2'], [[group(5)], 'listing.several: Picture 1'], [[file('small.jpg')], 'listing.too-small: The face in picture 1'], [[somebody, another], 'listing.other-person: Picture 2'],
  ];
  for (const [pictures, said] of faults) expect(await blockFace(pictures, 'none.json'), said).toMatchObject({ code: 1, out: '', err: expect.stringContaining(said) as unknown });
  expect(() => statSync(file('none.json'))).toThrow();
});

it.each([['no reason', []], ['a reason that is none', ['--reason', 'because']], ['a day that is none', ['--reason', 'barred', '--until', '2026-02-30']], ['a day that is over', ['--reason', 'barred', '--until', '2020-01-01']]] as const)('%s: exit 2 with one sentence', async (_name, more) => {
  expect(await blockFace([somebody], 'usage.json', more)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^vestibule: [^\n]+\n$/) as unknown });
});

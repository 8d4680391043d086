/** `vestibule live` as an integrator runs it: films of every kind of wrong, and a drawn head that turns and blinks. Needs ffmpeg, as the verb does. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { errorCodes, type ErrorCode } from '../../core/errors.ts';
import { liveVerdicts } from '../../core/live-watch.ts';
import { clipFileName } from '../../scripts/specimens/clip/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-live-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
if (!hasFfmpeg) console.warn('ffmpeg is not installed: films are not read in this run.');

const lineSchema = z.strictObject({
  file: z.string(), ok: z.boolean(), error: z.strictObject({ code: z.enum(errorCodes as [ErrorCode, ...ErrorCode[]]), message: z.string().min(10) }).optional(),
  events: z.array(z.strictObject({ kind: z.enum(['turn-image-left', 'turn-image-right', 'blink', 'face-lost', 'second-face']), from: z.number(), to: z.number() })),
  votes: z.array(z.object({ id: z.string().startsWith('live.'), value: z.number().nullable(), status: z.enum(['pass', 'fail', 'not-assessed', 'not-applicable']) })),
  verdict: z.enum(liveVerdicts).nullable(), width: z.number(), height: z.number(), frames: z.number(), seconds: z.number(), ms: z.object({ total: z.number() }),
});

type Ran = { code: number | null; lines: z.infer<typeof lineSchema>[]; err: string };
function live(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'cli/vestibule.mjs'), 'live', ...args], { cwd: folder, env: { ...process.env, ...env } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (d: Buffer) => { out += d.toString(); });
    child.stderr.on('data', (d: Buffer) => { err += d.toString(); });
    child.on('close', (code) => resolve({ code, err, lines: out.split('\n').filter((l) => l !== '').map((l) => lineSchema.parse(JSON.parse(l))) }));
  });
}

const ffmpeg = (...args: string[]): void => { execFileSync('ffmpeg', ['-v', 'error', '-y', ...args], { cwd: folder }); };

describe('without the program that reads films', () => {
  it('says so, and what is no film is told all the same', async () => {
    writeFileSync(path.join(folder, 'words.mp4'), 'no film at all');
    writeFileSync(path.join(folder, 'begins.gif'), Buffer.from([...Buffer.from('GIF89a'), 1, 0, 1, 0, 0, 0, 0, 0x3b]));
    const ran = await live(['words.mp4', 'begins.gif', 'missing.mp4', '--json'], { VESTIBULE_FFMPEG: '/nowhere/ffmpeg' });
    expect(ran.lines.map((l) => l.error?.code)).toEqual(['clip.not-a-clip', 'clip.reader-missing', 'file.not-found']);
    expect(ran.code).toBe(1);
  });
  it('needs a CLIP', async () => expect(await live(['--json'])).toMatchObject({ code: 2, lines: [] }));
});

describe.skipIf(!hasFfmpeg)('bad films', () => {
  beforeAll(() => {
    ffmpeg('-f', 'lavfi', '-i', 'testsrc=size=320x240:rate=10:duration=2', '-c:v', 'mpeg4', 'good.mp4');
    ffmpeg('-f', 'lavfi', '-i', 'sine=duration=1', '-c:a', 'aac', 'sound.m4a');
    ffmpeg('-f', 'lavfi', '-i', 'color=gray:size=320x240:rate=10:duration=0.1', '-frames:v', '1', 'still.jpg');
    copyFileSync(path.join(folder, 'good.mp4'), path.join(folder, 'cut.mp4'));
    truncateSync(path.join(folder, 'cut.mp4'), 4000);
    writeFileSync(path.join(folder, 'empty.mp4'), '');
    writeFileSync(path.join(folder, 'header-only.avi'), readFileSync(path.join(folder, 'good.mp4')).subarray(0, 32));
    writeFileSync(path.join(folder, 'huge.mp4'), readFileSync(path.join(folder, 'good.mp4')));
    truncateSync(path.join(folder, 'huge.mp4'), 600_000_000);
    copyFileSync(path.join(folder, 'good.mp4'), path.join(folder, 'named.avi'));
  });

  it('each give their line and code, and stop no other', async () => {
    const wanted = {
      'cut.mp4': 'clip.truncated', 'sound.m4a': 'clip.no-picture', 'empty.mp4': 'file.empty', 'still.jpg': 'clip.not-a-clip', 'header-only.avi': 'clip.truncated', 'huge.mp4': 'clip.too-large', '.': 'clip.not-a-clip', 'named.avi': undefined,
    };
    const ran = await live([...Object.keys(wanted), '--json']);
    expect(Object.fromEntries(ran.lines.map((l) => [l.file, l.error?.code]))).toEqual(wanted);
    expect(ran.code).toBe(1);
    // A film in which nobody is: whole, and no verdict about anybody. Its suffix lies.
    expect(ran.lines.at(-1)).toMatchObject({ ok: true, frames: 20, width: 320, height: 240, verdict: 'unsure' });
    expect(ran.lines.at(-1)?.events).toEqual([{ kind: 'face-lost', from: 0, to: 1.9 }]);
  });
});

/** What the drawn customer does first in their clip (scripts/specimens/clip/timetable.ts): turns to their left, blinks, turns to their right. */
describe.skipIf(!hasFfmpeg)('a drawn head', () => {
  // The clip is nothing but JPEGs, 30 a second (scripts/specimens/clip/mjpeg.ts); every third is what a slow camera gives.
  const customer = path.join(root, '.cache/specimens/clips', clipFileName('face-customer'));
  const pictures = (seconds: number): string[] => ['-framerate', '30', '-f', 'mjpeg', '-i', customer, '-t', String(seconds), '-vf', 'fps=10,scale=960:-2', '-c:v', 'mjpeg', '-q:v', '2'];
  beforeAll(() => {
    if (!existsSync(customer)) throw new Error('There is no clip face-customer: run `npm run specimens -- --only tests`.');
    ffmpeg(...pictures(7.5), 'customer.avi');
    ffmpeg(...pictures(2), 'short.avi');
    ffmpeg('-stream_loop', '3', '-i', 'short.avi', '-c', 'copy', 'looped.avi');
  });

  it('that turns and blinks: each is found, once, in its order, and nothing speaks against it', async () => {
    const { code, lines: [line] } = await live(['customer.avi', '--json']);
    expect(code).toBe(0);
    expect(line?.events.map((e) => e.kind)).toEqual(['turn-image-right', 'blink', 'turn-image-left']);
    // Seconds at which the timetable has them.
    for (const [i, at] of [2.2, 4.15, 5.9].entries()) {
      expect(line?.events[i]?.from).toBeLessThanOrEqual(at);
      expect(line?.events[i]?.to).toBeGreaterThanOrEqual(at);
    }
    expect(line?.votes.filter((v) => v.status === 'fail')).toEqual([]);
    expect(line?.verdict).not.toBe('attack');
  });

  it('that is a looped clip is an attack, for its pictures come again', async () => {
    const { lines: [line] } = await live(['looped.avi', '--json']);
    expect(line?.votes.filter((v) => v.status === 'fail').map((v) => v.id)).toEqual(['live.repeat']);
    expect(line?.verdict).toBe('attack');
  });
});

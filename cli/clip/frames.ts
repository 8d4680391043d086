/** The frames of a clip through ffmpeg, in their own time. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../core/errors.ts';
import type { Frame } from '../../core/frame.ts';
import { containerOf, endsTooSoon, type Container } from './container.ts';

export type ClipFrame = { timeMs: number; frame: Frame };

export const clipLimits = {
  /** MB of 10^6. Chosen: ten minutes of a phone's 1080p. */
  megabytes: 500,
  /** Chosen: three times the longest clip of ../shared/data/video. */
  seconds: 600,
  /** Of one picture; 8K has 33 million. */
  pixels: 40_000_000,
  /** What the live loop looks at (renderer/workers/vision.ts). */
  side: 1280,
  /** Closer frames are left out: 30 a second is what cameras give. */
  leastSeconds: 0.029,
  /** ffmpeg that gives nothing for so long is given up. */
  silenceMs: 60_000,
} as const;

/**
 * Frames upright, RGBA, at most `clipLimits.side` on the long side.
 * @throws CodedError file.not-found · file.unreadable · file.empty · clip.not-a-clip · clip.truncated · clip.too-large · clip.no-picture · clip.corrupt · clip.reader-missing · engine.timeout
 */
export async function* clipFrames(file: string, seconds: number = clipLimits.seconds): AsyncGenerator<ClipFrame> {
  const container = await acceptClip(file);
  const run = startReader(file, container);
  let count = 0;
  try {
    for await (const clip of run.frames()) {
      if (clip.timeMs > clipLimits.seconds * 1000) throw new CodedError('clip.too-large', { megabytes: clipLimits.megabytes, seconds: clipLimits.seconds });
      if (clip.timeMs > seconds * 1000) return;
      count += 1;
      yield clip;
    }
    if (count === 0) throw run.whyNothing();
    // One JPEG begins like a film of them.
    if (count === 1 && container === 'mjpeg') throw new CodedError('clip.not-a-clip');
  } finally {
    run.stop();
  }
}

async function acceptClip(file: string): Promise<Container> {
  const opened = await openFile(file);
  try {
    const { size } = await opened.stat();
    if (size > clipLimits.megabytes * 1e6) throw new CodedError('clip.too-large', { megabytes: clipLimits.megabytes, seconds: clipLimits.seconds });
    const at = async (from: number, length: number): Promise<Uint8Array> => {
      const { buffer, bytesRead } = await opened.read(Buffer.alloc(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    };
    const container = containerOf(await at(0, 256));
    if (await endsTooSoon(container, { size, at })) throw new CodedError('clip.truncated');
    return container;
  } finally {
    await opened.close();
  }
}

async function openFile(file: string) {
  try {
    // A pipe would wait for ever to be opened.
    if (!(await stat(file)).isFile()) throw new CodedError('clip.not-a-clip');
    return await open(file);
  } catch (thrown) {
    if (thrown instanceof CodedError) throw thrown;
    const missing = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes((thrown as NodeJS.ErrnoException).code ?? '');
    throw new CodedError(missing ? 'file.not-found' : 'file.unreadable', {}, { cause: thrown });
  }
}

/** The container is named, so that nothing is guessed from a suffix, and nothing but the file itself may be opened. */
function argumentsFor(file: string, container: Container): string[] {
  const { leastSeconds, side, pixels } = clipLimits;
  const filters = `select='isnan(prev_selected_t)+gte(t-prev_selected_t,${leastSeconds})',scale='min(iw,${side})':'min(ih,${side})':force_original_aspect_ratio=decrease:flags=area,showinfo`;
  return [
    '-hide_banner', '-nostats', '-nostdin', '-v', 'info', '-protocol_whitelist', 'file', '-f', container, '-max_pixels', String(pixels),
    '-i', `file:${path.resolve(file)}`, '-map', '0:V:0', '-vf', filters, '-fps_mode', 'passthrough', '-f', 'image2pipe', '-c:v', 'pam', '-pix_fmt', 'rgba', '-',
  ];
}

function startReader(file: string, container: Container) {
  const program = spawn(process.env['VESTIBULE_FFMPEG'] ?? 'ffmpeg', argumentsFor(file, container), { stdio: ['ignore', 'pipe', 'pipe'] });
  const told = timesTold(program);
  let failed: Error | null = null;
  program.on('error', (error) => { failed = error; });
  const waiting = watchdog(program);
  const ended = new Promise<void>((resolve) => { program.on('close', () => resolve()); program.on('error', () => resolve()); });
  return {
    async *frames(): AsyncGenerator<ClipFrame> {
      let index = 0;
      for await (const frame of pamFrames(program, waiting.alive)) {
        const timeMs = await told.at(index, ended);
        index += 1;
        yield { timeMs, frame };
        waiting.alive();
      }
      await ended;
      if (waiting.expired()) throw new CodedError('engine.timeout');
    },
    whyNothing(): CodedError {
      if (failed) return new CodedError('clip.reader-missing', {}, { cause: failed });
      const why = reasons.find(([sign]) => sign.test(told.log()));
      return new CodedError(why?.[1] ?? 'clip.corrupt', why?.[1] === 'clip.too-large' ? { megabytes: clipLimits.megabytes, seconds: clipLimits.seconds } : {});
    },
    stop() {
      waiting.stop();
      program.kill('SIGKILL');
    },
  };
}

/** What ffmpeg says when not a single frame came. */
const reasons = [
  [/matches no streams|does not contain any stream/, 'clip.no-picture'],
  [/moov atom not found|partial file|ended prematurely/i, 'clip.truncated'],
  [/max_pixels|Picture size \d+x\d+ is invalid|dimensions? too large/i, 'clip.too-large'],
] as const;

/** Times of the frames, from the filter's own lines on standard error; they come before the frames do. */
function timesTold(program: ChildProcess) {
  const times: number[] = [];
  let pending = '';
  let kept = '';
  program.stderr?.on('data', (chunk: Buffer) => {
    const lines = (pending + chunk.toString()).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) {
      const time = /pts_time:\s*(-?[\d.]+)/.exec(line)?.[1];
      if (time !== undefined) times.push(Number(time) * 1000);
      else if (kept.length < 20_000) kept += `${line}\n`;
    }
  });
  return {
    log: () => kept + pending,
    async at(index: number, ended: Promise<void>): Promise<number> {
      while (times.length <= index) {
        const more = await Promise.race([once(program.stderr!, 'data').then(() => true), ended.then(() => false)]);
        if (!more && times.length <= index) throw new CodedError('clip.corrupt');
      }
      // A clip cut out of another one may begin late; a frame never comes before the one before it.
      return Math.max(0, times[index]! - times[0]!);
    },
  };
}

function watchdog(program: ChildProcess) {
  let expired = false;
  let timer: NodeJS.Timeout | undefined;
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => { expired = true; program.kill('SIGKILL'); }, clipLimits.silenceMs);
  };
  alive();
  return { alive, stop: () => clearTimeout(timer), expired: () => expired };
}

/** PAM (Netpbm): a short text header with the size, then the pixels; a film may change its size. */
async function* pamFrames(program: ChildProcess, alive: () => void): AsyncGenerator<Frame> {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted = 0;
  for await (const chunk of program.stdout as AsyncIterable<Buffer>) {
    alive();
    chunks.push(chunk);
    held += chunk.length;
    if (held < wanted) continue;
    let all = Buffer.concat(chunks);
    for (;;) {
      const header = pamHeader(all);
      wanted = header ? header.length + header.width * header.height * 4 : 1;
      if (!header || all.length < wanted) break;
      const { width, height } = header;
      yield { width, height, data: new Uint8ClampedArray(all.subarray(header.length, wanted)) };
      all = all.subarray(wanted);
    }
    chunks = [all];
    held = all.length;
  }
}

function pamHeader(bytes: Buffer): { width: number; height: number; length: number } | null {
  const end = bytes.indexOf('ENDHDR\n');
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const value = (name: string): number => Number(new RegExp(`${name} (\\d+)`).exec(head)?.[1] ?? Number.NaN);
  return { width: value('WIDTH'), height: value('HEIGHT'), length: end + 7 };
}

/** Frames of a video clip through ffmpeg, at the clip's own rate. The container is told by its content, not by its name. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Frame } from '../../../core/frame.ts';

export type ClipFrame = { timeMs: number; frame: Frame };

type Probe = { width: number; height: number; fps: number };

function probe(file: string): Probe {
  const text = execFileSync('ffprobe', ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'stream=width,height,avg_frame_rate:stream_side_data=rotation', '-of', 'json', file], { encoding: 'utf8' });
  const stream = (JSON.parse(text) as { streams: { width: number; height: number; avg_frame_rate: string; side_data_list?: { rotation?: number }[] }[] }).streams[0]!;
  const [over, under] = stream.avg_frame_rate.split('/').map(Number) as [number, number];
  const quarter = Math.abs(stream.side_data_list?.find((s) => s.rotation !== undefined)?.rotation ?? 0) % 180 === 90;
  return { width: quarter ? stream.height : stream.width, height: quarter ? stream.width : stream.height, fps: over / (under || 1) };
}

/** At most `seconds` of the clip, each frame upright RGBA. */
export async function* clipFrames(file: string, seconds = Infinity): AsyncGenerator<ClipFrame> {
  const { width, height, fps } = probe(file);
  const limit = Number.isFinite(seconds) ? ['-t', String(seconds)] : [];
  const program = spawn('ffmpeg', ['-v', 'error', '-i', file, ...limit, '-r', String(fps), '-f', 'rawvideo', '-pix_fmt', 'rgba', '-'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(program, 'exit');
  const size = width * height * 4;
  let pending: Buffer[] = [];
  let held = 0;
  let index = 0;
  for await (const chunk of program.stdout as AsyncIterable<Buffer>) {
    pending.push(chunk);
    held += chunk.length;
    if (held < size) continue;
    let all = Buffer.concat(pending);
    while (all.length >= size) {
      yield { timeMs: (index * 1000) / fps, frame: { width, height, data: new Uint8ClampedArray(all.subarray(0, size)) } };
      index += 1;
      all = all.subarray(size);
    }
    pending = [all];
    held = all.length;
  }
  await ended;
}

/** What lies in the memory of running processes, as a core dump would hold it. Linux only, and only of processes this user may look into. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

export type Needle = { name: string; bytes: Uint8Array };

/** How often each needle lies in what the process can write to, its own and what it shares. @returns null when the process is gone or may not be looked into */
export function searchMemory(pid: number, needles: readonly Needle[]): { megabytes: number; found: Record<string, number> } | null {
  const maps = textOf(`/proc/${pid}/maps`);
  if (maps === '') return null;
  const found: Record<string, number> = Object.fromEntries(needles.map(({ name }) => [name, 0]));
  let bytes = 0;
  let file: number;
  try {
    file = openSync(`/proc/${pid}/mem`, 'r');
  } catch {
    return null;
  }
  try {
    for (const line of maps.split('\n')) {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      if (from === undefined || to === undefined || /\[v(var|syscall|dso)/.test(line)) continue;
      bytes += searchRange(file, Number.parseInt(from, 16), Number.parseInt(to, 16), needles, found);
    }
  } finally {
    closeSync(file);
  }
  return { megabytes: Math.round(bytes / 1_000_000), found };
}

const chunk = Buffer.alloc(8 << 20);

function searchRange(file: number, from: number, to: number, needles: readonly Needle[], found: Record<string, number>): number {
  const longest = Math.max(...needles.map(({ bytes }) => bytes.length));
  let read = 0;
  for (let at = from; at < to; ) {
    const wanted = Math.min(chunk.length, to - at);
    let count = 0;
    try {
      count = readSync(file, chunk, 0, wanted, at);
    } catch {
      // A page that is not there (a guard, or given back meanwhile).
    }
    // What cannot be read is passed over page by page, as a dump leaves it out.
    if (count === 0) {
      at += 4096;
      continue;
    }
    const part = chunk.subarray(0, count);
    // The next read begins where a needle could lie across, and counts what begins there.
    const onward = at + count < to && count > longest ? count - longest + 1 : count;
    for (const { name, bytes } of needles) found[name]! += countIn(part, bytes, onward);
    read += onward;
    at += onward;
  }
  return read;
}

/** Those that begin before `until`. */
export function countIn(hay: Buffer, needle: Uint8Array, until = hay.length): number {
  let count = 0;
  for (let at = hay.indexOf(needle); at >= 0 && at < until; at = hay.indexOf(needle, at + 1)) count += 1;
  return count;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

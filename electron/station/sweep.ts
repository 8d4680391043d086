/**
 * Overwrites what this process has let go of. V8 frees without overwriting, and what was freed of a customer stood in memory, and in a core dump,
 * until its place was used again (`npm run bench:leftovers`). Flags and `gc()`: `node --v8-options` and V8's `src/extensions/gc-extension.cc`, 11.4 to 13.6.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** For a process that is started: the C library of Linux overwrites what is freed, with any byte but 0 (The GNU C Library, "Memory Allocation Tunables"). */
export const overwriteTunable = 'glibc.malloc.perturb=90';

/** From here on places that are freed are filled with zeros, and Node's pool, in which one small buffer keeps 64 KiB of others, is not used. Before anything of a customer comes in. */
export function overwriteFreed(): void {
  Buffer.poolSize = 0;
  setFlagsFromString('--clear-free-memory');
}

type Collect = (how: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;
let collect: Collect | null = null;

/**
 * Milliseconds before each collection. What one frees outside of V8 is given back beside it, what only that lets go of is found by the next one, and Electron holds what
 * an ended page sent for a while.
 */
const waits = [0, 100, 400, 2_000];

/** Everything that nothing holds any more is collected, what lives is moved together so that no half-empty page keeps what it held, and pages in reserve are given back. */
export async function sweepMemory(): Promise<void> {
  collect ??= exposed();
  for (const ms of waits) {
    await wait(ms);
    setFlagsFromString('--compact-on-every-full-gc');
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    setFlagsFromString('--no-compact-on-every-full-gc');
  }
}

function exposed(): Collect {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as Collect;
}

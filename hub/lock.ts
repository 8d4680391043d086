/** One process on a folder: the embedded database has no lock of its own, and two on its files would ruin them. */
import { createHash, randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { fileFault } from './file-fault.ts';

/** A number of a process alone is soon another's, after a power cut first of all: `boot` and `started` are of that one (Linux, proc(5)); null where no file tells them. */
const holderSchema = z.object({ pid: z.number().int().min(1), boot: z.string().nullable(), started: z.string().nullable(), id: z.uuid() });

/** @returns what gives it free. @throws Error that names the file and the process which holds it */
export function lockFolder(file: string): () => void {
  const own = JSON.stringify({ pid: process.pid, boot: bootId(), started: startOf(process.pid), id: randomUUID() } satisfies z.infer<typeof holderSchema>);
  take(file, own);
  return () => { if (readIfThere(file) === own) rmSync(file, { force: true }); };
}

function take(file: string, own: string): void {
  const whole = `${file}.${digest(own)}`;
  writeFileSync(whole, own, { flag: 'wx', flush: true });
  try {
    while (!isLinked(whole, file)) {
      const held = readIfThere(file);
      if (held === null) continue;
      const pid = holderOf(held);
      if (pid !== null) throw new Error(`This hub is running already, as process ${pid}; its embedded database takes one process. If that is no hub, delete ${file}.`);
      // Of all who find what was left behind, one may put its own there; the others find that one.
      const turn = `${file}.${digest(held)}`;
      take(turn, own);
      try {
        if (readIfThere(file) === held) return renameSync(whole, file);
      } finally {
        rmSync(turn, { force: true });
      }
    }
  } finally {
    rmSync(whole, { force: true });
  }
}

/** Never seen before all of it is there, and never in the place of another one. */
function isLinked(whole: string, file: string): boolean {
  try {
    linkSync(whole, file);
    return true;
  } catch (thrown) {
    if (fileFault(thrown) === 'EEXIST') return false;
    throw thrown;
  }
}

/** @returns the process that holds it; null: none that still runs. */
function holderOf(text: string): number | null {
  // As hubs before this one wrote it: the number alone.
  if (/^\d+$/.test(text)) return Number(text) !== process.pid && isRunning(Number(text)) ? Number(text) : null;
  const read = holderSchema.safeParse(jsonIn(text));
  if (!read.success) return null;
  const { pid, boot, started } = read.data;
  const same = boot === null || started === null ? isRunning(pid) : boot === bootId() && started === startOf(pid);
  return same ? pid : null;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: there is one, of another user.
    return fileFault(thrown) === 'EPERM';
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    const fault = fileFault(thrown);
    // ESRCH: a process that ends while it is read of.
    if (fault === 'ENOENT' || fault === 'ESRCH') return null;
    throw thrown;
  }
}

const bootId = (): string | null => readIfThere('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
/** Field 22 of its line, in clock ticks since the computer started; the second one, its name, may hold anything. */
const startOf = (pid: number): string | null => readIfThere(`/proc/${pid}/stat`)?.replace(/^.*\)/s, '').trim().split(' ')[19] ?? null;
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Damaged files through the decoders: an answer or a code of the family, no crash, within bounds of time and memory. */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createRandom } from '../../train-mrz/random.ts';
import { damagedFile, goodFiles } from './damage.ts';
import type { FileAnswer, FileOrder } from './file-child.ts';

export type FileFigures = {
  files: number; opened: number; /** By every check of a document. */ inspected: number; codes: Record<string, number>;
  slowest: { ms: number; name: string };
  /** Most that the process held, MB. */
  megabytes: number;
  faults: string[];
};

/** Chosen: processor time of one file, so that other programs do not decide; a PDF is given up after its own patience, on two threads. */
const mostMs = 45_000;
/** The same bound as for one picture that was made to hurt (test/cli/odd-pictures.test.ts). */
const mostMegabytes = 1500;
/** Chosen: a machine that does much else. */
const hangMs = 300_000;
/** Of so many files the first picture that opens is also inspected whole, which takes a thousand times as long as to refuse one. */
const wholeEvery = 50;

export type FileFuzzOptions = { files: number; seed: number; /** Begin with this one. */ from?: number; keep: string | null; say?: (line: string) => void };

export async function fuzzFiles({ files, seed, from = 0, keep, say = () => {} }: FileFuzzOptions): Promise<FileFigures> {
  const good = await goodFiles();
  const figures: FileFigures = { files: 0, opened: 0, inspected: 0, codes: {}, slowest: { ms: 0, name: '' }, megabytes: 0, faults: [] };
  let child = await startChild();
  let due = false;
  try {
    for (let n = from; n < from + files && figures.faults.length < 20; n += 1) {
      const { name, how, bytes } = damagedFile(good, createRandom(seed * 1_000_003 + n));
      // Counted from the first file of a run: what repeats one file does all that was done to it, and more.
      if (figures.files % wholeEvery === 0) due = true;
      const answer = await ask(child, { bytes, whole: due });
      figures.files += 1;
      const fault = faultOf(answer);
      if (typeof answer === 'string') {
        child.kill('SIGKILL');
        child = await startChild();
      } else {
        if (answer.inspected) [figures.inspected, due] = [figures.inspected + 1, false];
        if (answer.code === null) figures.opened += 1;
        else figures.codes[answer.code] = (figures.codes[answer.code] ?? 0) + 1;
        if (answer.cpuMs > figures.slowest.ms) figures.slowest = { ms: answer.cpuMs, name: `${name}, ${how}` };
        figures.megabytes = Math.max(figures.megabytes, answer.megabytes);
      }
      if (fault !== null) {
        figures.faults.push(`${name}, ${how}: ${fault}; again: --only files --seed ${seed} --from ${n} --files 1`);
        if (keep !== null) {
          mkdirSync(keep, { recursive: true });
          writeFileSync(path.join(keep, `file-${seed}-${n}${path.extname(name)}`), bytes);
        }
      }
      if (n % 500 === 499) say(`${n + 1} files, ${figures.faults.length} faults`);
    }
  } finally {
    child.kill('SIGKILL');
  }
  return figures;
}

function faultOf(answer: FileAnswer | string): string | null {
  if (typeof answer === 'string') return answer;
  if (!answer.known) return `the code ${answer.code} tells nobody what is wrong`;
  if (answer.cpuMs > mostMs) return `took ${(answer.cpuMs / 1000).toFixed(1)} s of processor`;
  return answer.megabytes > mostMegabytes ? `took ${answer.megabytes} MB` : null;
}

async function startChild(): Promise<ChildProcess> {
  const child = fork(path.join(import.meta.dirname, 'file-child.ts'), [], { execArgv: ['--no-warnings'], serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`The process that opens files ended with ${code}.`)));
  });
  return child;
}

/** @returns in words that it died or hangs */
function ask(child: ChildProcess, order: FileOrder): Promise<FileAnswer | string> {
  return new Promise((resolve) => {
    const settle = (answer: FileAnswer | string): void => {
      clearTimeout(timer);
      child.off('message', heard);
      child.off('exit', died);
      resolve(answer);
    };
    const heard = (answer: unknown): void => settle(answer as FileAnswer);
    const died = (code: number | null, signal: string | null): void => settle(`the process died of it (${signal ?? code})`);
    const timer = setTimeout(() => settle('it hangs'), hangMs);
    child.once('message', heard);
    child.once('exit', died);
    child.send(order);
  });
}

/** The station as a whole, in a real Electron: start to window, the live loops in their worker, a document read, memory of every process. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { launchStation } from '../../../test/e2e/harness.ts';
import { jpegFramesOf } from './clip.ts';
import { memoryBelow, type ProcessMemory } from './processes.ts';
import { frameSize, liveContext, subjects, targets, type Clips, type Subject } from './node-loops.ts';
import { sizeRow, timeRow, type Row } from './statistics.ts';

/** Issue 2: warm start, and main + renderer + workers + station together. */
const wholeTargets = { warmStart: 3000, memory: 1536 };
const starts = 5;

export type WindowBench = { rows: Row[]; processes: ProcessMemory[]; backend: string };

export async function windowBench(clips: Clips, still: string, frames: number): Promise<WindowBench> {
  const rows = [timeRow('warm start to usable window', await startTimes(), wholeTargets.warmStart, 'median')];
  const station = await launchStation({ documentClip: clips.document, faceClip: clips.face });
  try {
    await station.page.evaluate(startWorkers);
    const ask = <Result>(worker: string, method: string, args: unknown[]) => station.page.evaluate(askWorker, { worker, method, args }) as Promise<Result>;
    await ask('vision', 'prepare', ['document']);
    const { faceBackend } = await ask<{ faceBackend: string }>('vision', 'prepare', ['face']);
    for (const subject of subjects) {
      const times = await liveLoop(station.page, subject, jpegFramesOf(clips[subject]), frames);
      rows.push(timeRow(`${subject} loop in the window, a frame (${faceBackend})`, times, targets[subject], 'p95'));
    }
    await ask('reader', 'prepare', []);
    rows.push(timeRow('document still in the window: checks, reading, portrait', await stillTimes(station.page, still), null, 'median'));
    const processes = memoryBelow(station.app.process().pid ?? 0);
    rows.push(sizeRow('memory of all processes, proportional', sum(processes.map((p) => p.proportional)), wholeTargets.memory));
    rows.push(sizeRow('memory of all processes, sum of peaks (shared pages counted in each)', sum(processes.map((p) => p.peak)), null));
    return { rows, processes, backend: faceBackend };
  } finally {
    await station.close();
  }
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** From the start of the program until the window shows its first control. The first start warms the disk cache and does not count. */
async function startTimes(): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i <= starts; i += 1) {
    const from = performance.now();
    const station = await launchStation();
    await station.page.locator('button, input, select').first().waitFor({ state: 'visible', timeout: 30_000 });
    if (i > 0) times.push(performance.now() - from);
    await station.close();
  }
  return times;
}

async function liveLoop(page: Page, subject: Subject, jpegs: readonly Buffer[], frames: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = -5; i < frames; i += 1) {
    const jpeg = jpegs[Math.abs(i) % jpegs.length]!.toString('base64');
    const ms = await page.evaluate(oneFrame, { method: subject === 'document' ? 'documentFrame' : 'faceFrame', aiming: subject === 'face', jpeg, size: frameSize, context: liveContext });
    if (i >= 0) times.push(ms);
  }
  return times;
}

async function stillTimes(page: Page, file: string): Promise<number[]> {
  const picture = readFileSync(file).toString('base64');
  const times: number[] = [];
  for (let i = 0; i < 5; i += 1) times.push(await page.evaluate(oneStill, { picture, context: { ...liveContext, lane: 'file' } }));
  return times;
}

// What follows runs in the window. It speaks comlink's wire format, so that the bench needs nothing of the window's code.
type Probe = { ask(worker: string, method: string, args: unknown[], transferred?: Transferable[]): Promise<unknown> };

function startWorkers(): void {
  const workers: Record<string, Worker> = {};
  (window as unknown as Probe).ask = (name, method, args, transferred = []) =>
    new Promise((resolve, reject) => {
      const worker = (workers[name] ??= new Worker(`/workers/${name}.js`, { type: 'module' }));
      const id = crypto.randomUUID();
      const take = ({ data }: MessageEvent<{ id: string; name?: string; value: unknown }>): void => {
        if (data.id !== id) return;
        worker.removeEventListener('message', take);
        if (data.name === 'throw') reject(new Error(JSON.stringify(data.value)));
        else resolve(data.value);
      };
      worker.addEventListener('message', take);
      worker.addEventListener('error', () => reject(new Error(`the ${name} worker broke`)));
      worker.postMessage({ id, type: 'APPLY', path: [method], argumentList: args.map((value) => ({ type: 'RAW', value })) }, transferred);
    });
}

function askWorker({ worker, method, args }: { worker: string; method: string; args: unknown[] }): Promise<unknown> {
  return (window as unknown as Probe).ask(worker, method, args);
}

async function oneFrame({ method, aiming, jpeg, size, context }: { method: string; aiming: boolean; jpeg: string; size: { width: number; height: number }; context: unknown }): Promise<number> {
  const blob = new Blob([Uint8Array.from(atob(jpeg), (c) => c.charCodeAt(0))]);
  const bitmap = await createImageBitmap(blob, { resizeWidth: size.width, resizeHeight: size.height });
  const from = performance.now();
  await (window as unknown as Probe).ask('vision', method, [bitmap, context, {}, aiming], [bitmap]);
  return performance.now() - from;
}

async function oneStill({ picture, context }: { picture: string; context: unknown }): Promise<number> {
  const bytes = Uint8Array.from(atob(picture), (c) => c.charCodeAt(0));
  const from = performance.now();
  await (window as unknown as Probe).ask('reader', 'documentStill', [bytes, 'front', context, {}]);
  return performance.now() - from;
}

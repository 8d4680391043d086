/** The engines in Node: each loaded at most once, on first use. */
import { createRequire } from 'node:module';
import type { Engines } from '../core/vision/engines/engine.ts';
import { createBarcodeReader } from '../core/vision/engines/barcode.ts';
import { createFaceEngine } from '../core/vision/engines/face.ts';
import { lazily } from '../core/vision/engines/lazily.ts';
import { loadMrzNetwork } from '../core/vision/engines/mrz-network.ts';
import { createOpenCv } from '../core/vision/engines/opencv.ts';
import { createPrintReader } from '../core/vision/engines/print.ts';
import { createPrintHost } from './print-host.ts';
import { loadResource } from './resources.ts';

/** @param languages packs that print is always read with, `eng+fra` */
export function createEngines(languages = 'eng'): Engines {
  return {
    opencv: lazily(() => createOpenCv(openCvModule)),
    face: lazily(() => createFaceEngine({ resource: loadResource, backends: ['wasm'] })),
    print: lazily(() => Promise.resolve(createPrintReader(createPrintHost(languages, after)))),
    mrzNetwork: lazily(() => loadMrzNetwork(loadResource)),
    barcode: lazily(() => createBarcodeReader(loadResource)),
  };
}

/** A time-out that can be taken back. */
export function after(ms: number): { done: Promise<void>; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  const done = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return { done, cancel: () => clearTimeout(timer) };
}

/**
 * OpenCV's start-up code makes itself the handler of every uncaught error of the program, and ends it with ten megabytes of its own source
 * on the terminal. Its handlers are taken off again.
 */
async function openCvModule(): Promise<unknown> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = new Map(events.map((event) => [event, process.listeners(event as 'uncaughtException')]));
  // require, not import: vitest's import of a module that resolves to itself never settles.
  const box: { default: unknown } = { default: createRequire(import.meta.url)('opencv-wasm') };
  for (const event of events) {
    for (const listener of process.listeners(event as 'uncaughtException')) if (!before.get(event)?.includes(listener)) process.off(event, listener);
  }
  return box;
}

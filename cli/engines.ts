/** The engines in Node: each loaded at most once, on first use. */
import path from 'node:path';
import type { Engines } from '../core/vision/engines/engine.ts';
import { createFaceEngine } from '../core/vision/engines/face.ts';
import { lazily } from '../core/vision/engines/lazily.ts';
import { loadMrzNetwork } from '../core/vision/engines/mrz-network.ts';
import { createOpenCv } from '../core/vision/engines/opencv.ts';
import { createPrintReader } from '../core/vision/engines/print.ts';
import { loadResource, resourcePath } from './resources.ts';

export function createEngines(): Engines {
  return {
    opencv: lazily(() => createOpenCv(async () => (await import('../core/vision/engines/opencv-module.ts')).openCvModule)),
    face: lazily(() => createFaceEngine({ resource: loadResource, backends: ['wasm'] })),
    print: lazily(async () => createPrintReader({ languageFolder: path.dirname(await resourcePath('tessdata/eng.traineddata.gz')), after })),
    mrzNetwork: lazily(() => loadMrzNetwork(loadResource)),
  };
}

function after(ms: number): { done: Promise<void>; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  const done = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return { done, cancel: () => clearTimeout(timer) };
}

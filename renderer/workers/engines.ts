/** The engines in a worker: each loaded at most once, on first use. A failed load may be tried again. */
import type { Engines } from '../../core/vision/engines/engine.ts';
import { createBarcodeReader } from '../../core/vision/engines/barcode.ts';
import { createFaceEngine } from '../../core/vision/engines/face.ts';
import { lazily } from '../../core/vision/engines/lazily.ts';
import { loadMrzNetwork } from '../../core/vision/engines/mrz-network.ts';
import { createOpenCv } from '../../core/vision/engines/opencv.ts';
import { createPrintReader } from '../../core/vision/engines/print.ts';
import type { EngineInfo } from './api.ts';
import { fastestFaceEngine } from './backend.ts';
import { createPrintHost } from './print-host.ts';
import { loadResource } from './resources.ts';

export function createEngines(): Engines {
  return {
    opencv: lazily(() => createOpenCv(async () => (await import('../../core/vision/engines/opencv-module.ts')).openCvModule)),
    face: lazily(() => fastestFaceEngine(createFaceEngine, { resource: loadResource })),
    print: lazily(() => Promise.resolve(createPrintReader(createPrintHost(['eng'], after)))),
    mrzNetwork: lazily(() => loadMrzNetwork(loadResource)),
    barcode: lazily(() => createBarcodeReader(loadResource)),
  };
}

/** What is loaded, in words for the about page; empty: not loaded. */
export async function engineInfo(engines: Engines, loaded: { face: boolean; opencv: boolean }): Promise<EngineInfo> {
  return {
    faceBackend: loaded.face ? (await engines.face()).backend : '',
    opencv: loaded.opencv ? (await engines.opencv()).version : '',
  };
}

function after(ms: number): { done: Promise<void>; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const done = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return { done, cancel: () => clearTimeout(timer) };
}

/** The engines in Node: each loaded at most once, on first use. */
import { CodedError } from '../core/errors.ts';
import type { Engines } from '../core/vision/engines/engine.ts';
import { createFaceEngine } from '../core/vision/engines/face.ts';
import { lazily } from '../core/vision/engines/lazily.ts';
import { loadMrzNetwork } from '../core/vision/engines/mrz-network.ts';
import { createOpenCv } from '../core/vision/engines/opencv.ts';
import { loadResource } from './resources.ts';

export function createEngines(): Engines {
  return {
    opencv: lazily(() => createOpenCv(async () => (await import('../core/vision/engines/opencv-module.ts')).openCvModule)),
    face: lazily(() => createFaceEngine({ resource: loadResource, backends: ['wasm'] })),
    print: lazily(() => Promise.reject(new CodedError('engine.failed', { engine: 'print' }))),
    mrzNetwork: lazily(() => loadMrzNetwork(loadResource)),
  };
}

/** The engines in Node: each loaded at most once, on first use. */
import { CodedError } from '../core/errors.ts';
import type { Engines } from '../core/vision/engines/engine.ts';
import { createFaceEngine } from '../core/vision/engines/face.ts';
import { createOpenCv } from '../core/vision/engines/opencv.ts';
import { loadResource } from './resources.ts';

const once = <Thing>(make: () => Promise<Thing>): (() => Promise<Thing>) => {
  let made: Promise<Thing> | undefined;
  return () => (made ??= make());
};

export function createEngines(): Engines {
  return {
    opencv: once(() => createOpenCv(async () => (await import('../core/vision/engines/opencv-module.ts')).openCvModule)),
    face: once(() => createFaceEngine({ resource: loadResource, backends: ['wasm'] })),
    print: once(() => Promise.reject(new CodedError('engine.failed', { engine: 'print' }))),
    mrzNetwork: once(() => Promise.reject(new CodedError('engine.failed', { engine: 'mrz-network' }))),
  };
}

/** face-api and tfjs for a bundler (window, worker): ES modules that share one tfjs. Chosen by `#face-library` in package.json. */
import * as faceapi from '@vladmandic/face-api/dist/face-api.esm-nobundle.js';
import type { FaceLibrary } from './face-library.types.ts';

export const library = faceapi as unknown as FaceLibrary;

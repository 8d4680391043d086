/** face-api and tfjs for Node: the CommonJS build, because tfjs's ES modules have no file endings. Chosen by `#face-library` in package.json. */
import faceapi from '@vladmandic/face-api/dist/face-api.node-wasm.js';
import type { FaceLibrary } from './face-library.types.ts';

export const library = faceapi as unknown as FaceLibrary;

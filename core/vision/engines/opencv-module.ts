/**
 * The OpenCV module in a box. It is a thenable that resolves to itself, so that awaiting it, or a bundler's copy of its namespace
 * (vite copies `then` along), never settles. In a bundle a static import awaits nothing: import this file lazily. Not for
 * vitest, whose imports copy `then` too: there, and in Node, use createRequire (see opencv.ts).
 */
import cv from 'opencv-wasm';

export const openCvModule: { default: unknown } = { default: cv };

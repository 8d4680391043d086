/**
 * The OpenCV module in a box. It is a thenable that resolves to itself, so that awaiting it, or a bundler's copy of its namespace
 * (vite and vitest copy `then` along), never settles. A static import awaits nothing; import this file lazily instead.
 */
import cv from 'opencv-wasm';

export const openCvModule: { default: unknown } = { default: cv };

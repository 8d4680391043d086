/**
 * Four outputs: main and preload as CommonJS for the oldest Electron we run (25: Node 18, Chromium 114), the station as its own
 * Node 24 program, and the window with its workers. Shipped model files are assembled in out/resources.
 */
import path from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import { shippedFiles } from './scripts/build/shipped-files.ts';
import { writesStamp } from './scripts/build/stamp.ts';
import { stationProgram } from './scripts/build/station-program.ts';

const root = import.meta.dirname;
const at = (...parts: string[]): string => path.join(root, ...parts);
const commonjs = { format: 'cjs', entryFileNames: '[name].cjs' } as const;

export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      target: 'node18',
      externalizeDeps: false,
      minify: false,
      reportCompressedSize: false,
      rollupOptions: { input: { main: at('electron/main.ts') }, output: commonjs },
    },
    plugins: [stationProgram(root)],
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      target: 'node18',
      externalizeDeps: false,
      minify: false,
      reportCompressedSize: false,
      rollupOptions: { input: { preload: at('electron/preload.ts') }, output: commonjs },
    },
  },
  renderer: {
    root: at('renderer'),
    base: '/',
    build: {
      outDir: at('out/renderer'),
      target: 'chrome114',
      // No data: addresses, so that the content security policy needs none.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 20_000,
      reportCompressedSize: false,
      rollupOptions: { input: { index: at('renderer/index.html') }, checks: { pluginTimings: false } },
    },
    // Fixed names below workers/: the protocol handler gives exactly these scripts their own policy (electron/policy-headers.ts).
    worker: {
      format: 'es',
      rollupOptions: { output: { entryFileNames: 'workers/[name].js', chunkFileNames: 'workers/chunks/[name]-[hash].js' } },
    },
    plugins: [vue(), shippedFiles(root), writesStamp(root)],
  },
});

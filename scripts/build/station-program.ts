/** Bundles the station as its own Node 24 program, out/station/entry.mjs, with its thread beside it, after the main process was built. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'vite';

/** Not bundled: native code, and what finds its own files relative to itself. */
const external = [/^node:/, 'better-sqlite3'];

export function stationProgram(root: string): Plugin {
  const entry = path.join(root, 'electron/station/entry.ts');
  return {
    name: 'vestibule:station-program',
    apply: 'build',
    async closeBundle() {
      if (!existsSync(entry)) throw new Error('electron/station/entry.ts is not there.');
      await build({
        configFile: false,
        root,
        logLevel: 'warn',
        ssr: { noExternal: true, external: ['better-sqlite3'] },
        build: {
          ssr: true,
          outDir: path.join(root, 'out/station'),
          emptyOutDir: true,
          target: 'node24',
          minify: false,
          rollupOptions: { external, input: { entry, 'store-thread': path.join(root, 'electron/station/store-thread.ts') }, output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } },
        },
      });
    },
  };
}

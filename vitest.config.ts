import { defineConfig } from 'vitest/config';
import { unended } from './scripts/test/unended.ts';

export default defineConfig({
  test: {
    reporters: ['default', unended],
    setupFiles: ['test/setup/same-scrypt.ts'],
    include: ['{core,electron,cli,hub,renderer,scripts,test}/**/*.test.ts'],
    // Two cores, and engines that take hundreds of megabytes each: two workers at most.
    maxWorkers: 2,
    // Threads that end while WebAssembly runs: V8 frees a piece of code twice and aborts (scripts/test/engine-fault.ts). What it does not free it does not free twice.
    execArgv: ['--no-wasm-code-gc'],
    // A bound on hanging, not on speed: the CLI tests run whole pictures through every engine, two at a time, on whatever else the machine does.
    testTimeout: 150_000,
    hookTimeout: 60_000,
  },
});

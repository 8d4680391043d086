import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{core,electron,cli,renderer,scripts,test}/**/*.test.ts'],
    // Two cores, and engines that take hundreds of megabytes each: two workers at most.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

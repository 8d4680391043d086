import { defineConfig } from '@playwright/test';
import { hangsMs } from './test/e2e/bounds.ts';

/** Two files at a time: a station waits more than it computes, each has a camera, a display and a folder of its own, and no test has a bar on speed that a neighbour breaks. */
export default defineConfig({
  testDir: 'test',
  testMatch: ['e2e/**/*.spec.ts', 'security/**/*.spec.ts'],
  workers: 2,
  fullyParallel: false,
  // A test that needs its second try is printed as flaky; a real fault fails twice.
  retries: 1,
  timeout: hangsMs.test,
  expect: { timeout: hangsMs.one },
  outputDir: 'test-results/playwright',
  reporter: [['list']],
  globalSetup: './test/e2e/global-setup.ts',
});

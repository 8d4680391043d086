import { defineConfig } from '@playwright/test';

/** Two files at a time: a station waits more than it computes, each has a camera, a display and a folder of its own, and no test has a bar on speed that a neighbour breaks. */
export default defineConfig({
  testDir: 'test',
  testMatch: ['e2e/**/*.spec.ts', 'security/**/*.spec.ts'],
  workers: 2,
  fullyParallel: false,
  // A test that needs its second try is printed as flaky; a real fault fails twice.
  retries: 1,
  timeout: 240_000,
  // Long enough for a machine with a second station beside this one; what must be quick is measured by the benches.
  expect: { timeout: 30_000 },
  outputDir: 'test-results/playwright',
  reporter: [['list']],
  globalSetup: './test/e2e/global-setup.ts',
});

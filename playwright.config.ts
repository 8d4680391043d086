import { defineConfig } from '@playwright/test';

/** One window at a time: the machine has few cores, and the camera is one per Electron. */
export default defineConfig({
  testDir: 'test',
  testMatch: ['e2e/**/*.spec.ts', 'security/**/*.spec.ts'],
  workers: 1,
  fullyParallel: false,
  // A test that needs its second try is printed as flaky; a real fault fails twice.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results/playwright',
  reporter: [['list']],
  globalSetup: './test/e2e/global-setup.ts',
});

import { expect, it } from 'vitest';
import { redLines } from './red.ts';

const playwright = `
  1) test/e2e/journeys.spec.ts:90:1 › a stranger's face is not accepted ────────────────

    Error: expect(locator).toBeVisible() failed

    Locator: getByTestId('match-different')
    Expected: visible
    Timeout: 30000ms

      96 |   await faceToResult(station, clip('face-stranger'));
    > 97 |   await expect(byId('match-different')).toBeVisible();
         |                                         ^
      98 |   await expect(byId('reasons-fraud')).toContainText(/\\w/);

    Retry #1 ──────────────────────────────────────────

    Error: another one

  2) test/e2e/doubted.spec.ts:13:1 › whoever holds a copy ──────

    Error: page.click: Target closed

  1 failed
    test/e2e/journeys.spec.ts:90:1 › a stranger's face is not accepted ────────────────
  1 flaky
    test/e2e/doubted.spec.ts:13:1 › whoever holds a copy ──────
  1 skipped
  186 passed (1.0h)
`;

it('names what failed last, with what was waited for and where, and what passed at its second try as that', () => {
  expect(redLines(playwright)).toEqual([
    'second try: test/e2e/doubted.spec.ts:13:1 › whoever holds a copy',
    '  Error: page.click: Target closed',
    "test/e2e/journeys.spec.ts:90:1 › a stranger's face is not accepted",
    '  Error: expect(locator).toBeVisible() failed',
    "  Locator: getByTestId('match-different')",
    "  > 97 |   await expect(byId('match-different')).toBeVisible();",
  ]);
});

it('names the tests of vitest with their error', () => {
  const printed = ' FAIL  core/a.test.ts > adds\nAssertionError: expected 1 to be 2 // Object.is equality\n ❯ core/a.test.ts:3:13\n      1| import\n Test Files  1 failed (1)';
  expect(redLines(printed)).toEqual(['FAIL  core/a.test.ts > adds', '  AssertionError: expected 1 to be 2 // Object.is equality', '  ❯ core/a.test.ts:3:13']);
});

it('says the last words where nothing is named', () => {
  expect(redLines('one\ntwo\n\nthree\nfour\n')).toEqual(['two', 'three', 'four']);
});

import { expect, it } from 'vitest';
import { isOurs, startPage, startPageAfter } from './origin.ts';

it('the page that replaces another one is ours, and is told why the session ended', () => {
  expect([startPageAfter(null), startPageAfter('idle')]).toEqual([startPage, `${startPage}#idle`]);
  expect(isOurs(startPageAfter('idle'))).toBe(true);
});

it.each(['', 'about:blank', 'app://elsewhere/index.html', 'app://station@elsewhere/index.html', 'https://station/index.html'])('%s is not ours', (url) => {
  expect(isOurs(url)).toBe(false);
});

import { expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { paperLanguages } from '../core/case/paper-languages.ts';
import { parseSlipTexts } from '../core/triage/slip-texts.ts';
import { sheetHtml } from './sheet-page.ts';

const textsOf = (code: string) => parseSlipTexts(JSON.parse(readFileSync(new URL(`../resources/locales/slip/${code}.json`, import.meta.url), 'utf8')));
const en = textsOf('en');
const content = { word: 'CoinEx', date: '2026-11-29', code: 'ACDEFGHJ' };
const symbol = [[true, false], [false, true]];

it('says the date as year/month/day, the word and the code, and draws the symbol with its quiet zone', () => {
  const html = sheetHtml(content, en, symbol);
  expect(html).toContain('>2026/11/29</p>');
  expect(html).toContain('>CoinEx</p>');
  expect(html).toContain('>ACDEFGHJ</p>');
  expect(html).toContain('viewBox="0 0 10 10"');
  expect(html).toContain('M4 4h1v1h-1zM5 5h1v1h-1z');
});

it.each(paperLanguages)('tells the customer in %s, without a figure that could be read as another date', (language) => {
  const texts = textsOf(language);
  const html = sheetHtml(content, texts, symbol);
  expect(html).toContain(`lang="${language}"`);
  expect(html).toContain(texts.sheet.hold);
  expect(Object.values(texts.sheet).join(' ')).not.toMatch(/\d/);
});

it('lets no word of a policy become markup, and allows no script', () => {
  const html = sheetHtml({ ...content, word: '<img src=x onerror=1>&"' }, en, symbol);
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=1&gt;&amp;&quot;');
  expect(html).toContain(`default-src 'none'`);
});

it('fits a long word into the width of the paper', () => {
  const size = (word: string): number => Number([...sheetHtml({ ...content, word }, en, symbol).matchAll(/font-size:([\d.]+)mm/g)][1]![1]);
  expect(size('CoinEx') * 6 * 0.75).toBeLessThanOrEqual(281);
  expect(size('W'.repeat(40)) * 40 * 0.75).toBeLessThanOrEqual(251);
});

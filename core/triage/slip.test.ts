import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { advanced, bill, passport, primary, refused, today } from './brought.fixture.ts';
import type { BroughtPaper } from './brought.ts';
import { paperLanguages } from '../case/paper-languages.ts';
import { slipOf, slipText } from './slip.ts';
import { parseSlipTexts, slipTextsSchema } from './slip-texts.ts';
import { triage, type TriagePolicy } from './triage.ts';

const folder = new URL('../../resources/locales/slip/', import.meta.url);
const languages = readdirSync(folder).map((file) => parseSlipTexts(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))));
const [english] = languages.filter((l) => l.code === 'en');
const slip = async (papers: readonly BroughtPaper[], policy: TriagePolicy = advanced, texts = english!): Promise<string> => slipText(slipOf(await triage(papers, policy, today), policy, texts));

describe('the take-home slip', () => {
  it('names what is missing, what counts, and until when the rest stays fresh', async () => expect(await slip([passport(), bill('old', { date: 'Bill date: 28 August 2026' })])).toBe(`What to bring
We looked at your papers on 29 November 2026.
Please come back with this:
* A proof of address
The paper you brought is too old.
Any one of these counts: electricity, gas or water bill; bank statement; tax letter; official letter; lease; insurance letter; telephone or internet bill.
It must show your full name as on your identity document, the address where you live, and the day it was issued.
It may be 3 months old at most. If you come today, it must be of 29 August 2026 or later.
Not accepted: screenshots, shop receipts, identity documents, addresses that are a post-office box.
Passport: this will do until 30 April 2031.
Nothing of what you showed us was kept.`));

  it('a bill that is fresh says until when', async () => expect(await slip([bill()])).toContain('Electricity, gas or water bill: this will do until 3 February 2027.'));
  it('the primary tier does not speak of an address', async () => expect(await slip([], primary)).not.toMatch(/address/));
  it('a locked file is put right here', async () => expect(await slip([passport(), refused('x', 'pdf.encrypted')])).toContain('This can be put right here. Please ask staff.\n* A proof of address\nThe file you brought cannot be opened here.'));

  it('bears no name, number, address or birth date of anybody', async () => {
    const all = await Promise.all(languages.map((l) => slip([passport('p', { expiryDate: '2020-01-01' }), bill('his', { name: 'Mr Tomas Exemplar' })], advanced, l)));
    for (const text of all) expect(text).not.toMatch(/\bspecimen\b|\bmira\b|\bexemplar\b|X1234567|mill lane|1985/i);
  });
});

describe('its languages', () => {
  it('are those that are offered', () => expect(languages.map((l) => l.code).sort()).toEqual([...paperLanguages].sort()));
  it('have the same places to fill', () => {
    const places = (value: unknown): unknown => (typeof value === 'string' ? (value.match(/\{\w+\}/g) ?? []).sort() : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, places(v)])) : []);
    for (const texts of languages) expect(places(texts), texts.code).toEqual(places(english));
  });
  it('only what a native reader has read is called reviewed', () => expect(languages.filter((l) => l.reviewed).map((l) => l.code)).toEqual(['en']));
  it.each(languages.map((l) => [l.code, l] as const))('%s leaves no place open and fits a code of the size of a stamp', async (_code, texts) => {
    const text = await slip([], advanced, texts);
    expect(text).not.toMatch(/[{}]/);
    // ISO/IEC 18004: 2,953 bytes are the most of a QR code of level L; half of that has 121 modules, three pixels each on the smallest window.
    expect(new TextEncoder().encode(text).length).toBeLessThan(1500);
  });
  it('one that lacks a word is refused', () => expect(slipTextsSchema.safeParse({ ...english, why: { ...english!.why, unread: undefined } }).success).toBe(false));
});

import { describe, expect, it } from 'vitest';
import { pageOf } from './page-text.fixture.ts';
import { stated } from './proof-facts.fixture.ts';
import { proofFactsOf } from './proof-facts.ts';
import { joinPages, proofReadingSchema, type ProofReading } from './proof-reading.ts';

const pageRead = (text: string): ProofReading => ({ source: 'print', pageCount: 1, lines: [...pageOf(text).lines], identity: null });
const addressed = (name: string): ProofReading => pageRead(`
Northwind Power


${name}
14 Mill Lane
Cambridge
CB2 1TN



Your electricity bill

Electricity used 412 kWh
Please pay the amount due with your customer number
`);
const dated = pageRead(`
Northwind Power                              Bill date: 3 November 2026

Meter reading 40213
Standing charge 92 days
Total amount due 148.22
`);
const factsOf = (...pages: ProofReading[]) => proofFactsOf(joinPages(pages), {
  form: stated, holder: [{ fullName: { value: 'Mira Specimen' } }], today: '2026-11-29', size: { width: 1000, height: 1400 },
  policy: { accepted: ['utility-bill'], months: 3, neededParts: ['street', 'number', 'city', 'postalCode'] },
});

describe('a paper of several pages', () => {
  it('is read as one: the date stands on the second', () => {
    const facts = factsOf(addressed('Ms Mira Specimen'), dated);
    expect(facts).toMatchObject({ file: { pageCount: 2 }, issue: { kind: 'found', value: '2026-11-03' }, age: { verdict: 'ok' }, name: { verdict: 'same' }, address: { verdict: 'same' } });
    expect(factsOf(addressed('Ms Mira Specimen')).issue.kind).toBe('none');
  });
  it('keeps what evidence keeps', () => expect(proofReadingSchema.parse(joinPages([dated, dated, dated])).lines.map((l) => l.page)).toEqual([0, 1, 2].flatMap((page) => dated.lines.map(() => page))));
  it('leaves a file of several pages as it was read', () => {
    const file: ProofReading = { ...dated, source: 'pdf', pageCount: 12, lines: dated.lines.map((line, i) => ({ ...line, page: i })) };
    expect(joinPages([file])).toEqual(file);
  });
  it('names who lives there beside the address: a name on another page does not count', () => {
    expect(factsOf(addressed('Mr Tomas Exemplar'), pageRead('Customer name: Mira Specimen')).name?.verdict).toBe('mismatch');
    expect(factsOf(pageRead('Account holder: Mira Specimen'), dated).name?.verdict).toBe('same');
  });
});

import { describe, expect, it } from 'vitest';
import { nothingRead, type DocumentClass, type FieldName, type Fields, type Mrz } from '../../document/reading.ts';
import { checkDigitsOf, fieldsOfMrz } from '../../document/mrz.ts';
import { layoutOf } from '../../document/mrz-formats.ts';
import { fieldsBesideMrz, readingWithPrint } from '../../document/print-beside.ts';
import { fieldsOfPrint } from '../../document/print-fields.ts';
import { rowOf } from '../../document/print-rows.fixture.ts';
import { dataLogic } from './data-logic.ts';

const context = { date: '2026-11-23', chosenType: null, acceptedTypes: ['passport'], lane: 'camera' as const };
const good = { birthDate: '1991-04-17', issueDate: '2023-06-15', expiryDate: '2033-06-14' };
function measure(dates: Partial<Record<FieldName, string>>, type: DocumentClass | null = 'passport', confidence = 0.99) {
  const fields = Object.fromEntries(Object.entries(dates).map(([name, value], i) => [name, { value, source: 'print', confidence, region: { x: i, y: 0, width: 1, height: 1 } }])) as Fields;
  return dataLogic.measure({ documentReading: { ...nothingRead, fields, documentType: type && { class: type, country: 'UTO', confidence: 1 } } }, context);
}

describe('auth.data-logic', () => {
  it('a good passport', () => expect(measure(good)).toMatchObject({ value: 0 }));
  it.each([
    ['expiry-before-issue', { ...good, expiryDate: '2023-06-14' }], ['birth-in-future', { birthDate: '2027-01-01' }], ['issue-in-future', { ...good, issueDate: '2026-11-24' }],
    ['issue-before-birth', { ...good, birthDate: '2023-06-16' }], ['age', { birthDate: '1899-01-01' }], ['validity', { ...good, expiryDate: '2038-06-16' }],
  ] as const)('%s', (variant, dates) => expect(measure(dates)).toMatchObject({ value: 1, values: { variant } }));
  it('a licence at 13, but not at 14; no such rule for a passport', () => {
    expect(measure({ birthDate: '2010-05-05', issueDate: '2024-05-04' }, 'driving-licence')).toMatchObject({ value: 1, values: { variant: 'young-driver' } });
    expect(measure({ birthDate: '2010-05-05', issueDate: '2024-05-05' }, 'driving-licence')).toMatchObject({ value: 0 });
    expect(measure({ birthDate: '2010-05-05', issueDate: '2024-05-04' })).toMatchObject({ value: 0 });
  });
  it('a licence may run for decades', () => expect(measure({ issueDate: '2001-01-01', expiryDate: '2048-01-01' }, 'driving-licence')).toMatchObject({ value: 0 }));
  it('what is not known is read in favour of the document', () => {
    expect(measure({ issueDate: '2023', expiryDate: '2023' })).toMatchObject({ value: 0 });
    expect(measure({ ...good, expiryDate: '2038-06' })).toMatchObject({ value: 0 });
    expect(measure({ birthDate: '1901' })).toMatchObject({ value: 0 });
  });
  it('marks the dates concerned', () => expect(measure({ ...good, expiryDate: '2020-01-01' })).toMatchObject({ regions: [{ x: 1 }, { x: 2 }] }));
  it('a weak reading accuses nobody', () => expect(measure({ ...good, expiryDate: '2020-01-01' }, 'passport', 0.7)).toEqual({ kind: 'not-assessed', reason: 'reading-doubtful' }));
  it('knows nothing of past and future while the clock is not believed', () => {
    const fields = { birthDate: { value: '1991-04-17', source: 'mrz', confidence: 1, region: null } } as const;
    expect(dataLogic.measure({ documentReading: { ...nothingRead, fields } }, { ...context, date: '' })).toEqual({ kind: 'not-assessed', reason: 'clock-untrusted' });
  });
  it('does not apply without dates', () => expect(measure({ expiryDate: '2033-06-14' })).toEqual({ kind: 'not-applicable', reason: 'no-dates' }));
});

const rowsOf = (texts: readonly string[], confidence: number) => texts.map((text, i) => rowOf(text, 10 + 18 * i, { confidence }));

describe('a licence as it is read', () => {
  const licence = (dates: readonly string[], confidence = 0.93) => {
    const documentType = { class: 'driving-licence', country: 'DEU', confidence: 0.9 } as const;
    return dataLogic.measure({ documentReading: { ...nothingRead, documentType, fields: fieldsOfPrint(rowsOf(dates, confidence), 'driving-licence', 'DEU', context.date) } }, context);
  };
  it('passes', () => expect(licence(['3. 17.04.1991', '4a. 08.10.2021', '4b. 07.10.2036'])).toMatchObject({ value: 0 }));
  it.each([
    ['expiry-before-issue', ['3. 17.04.1991', '4a. 08.10.2021', '4b. 07.10.2016']], ['issue-before-birth', ['3. 17.04.2006', '4a. 08.10.2001', '4b. 07.10.2036']],
    ['issue-in-future', ['3. 17.04.1991', '4a. 08.10.2031', '4b. 07.10.2046']], ['young-driver', ['3. 17.04.2010', '4a. 08.10.2021', '4b. 07.10.2036']],
  ])('%s', (variant, dates) => expect(licence(dates)).toMatchObject({ kind: 'measured', values: { variant } }));
  it('dates read less well that cannot both be true are none, as before', () => expect(licence(['3. 17.04.1991', '4a. 08.10.2021', '4b. 07.10.2016'], 0.8)).toMatchObject({ value: 0 }));
  it('the same date under two labels is one label misread', () => expect(licence(['3. 17.04.1991', '4a. 07.10.2016', '4b. 07.10.2016'])).toMatchObject({ value: 0 }));
  it('a day to come under a label of issue, and no later end: the label was misread', () => expect(licence(['3. 17.04.1991', '4a. 07.10.2036'])).toMatchObject({ value: 0 }));
});

describe('a passport as it is read, print beside its zone', () => {
  const documentType = { class: 'passport', country: 'UTO', confidence: 1 } as const;
  async function passport(issue: string, again = issue, { born = '740812', expires = '320415', printed = ['12 AUG 1974', '15 APR 2032'] } = {}) {
    const lines = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', `L898902C36UTO${born}2F${expires}7ZE184226B<<<<<18`];
    const mrz: Mrz = { format: 'TD3', lines, checkDigits: checkDigitsOf(layoutOf('TD3'), lines), doubtful: [], confidence: lines.map((l) => Array.from(l, () => 1)), region: null };
    const zone = fieldsOfMrz(mrz, context.date, () => null);
    const page = rowsOf(['ERIKSSON', 'ANNA MARIA', 'L898902C3', 'Date of birth', printed[0]!, 'Date of expiry', printed[1]!, 'Date of issue', issue], 0.93);
    const print = await fieldsBesideMrz(zone, documentType, page, { again: () => Promise.resolve(rowOf(again, 0, { confidence: 0.9 })), otherwise: () => Promise.resolve([]) }, context.date);
    return readingWithPrint({ ...nothingRead, documentType, mrz, fields: zone, bySource: { mrz: zone } }, print);
  }
  const judged = async (...asked: Parameters<typeof passport>) => dataLogic.measure({ documentReading: await passport(...asked) }, context);

  it('has its date of issue from print', async () => {
    expect((await passport('16 APR 2022')).fields.issueDate).toMatchObject({ value: '2022-04-16', source: 'print' });
    expect(await judged('16 APR 2022')).toMatchObject({ value: 0 });
  });
  it.each([['validity', '16 APR 2010'], ['issue-in-future', '16 APR 2031']])('%s', async (variant, issue) => expect(await judged(issue)).toMatchObject({ kind: 'measured', values: { variant } }));
  it('expiry-before-issue', async () => expect(await judged('16 APR 2024', '16 APR 2024', { expires: '200415', printed: ['12 AUG 1974', '15 APR 2020'] })).toMatchObject({ values: { variant: 'expiry-before-issue' } }));
  it('issue-before-birth', async () => expect(await judged('16 APR 2018', '16 APR 2018', { born: '190812', expires: '270415', printed: ['12 AUG 2019', '15 APR 2027'] })).toMatchObject({ values: { variant: 'issue-before-birth' } }));
  it('a day to come that is past the end too is a label read as its neighbour', async () => expect((await passport('16 APR 2034')).fields).not.toHaveProperty('issueDate'));
  it('a date of issue that a second look reads otherwise is none', async () => expect((await passport('16 APR 2010', '16 APR 2018')).fields).not.toHaveProperty('issueDate'));
  it.each([['birth', '12 AUG 1974'], ['expiry', '15 APR 2032']])('that is the zone\'s date of %s stands under its neighbour\'s label', async (_what, issue) => expect((await passport(issue)).fields).not.toHaveProperty('issueDate'));
  it('the zone stays first in what it has itself', async () => expect((await passport('16 APR 2022')).fields.birthDate?.source).toBe('mrz'));
});

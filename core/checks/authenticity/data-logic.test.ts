import { describe, expect, it } from 'vitest';
import { nothingRead, type DocumentClass, type FieldName, type Fields } from '../../document/reading.ts';
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
  it('does not apply without dates', () => expect(measure({ expiryDate: '2033-06-14' })).toEqual({ kind: 'not-applicable', reason: 'no-dates' }));
});

import { describe, expect, it } from 'vitest';
import { billFacts, type BillChange } from '../../document/proof-facts.fixture.ts';
import { judge } from '../check.ts';
import { poaNoDate } from './no-date.ts';

const context = { date: '2026-11-29', chosenType: null, acceptedTypes: [], lane: 'file' } as const;
const measure = (change?: BillChange) => poaNoDate.measure({ proofFacts: billFacts(change) }, context);
function verdict(change?: BillChange) {
  const got = measure(change);
  return got.kind === 'measured' ? judge(got.value, poaNoDate.threshold) : got.reason;
}

describe('poa.no-date', () => {
  it('passes a paper with a date of issue', () => expect(verdict()).toBe('pass'));
  it('tells one without any', () => expect(verdict({ date: null })).toBe('fail'));
  it('a due date is none', () => expect(measure({ date: 'Due date: 3 December 2026' })).toMatchObject({ value: 0, values: { dates: 1 } }));
  it('does not accuse a picture: a line may have been missed', () => expect(verdict({ date: null, source: 'print' })).toBe('date-unread'));
  it('does not accuse a paper in a language whose labels are not read', () => {
    expect(verdict({ date: null, title: 'Sähkölasku', lines: ['Eräpäivä 3.12.2026', 'Laskun päiväys 3.11.2026'] })).toBe('language-unread');
    expect(verdict({ date: null, title: 'Rachunek za prąd', lines: ['Dane do przelewu: konto do wpłat o numerze', 'Data do 3.12.2026', 'Kwota do zapłaty do dnia, data, o terminie do'] })).toBe('language-unread');
  });
  it('a date behind words that are not known may be it', () => expect(verdict({ date: 'Made up on: 3 November 2026' })).toBe('date-unlabelled'));
});

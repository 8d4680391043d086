import { describe, expect, it } from 'vitest';
import { billFacts, type BillChange } from '../../document/proof-facts.fixture.ts';
import { judge } from '../check.ts';
import { addrDocumentIncomplete } from './document-incomplete.ts';

const context = { date: '2026-11-29', chosenType: null, acceptedTypes: [], lane: 'file' } as const;
const measure = (change?: BillChange) => addrDocumentIncomplete.measure({ proofFacts: billFacts(change) }, context);
function verdict(change?: BillChange) {
  const got = measure(change);
  return got.kind === 'measured' ? judge(got.value, addrDocumentIncomplete.threshold) : got.reason;
}

describe('addr.document-incomplete', () => {
  it('passes a whole address', () => expect(verdict()).toBe('pass'));
  it('names what the paper lacks', () => expect(measure({ address: ['Mill Lane', 'Cambridge'] })).toMatchObject({ kind: 'measured', values: { parts: expect.stringContaining('postalCode') as string } }));
  it('tells a post-office box', () => expect(measure({ address: ['PO Box 12', 'Cambridge', 'CB2 1TN'] })).toMatchObject({ values: { variant: 'po-box' } }));
  it('tells a paper without an address', () => expect(measure({ address: [], name: '' })).toMatchObject({ values: { variant: 'no-address' } }));
  it('does not accuse a picture: a line may have been missed', () => expect(verdict({ address: [], name: '', source: 'print' })).toBe('address-unread'));
  it('where none was stated, says still whether the paper shows one', () => {
    expect(verdict({ form: null })).toBe('no-form');
    expect(measure({ form: null, address: [], name: '' })).toMatchObject({ values: { variant: 'no-address' } });
    expect(verdict({ form: null, address: [], name: '', source: 'print' })).toBe('address-unread');
  });
  it('does not say that of a language which is not read', () => {
    const japanese = { address: [], name: '', date: '発行日 2026年11月3日', title: '電気料金のお知らせ', lines: ['東京都千代田区千代田一丁目一番', '見本 太郎 様'] };
    expect([verdict(japanese), verdict({ ...japanese, form: null })]).toEqual(['language-unread', 'language-unread']);
  });
});

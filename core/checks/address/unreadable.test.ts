import { describe, expect, it } from 'vitest';
import { billFacts } from '../../document/proof-facts.fixture.ts';
import { judge } from '../check.ts';
import { poaUnreadable } from './unreadable.ts';

const context = { date: '2026-11-29', chosenType: null, acceptedTypes: [], lane: 'file' } as const;
const measure = (letters?: number) => poaUnreadable.measure({ proofFacts: { ...billFacts(), ...(letters === undefined ? {} : { letters }) } }, context);
function verdict(letters?: number) {
  const got = measure(letters);
  return got.kind === 'measured' ? judge(got.value, poaUnreadable.threshold) : got.reason;
}

describe('poa.unreadable', () => {
  it('passes a bill', () => expect(verdict()).toBe('pass'));
  it('a few letters are no paper', () => expect([verdict(11), verdict(12)]).toEqual(['fail', 'pass']));
  it('an empty page has its own words', () => expect(measure(0)).toMatchObject({ values: { variant: 'blank' } }));
  it('a card that was brought instead is told as one', () => expect(poaUnreadable.measure({ proofFacts: { ...billFacts({ identity: { class: 'passport', country: null, confidence: 1 } }), letters: 0 } }, context)).toMatchObject({ reason: 'identity-document' }));
});

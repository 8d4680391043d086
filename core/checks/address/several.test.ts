import { describe, expect, it } from 'vitest';
import { billFacts } from '../../document/proof-facts.fixture.ts';
import { judge } from '../check.ts';
import { poaSeveral } from './several.ts';

const context = { date: '2026-11-29', chosenType: null, acceptedTypes: [], lane: 'file' } as const;
function verdict(papers?: number) {
  const got = poaSeveral.measure({ proofFacts: { ...billFacts(), ...(papers === undefined ? {} : { papers }) } }, context);
  return got.kind === 'measured' ? judge(got.value, poaSeveral.threshold) : got.reason;
}

describe('poa.several', () => {
  it('passes one bill', () => expect(verdict()).toBe('pass'));
  it('tells two', () => expect(verdict(2)).toBe('fail'));
});

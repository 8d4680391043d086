import { describe, expect, it } from 'vitest';
import { billFacts } from '../../document/proof-facts.fixture.ts';
import type { Legibility } from '../../document/legibility.ts';
import { judgeProof } from '../../proof-of-case.ts';
import { checks } from '../index.ts';
import { judge } from '../check.ts';
import { poaLegibility } from './legibility.ts';

const context = { date: '2026-11-29', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;
const factsOf = (worstPage: Legibility | null) => ({ ...billFacts({ name: 'Tomas Exemplar', date: 'Bill date: 3 March 2026' }), worstPage });
const measure = (worstPage: Legibility | null) => poaLegibility.measure({ proofFacts: factsOf(worstPage) }, context);
function verdict(worstPage: Legibility | null) {
  const got = measure(worstPage);
  return got.kind === 'measured' ? judge(got.value, poaLegibility.threshold) : got.reason;
}
const blurred = (certainty: number): Legibility => ({ page: 1, certainty, cause: 'blurred' });

describe('poa.legibility', () => {
  it('passes what was read well', () => expect([verdict(null), verdict(blurred(0.55))]).toEqual(['pass', 'pass']));
  it('tells a poor picture with what is wrong about it and where', () => {
    expect(verdict(blurred(0.54))).toBe('fail');
    expect(measure(blurred(0.3))).toMatchObject({ values: { variant: 'blurred', page: 2 } });
  });
  it('leaves what the picture does not explain to staff', () => expect([verdict({ page: 0, certainty: 0.3, cause: null }), verdict({ page: 0, certainty: 0.7, cause: null })]).toEqual(['not-sure', 'pass']));
  it('keeps what was misread from being held against the customer', async () => {
    const failing = async (worstPage: Legibility | null) => {
      const results = await judgeProof(factsOf(worstPage), context, { enabled: (id) => checks.some((c) => c.id === id), limitOf: () => undefined });
      return results.filter((r) => r.status === 'fail').map((r) => r.id);
    };
    expect(await failing(null)).toEqual(['name.mismatch', 'poa.too-old']);
    expect(await failing(blurred(0.3))).toEqual(['poa.legibility']);
  });
});

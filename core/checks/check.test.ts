import { describe, expect, it } from 'vitest';
import { CodedError } from '../errors.ts';
import { createFrame } from '../frame.ts';
import { defineCheck, judge, measured, notApplicable, runCheck, type Gather, type Measured } from './check.ts';

const context = { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;
const gather = ((name: string) => Promise.resolve(name === 'frame' ? createFrame(2, 2) : Promise.reject(new CodedError('engine.failed')))) as Gather;

const make = (measure: () => Measured, artifacts: readonly ('frame' | 'gray')[] = ['frame']) => defineCheck({
  id: 'test.check', subject: 'document', stages: ['capture'], lane: 'retry', concern: 'processing', artifacts,
  threshold: { limit: 10, direction: 'at-least', unit: 'px' }, strings: { failure: 'It fails.', remedy: 'Mend it.', note: 'only a test' }, measure,
});

describe('runCheck', () => {
  it('compares the value with the limit', async () => {
    expect(await runCheck(make(() => measured(10)), gather, { context })).toMatchObject({ status: 'pass', value: 10, threshold: 10 });
    expect(await runCheck(make(() => measured(9.9)), gather, { context })).toMatchObject({ status: 'fail', value: 9.9 });
  });

  it('takes the limit of the policy', async () => {
    expect(await runCheck(make(() => measured(12)), gather, { context, limitOf: () => 15 })).toMatchObject({ status: 'fail', threshold: 15 });
  });

  it('hands over only what was declared', async () => {
    const check = defineCheck({ ...make(() => measured(1)), measure: (artifacts: object) => measured(Object.keys(artifacts).length + 9) });
    expect(await runCheck(check, gather, { context })).toMatchObject({ value: 10 });
  });

  it.each([
    ['a thrown error', make(() => { throw new Error('secret name MUSTERMANN'); }), 'artifact-failed'],
    ['an artifact that cannot be made', make(() => measured(99), ['gray']), 'engine.failed'],
    ['not a number', make(() => measured(Number.NaN)), 'no-number'],
    ['infinity', make(() => measured(Number.POSITIVE_INFINITY)), 'no-number'],
  ])('%s is not-assessed, never a pass, and tells no secret', async (_name, check, reason) => {
    const got = await runCheck(check, gather, { context });
    expect(got).toMatchObject({ status: 'not-assessed', value: null, reason });
    expect(JSON.stringify(got)).not.toContain('MUSTERMANN');
  });

  it('keeps not-applicable apart', async () => {
    expect(await runCheck(make(() => notApplicable('no-document')), gather, { context })).toMatchObject({ status: 'not-applicable', reason: 'no-document' });
  });
});

describe('judge', () => {
  it.each([
    [10, 'at-least', 'pass'], [9, 'at-least', 'fail'], [10, 'at-most', 'pass'], [11, 'at-most', 'fail'], [Number.NaN, 'at-least', 'fail'], [Number.NaN, 'at-most', 'fail'],
  ] as const)('%s %s 10 is a %s', (value, direction, verdict) => {
    expect(judge(value, { limit: 10, direction, unit: '' })).toBe(verdict);
  });
});

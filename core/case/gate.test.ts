import { describe, expect, it } from 'vitest';
import type { CheckResult, CheckStatus } from '../checks/check.ts';
import { coachHoldMs, feedCoach, feedGate, gateOpen, type Coach } from './gate.ts';

const result = (id: string, status: CheckStatus, variant?: string): CheckResult => ({
  id, status, value: 1, threshold: 1, unit: '', regions: [], values: variant ? { variant } : {}, reason: null, captureId: null,
});
const good = [result('a', 'pass'), result('b', 'not-applicable')];
const bad = [result('a', 'pass'), result('b', 'fail')];

describe('capture gate', () => {
  it('opens after k good frames', () => {
    let gate = { good: 0, needed: 3 };
    for (let i = 0; i < 3; i += 1) gate = feedGate(gate, good);
    expect(gateOpen(gate)).toBe(true);
  });

  it('takes two good frames away for a bad one', () => {
    expect(feedGate({ good: 3, needed: 5 }, bad).good).toBe(1);
    expect(feedGate({ good: 1, needed: 5 }, bad).good).toBe(0);
  });

  it('does not fill on a frame nobody could judge', () => {
    expect(feedGate({ good: 0, needed: 1 }, []).good).toBe(0);
    expect(feedGate({ good: 0, needed: 1 }, [result('a', 'not-assessed')]).good).toBe(0);
  });
});

describe('coach', () => {
  const silent: Coach = { line: null, since: 0, worst: [] };

  it('says the first failing check of the registry order', () => {
    expect(feedCoach(silent, [result('a', 'pass'), result('b', 'fail', 'dark'), result('c', 'fail')], 1000).line).toEqual({ id: 'b', values: { variant: 'dark' } });
  });

  it('never changes its sentence within the hold time, whatever the frames do', () => {
    let coach = silent;
    const changes: number[] = [];
    for (let now = 700; now < 10_000; now += 33) {
      const next = feedCoach(coach, (now - 700) % 66 === 0 ? bad : good, now);
      if (next.line?.id !== coach.line?.id) changes.push(now);
      coach = next;
    }
    const gaps = changes.slice(1).map((at, i) => at - (changes[i] ?? 0));
    expect(changes.length).toBeGreaterThan(3);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(coachHoldMs);
  });

  it('tells two forms of one check apart', () => {
    const dark = feedCoach(silent, [result('doc.exposure', 'fail', 'dark')], 1000);
    expect(feedCoach(dark, [result('doc.exposure', 'fail', 'blown')], 1100).line?.values['variant']).toBe('dark');
    expect(feedCoach(dark, [result('doc.exposure', 'fail', 'blown')], 1800).line?.values['variant']).toBe('blown');
  });
});

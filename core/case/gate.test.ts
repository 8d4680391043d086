import { describe, expect, it } from 'vitest';
import type { CheckResult, CheckStatus } from '../checks/check.ts';
import { coachHoldMs, coachingWaitsMs, feedCoach, feedGate, gateOpen, holdingUp, type Coach, type Gate } from './gate.ts';

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

describe('what only coaches', () => {
  const [dark, away] = [[result('light', 'fail', 'dark'), result('a', 'pass')], [result('light', 'fail'), result('a', 'fail')]];
  const fed = (gate: Gate, results: CheckResult[], nowMs: number) => feedGate(gate, results, { nowMs, coaches: (id) => id === 'light' });

  it('holds a capture up as long as somebody may act on it, and no longer', () => {
    let gate: Gate = { good: 0, needed: 3 };
    for (let now = 0; now < coachingWaitsMs; now += 100) gate = fed(gate, dark, now);
    expect(gate.good).toBe(0);
    for (let now = coachingWaitsMs; !gateOpen(gate); now += 100) gate = fed(gate, dark, now);
    expect(gateOpen(gate)).toBe(true);
  });

  it('waits anew once anything else was wrong', () => {
    let gate = fed(fed({ good: 0, needed: 1 }, dark, 0), away, 4_000);
    gate = fed(gate, dark, 4_100);
    expect(fed(gate, dark, coachingWaitsMs + 100).good).toBe(0);
    expect(fed(gate, dark, 4_100 + coachingWaitsMs).good).toBe(1);
  });

  it('begins to wait with the first such finding, not while all is well', () => {
    const gate = fed({ good: 0, needed: 9 }, good, 0);
    expect(fed(gate, dark, 60_000).good).toBe(0);
  });

  it('counts as anything else where nothing is said to coach', () => {
    expect(feedGate({ good: 0, needed: 1 }, dark).good).toBe(0);
  });
});

describe('what may hold a capture up', () => {
  const unseen = [result('a', 'pass'), result('b', 'not-assessed')];

  it('is not what staff answers for', () => {
    expect(feedGate({ good: 0, needed: 1 }, holdingUp(unseen, ['b'])).good).toBe(1);
  });

  it('is what nobody answers for, and what fails whoever answers', () => {
    expect(feedGate({ good: 0, needed: 1 }, holdingUp(unseen, ['a'])).good).toBe(0);
    expect(feedGate({ good: 0, needed: 1 }, holdingUp(bad, ['b'])).good).toBe(0);
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
      const next = feedCoach(coach, Math.floor(now / 450) % 3 === 0 ? bad : good, now);
      if (next.line?.id !== coach.line?.id) changes.push(now);
      coach = next;
    }
    const gaps = changes.slice(1).map((at, i) => at - (changes[i] ?? 0));
    expect(changes.length).toBeGreaterThan(3);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(coachHoldMs);
  });

  const changesOver = (frames: (k: number) => readonly CheckResult[]): (string | undefined)[] => {
    let coach = silent;
    const said: (string | undefined)[] = [];
    for (let k = 0; k < 400; k += 1) {
      const next = feedCoach(coach, frames(k), 1000 + 33 * k);
      if (next.line?.id !== coach.line?.id) said.push(next.line?.id);
      coach = next;
    }
    return said;
  };
  const glare = [result('doc.glare', 'fail')];
  const sharpness = [result('doc.sharpness', 'fail')];

  it.each([
    ['good and bad by turns', (k: number) => (k % 2 === 0 ? bad : good), ['b']],
    ['bad in two frames of three', (k: number) => (k % 3 === 0 ? good : bad), ['b']],
    ['two causes by turns', (k: number) => (k % 2 === 0 ? glare : sharpness), ['doc.glare']],
    ['two causes in pairs of frames', (k: number) => (k % 4 < 2 ? glare : sharpness), ['doc.glare']],
    ['one bad frame in twenty', (k: number) => (k % 20 === 10 ? bad : good), []],
  ])('keeps one sentence on a picture at its limit: %s', (_name, frames, said) => {
    expect(changesOver(frames)).toEqual(said);
  });

  it('drops the sentence half a second after the cause is gone, and names the next cause', () => {
    expect(changesOver((k) => (k < 60 ? glare : k < 120 ? good : sharpness))).toEqual(['doc.glare', undefined, 'doc.sharpness']);
  });

  it('tells two forms of one check apart', () => {
    const dark = feedCoach(silent, [result('doc.exposure', 'fail', 'dark')], 1000);
    expect(feedCoach(dark, [result('doc.exposure', 'fail', 'blown')], 1100).line?.values['variant']).toBe('dark');
    expect(feedCoach(dark, [result('doc.exposure', 'fail', 'blown')], 1800).line?.values['variant']).toBe('blown');
  });
});

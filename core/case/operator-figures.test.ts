import { expect, it } from 'vitest';
import { figuresOf, type WorkedCase } from './operator-figures.ts';

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 23, 12) + seconds * 1000).toISOString();
const worked = (change: Partial<WorkedCase> = {}): WorkedCase => ({
  operatorId: 'a', operatorName: 'Tomas', outcome: 'accept', machine: null, kind: null, startedAt: at(0), documentAt: at(20), faceAt: at(60), submittedAt: at(75), closedAt: at(80), ...change,
});

it('counts what was referred and what was decided otherwise, and the median of each step', () => {
  const cases = [
    worked(), worked({ documentAt: at(30), faceAt: at(60) }), worked({ outcome: 'refer' }),
    worked({ outcome: 'accept', machine: 'refer', kind: 'referral' }), worked({ machine: 'retry', kind: 'override' }),
    worked({ operatorId: 'b', operatorName: 'Bea', faceAt: null }),
  ];
  expect(figuresOf(cases)).toEqual([
    { operatorId: 'a', name: 'Tomas', cases: 5, referred: 2, overridden: 1, seconds: { document: 20, face: 40, result: 15, confirm: 5 } },
    { operatorId: 'b', name: 'Bea', cases: 1, referred: 0, overridden: 0, seconds: { document: 20, face: null, result: 55, confirm: 5 } },
  ]);
});

it('leaves out a step that was interrupted, and a clock that ran backwards', () => {
  expect(figuresOf([worked({ documentAt: at(5000), faceAt: at(4000) })])[0]?.seconds).toEqual({ document: null, face: null, result: null, confirm: 5 });
});

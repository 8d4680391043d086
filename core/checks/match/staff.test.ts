import { describe, expect, test } from 'vitest';
import { contextOfTests as context } from '../../vision/artifacts/face-specimen.ts';
import type { StaffWord } from '../../case/staff-word.ts';
import { judge } from '../check.ts';
import { matchStaff } from './staff.ts';

const measure = (staffComparison: StaffWord) => matchStaff.measure({ staffComparison }, context);

describe('match.staff', () => {
  test.each([['same', 'pass'], ['unsure', 'fail'], ['different', 'fail']] as const)('%s: %s', (finding, status) => {
    const got = measure({ finding, refers: false });
    if (got.kind !== 'measured') throw new Error('not measured');
    expect(got.values).toEqual({ variant: finding });
    expect(judge(got.value, matchStaff.threshold)).toBe(status);
  });

  test('where the policy wants a second person, "same" is no pass, and a doubt stays a doubt', () => {
    expect(measure({ finding: 'same', refers: true })).toEqual({ kind: 'not-assessed', reason: 'second-person-needed' });
    expect(measure({ finding: 'different', refers: true })).toMatchObject({ kind: 'measured', value: 2 });
  });

  test('where faces were compared the question does not arise', () => expect(measure({ finding: null, refers: true })).toEqual({ kind: 'not-applicable', reason: 'faces-compared' }));
});

/** A small share of `npm run bench:fuzz`. A fault names the words that repeat it. */
import { afterAll, expect, it } from 'vitest';
import { fuzzCalls } from '../../scripts/bench/fuzz/calls.ts';
import { foreignCase } from '../../scripts/bench/fuzz/kiosk.ts';
import { fuzzFiles } from '../../scripts/bench/fuzz/files.ts';
import { removeFolders } from '../fakes/station-kit.ts';

/** The same inputs each time; VESTIBULE_SEED takes others. */
const seed = Number(process.env['VESTIBULE_SEED'] ?? 1);
afterAll(removeFolders);

it(`calls nobody meant get an answer within the contract, or a code (seed ${seed})`, { timeout: 300_000 }, async () => {
  const { faults, calls, answered, answeredTo } = await fuzzCalls({ calls: 400, seed, keep: null });
  expect(faults).toEqual([]);
  expect(calls).toBe(400);
  // Also what fits was asked: a fuzzer that is always refused tests the first line only.
  expect(answered).toBeGreaterThan(10);
  expect(answeredTo['customer'] ?? 0).toBeGreaterThan(0);
});

it.each([
  ['draft.save', { ok: true, value: {} }, { caseId: 'theirs' }, 'a customer was answered about a case of somebody else'],
  ['draft.save', { ok: true, value: {} }, { caseId: 'own' }, null],
  ['draft.save', { ok: false, error: { code: 'operator.not-allowed' } }, { caseId: 'theirs' }, null],
  ['session.touch', { ok: true, value: {} }, null, null],
  ['policy.current', { ok: true, value: {} }, { caseId: 'theirs' }, null],
])('judges what a customer is answered: %s, %j to %j', (name, answer, input, fault) => {
  expect(foreignCase(name, answer, input, 'own')).toBe(fault);
});

it(`damaged pictures and papers are opened, or told as what they are (seed ${seed})`, { timeout: 300_000 }, async () => {
  const { faults, opened, inspected, codes } = await fuzzFiles({ files: 40, seed, from: 1, keep: null });
  expect(faults).toEqual([]);
  expect(opened).toBeGreaterThan(0);
  // One goes through every check of a document, not through its decoder only.
  expect(inspected).toBe(1);
  expect(Object.keys(codes).length).toBeGreaterThan(2);
});

import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { CheckResult, CheckSubject, Concern, Lane } from '../checks/check.ts';
import { awaitsAttestation, closedWith, decide } from './decide.ts';
import type { Policy } from './policy.ts';

const check = (id: string, lane: Lane, concern: Concern, direction: 'at-least' | 'at-most' = 'at-least', subject: CheckSubject = 'document') => ({
  id, subject, lane, concern, stages: ['capture'], threshold: { limit: 10, direction, unit: 'px' },
});
const registry = [
  check('doc.sharpness', 'retry', 'processing'),
  check('doc.expired', 'retry', 'eligibility'),
  check('match.id', 'staff', 'fraud', 'at-most'),
  check('live.challenge', 'staff', 'fraud'),
  check('face.exposure', 'coach', 'processing'),
  check('doc.forged', 'final', 'fraud'),
];

const mode = (attestation: boolean, covers: string[]) => ({ attestation, attestationCovers: covers, leastLiveVotes: 0, idleSeconds: 60 });
const policy: Policy = {
  // Nothing more demanded than the checks below: the tests of votes demand some.
  selfService: { votes: [], tries: 3, staffWithinSeconds: 600 },
  id: 'test', version: '1', title: 'Test', acceptedTypes: ['passport'], twoSided: [], withoutFaceComparison: 'refer', statement: null, consent: { version: '1', text: 'text' }, tiers: ['primary'], address: { accepted: ['utility-bill'], months: 3, neededParts: ['street'] },
  guard: { freeMegabytes: { warn: 0, refuse: 0 }, waiting: { warn: 0, refuse: 0 }, waitingDays: { warn: 0, refuse: 0 } }, captureGoodFrames: 3, challenge: { steps: [1, 1], secondsPerStep: 5 },
  modes: { attended: mode(true, ['live.challenge']), field: mode(true, []), 'self-service': mode(false, []), batch: mode(false, ['live.challenge']) },
  checks: Object.fromEntries(registry.map((c) => [c.id, { enabled: true }])),
};

const result = (id: string, value: number | null, more: Partial<CheckResult> = {}): CheckResult => ({
  id, status: value === null ? 'not-assessed' : 'pass', value, threshold: 10, unit: 'px', regions: [], values: {}, reason: value === null ? 'why-not' : null, captureId: null, ...more,
});
const good = [result('doc.sharpness', 20), result('doc.expired', 20), result('match.id', 5), result('live.challenge', 10), result('face.exposure', 20), result('doc.forged', 20)];
const but = (...changed: CheckResult[]) => [...good.filter((g) => !changed.some((c) => c.id === g.id)), ...changed];
const attested = { facePresent: true, documentTouched: true, note: '', at: '2026-11-23T10:00:00.000Z' };
const at = (results: CheckResult[], modeName: 'attended' | 'self-service' | 'batch' = 'self-service', attestation: typeof attested | null = null) =>
  decide({ results, tier: 'primary', mode: modeName, attestation }, policy, registry);

describe('self-service', () => {
  const demanding: Policy = { ...policy, selfService: { votes: ['live.challenge', 'doc.sharpness'], tries: 3, staffWithinSeconds: 600 } };
  const alone = (results: CheckResult[], rules = demanding, mode: 'self-service' | 'batch' = 'self-service') => decide({ results, tier: 'primary', mode, attestation: null }, rules, registry);
  it('accepts where every vote it demands was passed', () => expect(alone(good).outcome).toBe('accept'));
  it.each<[string, CheckResult[]]>([
    ['does not apply', but(result('live.challenge', null, { status: 'not-applicable' }))],
    ['could not be made', but(result('live.challenge', null))],
    ['was failed on one picture', [...good, result('live.challenge', 0)]],
  ])('refers where one %s', (_why, results) => expect(alone(results).outcome).toBe('refer'));
  it('names the vote that is missing, without a suspicion', () =>
    expect(alone(but(result('doc.sharpness', null, { status: 'not-applicable' }))).reasons).toEqual([{ code: 'doc.sharpness', lane: 'staff', concern: 'processing', status: 'not-assessed', captureId: null, values: { why: 'vote-missing' } }]));
  it('demands nothing of other modes', () => expect(alone(but(result('doc.sharpness', null, { status: 'not-applicable' })), demanding, 'batch').reasons.map((r) => r.code)).toEqual([]));
  it('accepts nobody under a policy that does not say what it demands', () => {
    const { selfService: _none, ...silent } = policy;
    expect(alone(good, silent).outcome).toBe('refer');
  });
  it('is closed with staff where it was to be mended, or the customer went', () => {
    const retry = alone(but(result('doc.sharpness', 1)));
    expect(retry.outcome).toBe('retry');
    expect(closedWith(retry, { alone: true, left: false }).outcome).toBe('refer');
    expect(closedWith(alone(good), { alone: true, left: true }).outcome).toBe('refer');
    expect(closedWith(alone(good), { alone: true, left: false }).outcome).toBe('accept');
    expect(closedWith(alone(but(result('doc.forged', 0))), { alone: true, left: true }).outcome).toBe('reject');
  });
});

describe('a statement', () => {
  const asking: Policy['statement'] = { word: 'CoinEx', wording: 'Write this.', ways: { 'attended': ['hand'], 'field': [], 'self-service': ['printed'], 'batch': [] } };
  const withStatement = [...registry, check('stmt.date', 'retry', 'processing', 'at-least', 'statement')];
  const decided = (results: CheckResult[], mode: 'attended' | 'batch', statement: Policy['statement'] = asking) =>
    decide({ results, tier: 'primary', mode, attestation: attested }, { ...policy, statement, checks: { ...policy.checks, 'stmt.date': { enabled: true } } }, withStatement);

  it('that is asked for and was not made refers; where none is asked for nothing is missed', () => {
    expect(decided(good, 'attended')).toMatchObject({ outcome: 'refer', reasons: [{ code: 'stmt.date', status: 'not-assessed', values: { why: 'no-result' } }] });
    expect(decided(good, 'batch').reasons).toEqual([]);
    expect(decided(good, 'attended', null).reasons).toEqual([]);
  });

  it('that was brought unasked is judged all the same', () => {
    expect(decided([...good, result('stmt.date', 1)], 'batch')).toMatchObject({ outcome: 'retry', reasons: [{ code: 'stmt.date', status: 'fail' }] });
  });
});

describe('decide', () => {
  it('accepts when every check passes', () => {
    expect(at(good)).toEqual({ outcome: 'accept', reasons: [], policy: { id: 'test', version: '1' } });
  });

  it.each([
    ['a blurred document asks again', [result('doc.sharpness', 3)], 'retry', ['doc.sharpness']],
    ['another face refers', [result('match.id', 30)], 'refer', ['match.id']],
    ['a forgery rejects, whatever else stands', [result('doc.forged', 1), result('doc.sharpness', 3)], 'reject', ['doc.forged', 'doc.sharpness']],
    ['unsound evidence is mended before anybody judges on it', [result('match.id', 30), result('doc.sharpness', 3)], 'retry', ['doc.sharpness', 'match.id']],
    ['light on the face is told and does not decide', [result('face.exposure', 1)], 'accept', ['face.exposure']],
    ['what could not be assessed refers', [result('doc.expired', null)], 'refer', ['doc.expired']],
    ['a coach check that could not run is nothing', [result('face.exposure', null)], 'accept', []],
  ] as const)('%s', (_name, changed, outcome, codes) => {
    const decision = at(but(...changed));
    expect(decision.outcome).toBe(outcome);
    expect(decision.reasons.map((r) => r.code)).toEqual(codes);
  });

  describe('votes', () => {
    const counter = check('auth.count', 'staff', 'fraud', 'at-most');
    const vote = { ...check('auth.vote', 'coach', 'fraud', 'at-most'), partOf: 'auth.count' };
    const known = [...registry, counter, vote];
    const rules = { ...policy, checks: Object.fromEntries(known.map((c) => [c.id, { enabled: true }])) };
    const codes = (...results: CheckResult[]) => {
      const { outcome, reasons } = decide({ results: [...good, ...results], tier: 'primary', mode: 'self-service', attestation: null }, rules, known);
      return [outcome, ...reasons.map((r) => r.code)];
    };
    const on = (captureId: string) => ({ captureId });

    it('are recorded and not told where their count passes', () => expect(codes(result('auth.vote', 30), result('auth.count', 1))).toEqual(['accept']));
    it('are told with the count that fails', () => expect(codes(result('auth.vote', 30), result('auth.count', 20))).toEqual(['refer', 'auth.count', 'auth.vote']));
    it('are told on the picture they were cast on', () => expect(codes(result('auth.vote', 30, on('a')), result('auth.count', 20, on('b')), result('auth.count', 1, on('a')))).toEqual(['refer', 'auth.count']));
    it('that could not be cast stop nobody', () => expect(codes(result('auth.vote', null), result('auth.count', 1))).toEqual(['accept']));
    it('a count that could not be made refers', () => expect(codes(result('auth.vote', null), result('auth.count', null))).toEqual(['refer', 'auth.count']));
  });

  describe('votes on a live face', () => {
    const known = [...registry, check('live.presentation', 'staff', 'fraud', 'at-most')];
    const rules = { ...policy, checks: { ...policy.checks, 'live.presentation': { enabled: true } }, modes: { ...policy.modes, 'self-service': { ...policy.modes['self-service'], leastLiveVotes: 4 } } };
    const count = (cast: number, value = 0) => decide({ results: [...good, result('live.presentation', value, { values: { cast } })], tier: 'primary', mode: 'self-service', attestation: null }, rules, known);

    it('stand where enough could be cast', () => expect(count(4).outcome).toBe('accept'));
    it('refer where nobody looks and too few could be cast, without a suspicion', () => {
      expect(count(3)).toMatchObject({ outcome: 'refer', reasons: [{ code: 'live.presentation', status: 'not-assessed', concern: 'processing', values: { why: 'too-few-votes' } }] });
    });
    it('that speak against the face count however few they are', () => expect(count(1, 20).reasons).toMatchObject([{ status: 'fail', concern: 'fraud' }]));
  });

  it('asks for the proof of address in the advanced tier only', () => {
    const known = [...registry, check('poa.too-old', 'retry', 'eligibility', 'at-most', 'address')];
    const rules = { ...policy, checks: { ...policy.checks, 'poa.too-old': { enabled: true } } };
    const of = (tier: 'primary' | 'advanced', results: CheckResult[] = good) => decide({ results, tier, mode: 'self-service', attestation: null }, rules, known);
    expect(of('primary').outcome).toBe('accept');
    expect(of('advanced')).toMatchObject({ outcome: 'refer', reasons: [{ code: 'poa.too-old', values: { why: 'no-result' } }] });
    expect(of('advanced', [...good, result('poa.too-old', 20)]).outcome).toBe('retry');
    expect(of('advanced', [...good, result('poa.too-old', 0)]).outcome).toBe('accept');
  });

  it('refers when an enabled check left no result at all', () => {
    const decision = at(good.filter((g) => g.id !== 'match.id'));
    expect(decision.outcome).toBe('refer');
    expect(decision.reasons[0]).toMatchObject({ code: 'match.id', status: 'not-assessed', values: { why: 'no-result' } });
  });

  it('what could not be checked is no suspicion, whatever the check looks for', () => {
    expect(at(but(result('doc.forged', null))).reasons).toMatchObject([{ code: 'doc.forged', status: 'not-assessed', concern: 'processing' }]);
    expect(at(but(result('doc.forged', 1))).reasons).toMatchObject([{ code: 'doc.forged', status: 'fail', concern: 'fraud' }]);
    expect(at(good.filter((g) => g.id !== 'doc.forged')).reasons).toMatchObject([{ code: 'doc.forged', concern: 'processing' }]);
  });

  it.each([
    ['everything passed', good, true], ['staff answers for the one check that could not run', but(result('live.challenge', null)), true],
    ['nobody answers for it', but(result('doc.expired', null)), false], ['it ran and failed', but(result('live.challenge', 1)), false],
  ] as const)('waits for the clerk alone: %s', (_name, results, waits) => expect(awaitsAttestation(at(results, 'attended'), policy.modes.attended)).toBe(waits));

  it('waits for nobody where no attestation is asked', () => expect(awaitsAttestation(at(good), policy.modes['self-service'])).toBe(false));

  it('does not believe a status that is sent along', () => {
    expect(at(but(result('match.id', 30, { status: 'pass' }))).outcome).toBe('refer');
    expect(at(but(result('doc.sharpness', null, { status: 'pass' }))).outcome).toBe('refer');
  });

  it('lets an attestation stand in for a check that could not run, never for one that failed', () => {
    expect(at(but(result('live.challenge', null)), 'attended', attested).outcome).toBe('accept');
    expect(at(but(result('live.challenge', 1)), 'attended', attested).outcome).toBe('refer');
    expect(at(but(result('live.challenge', null)), 'self-service', attested).outcome).toBe('refer');
    expect(at(but(result('live.challenge', null)), 'attended', { ...attested, documentTouched: false }).outcome).toBe('refer');
  });

  it('is no attestation where staff looked and something is not so', () => {
    const doubted = { ...attested, observations: { 'hologram-moves': 'not-so' as const, original: 'seen' as const } };
    expect(at(good, 'attended', { ...attested, observations: { original: 'seen' as const } } as typeof attested).outcome).toBe('accept');
    expect(at(good, 'attended', doubted as typeof attested).outcome).toBe('refer');
  });

  it('asks for the attestation where the mode wants one', () => {
    expect(at(good, 'attended').outcome).toBe('refer');
    expect(at(good, 'attended', attested).outcome).toBe('accept');
  });

  it('takes the limit and the lane from the policy', () => {
    const strict: Policy = { ...policy, checks: { ...policy.checks, 'doc.sharpness': { enabled: true, limit: 25, lane: 'staff' } } };
    expect(decide({ results: good, tier: 'primary', mode: 'batch', attestation: null }, strict, registry).outcome).toBe('refer');
    const off: Policy = { ...policy, checks: { ...policy.checks, 'doc.sharpness': { enabled: false } } };
    expect(decide({ results: but(result('doc.sharpness', 1)), tier: 'primary', mode: 'batch', attestation: null }, off, registry).outcome).toBe('accept');
  });

  it('counts every result of a check: one bad side is enough', () => {
    expect(at([...good, result('doc.sharpness', 2, { captureId: 'back' })]).outcome).toBe('retry');
  });

  it('never accepts while an enabled deciding check is failed or unknown (property)', () => {
    const value = fc.oneof(fc.constant(null), fc.double({ noNaN: false }), fc.integer({ min: 0, max: 30 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...registry.map((c) => c.id)), value), { maxLength: 12 }), (rows) => {
        const results = rows.map(([id, v]) => result(id, v));
        if (at(results).outcome !== 'accept') return;
        for (const c of registry.filter((r) => r.lane !== 'coach')) {
          const own = results.filter((r) => r.id === c.id);
          expect(own.length).toBeGreaterThan(0);
          for (const r of own) expect(c.threshold.direction === 'at-least' ? Number(r.value) >= 10 : r.value !== null && r.value <= 10).toBe(true);
        }
      }),
    );
  });
});

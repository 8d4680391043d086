import { describe, expect, it } from 'vitest';
import { advance, newJourney, withStatement, type Journey, type JourneyEvent } from './journey.ts';

const setup = { tier: 'primary', mode: 'attended', documentType: 'id-card', country: 'UTO' } as const;
const consent = { version: '1', accepted: true, faceComparison: true, at: '2026-11-23T10:00:00.000Z' };
const walk = (events: JourneyEvent[], from: Journey = newJourney) => events.reduce(advance, from);
const toFace: JourneyEvent[] = [
  { type: 'chosen', setup, twoSided: true, statement: false },
  { type: 'consented', consent },
  { type: 'captured', step: 'document-front', captureId: 'a' },
  { type: 'captured', step: 'document-back', captureId: 'b' },
  { type: 'reviewed' },
];

describe('journey', () => {
  it('walks a two-sided card from choice to the case number', () => {
    const steps: string[] = [];
    let state = newJourney;
    for (const event of [...toFace, { type: 'captured', step: 'face', captureId: 'c' }, { type: 'challenged' }, { type: 'finished' }] as JourneyEvent[]) {
      state = advance(state, event);
      steps.push(state.step);
    }
    expect(steps).toEqual(['consent', 'document-front', 'document-back', 'review', 'face', 'challenge', 'result', 'finished']);
    expect(state.captures).toEqual({ 'document-front': 'a', 'document-back': 'b', face: 'c' });
    expect(state.setup?.consent).toEqual(consent);
  });

  it('goes from the front straight to review when there is no back', () => {
    expect(walk([{ type: 'chosen', setup, twoSided: false, statement: false }, ...toFace.slice(1, 3)]).step).toBe('review');
  });

  it('goes from the review to staff where the customer declined the comparison of faces, and never to the camera', () => {
    const declined: JourneyEvent[] = [toFace[0]!, { type: 'consented', consent: { ...consent, faceComparison: false } }, ...toFace.slice(2)];
    const comparing = walk(declined);
    expect(comparing.step).toBe('staff-comparison');
    expect(advance(comparing, { type: 'back' }).step).toBe('review');
    const compared = advance(comparing, { type: 'compared' });
    expect(compared).toMatchObject({ step: 'result', captures: { 'document-front': 'a', 'document-back': 'b' } });
    expect(advance(compared, { type: 'retake', step: 'staff-comparison' })).toMatchObject({ step: 'staff-comparison', attempts: 1 });
    // Another picture of the document may show another portrait.
    expect(walk([{ type: 'retake', step: 'document-back' }, { type: 'captured', step: 'document-back', captureId: 'b2' }, { type: 'reviewed' }], compared).step).toBe('staff-comparison');
  });

  describe('with a statement', () => {
    const asked: JourneyEvent[] = [{ type: 'chosen', setup, twoSided: false, statement: true }, ...toFace.slice(1, 3), { type: 'reviewed' }, { type: 'captured', step: 'face', captureId: 'c' }, { type: 'challenged' }];
    it('asks for it after the live check, and takes it again without anything else', () => {
      const holding = walk(asked);
      expect(holding.step).toBe('statement');
      expect(advance(holding, { type: 'back' }).step).toBe('challenge');
      const done = advance(holding, { type: 'captured', step: 'statement', captureId: 's' });
      expect(done).toMatchObject({ step: 'result', captures: { face: 'c', statement: 's' } });
      expect(walk([{ type: 'retake', step: 'statement' }, { type: 'captured', step: 'statement', captureId: 's2' }], done)).toMatchObject({ step: 'result', captures: { face: 'c', statement: 's2' } });
      expect(walk([{ type: 'retake', step: 'document-front' }, { type: 'captured', step: 'document-front', captureId: 'a2' }, { type: 'reviewed' }], done).step).toBe('result');
    });
    it('comes before the address', () => {
      const advanced: JourneyEvent[] = [{ type: 'chosen', setup: { ...setup, tier: 'advanced' }, twoSided: false, statement: true }, ...asked.slice(1)];
      expect(walk([...advanced, { type: 'captured', step: 'statement', captureId: 's' }]).step).toBe('address');
    });
    it('is not asked of a customer who declined the comparison of faces: its picture shows the face', () => {
      expect(walk([asked[0]!, { type: 'consented', consent: { ...consent, faceComparison: false } }, ...asked.slice(2, 4), { type: 'compared' }]).step).toBe('result');
    });
    it('is stepped over where the policy asks for none any more', () => {
      expect(withStatement(walk(asked), false)).toMatchObject({ step: 'result', statement: false });
      const advanced: JourneyEvent[] = [{ type: 'chosen', setup: { ...setup, tier: 'advanced' }, twoSided: false, statement: true }, ...asked.slice(1)];
      expect(withStatement(walk(advanced), false).step).toBe('address');
    });
    it('is asked of a draft that stood behind it without one', () => {
      const without = walk([{ type: 'chosen', setup, twoSided: false, statement: false }, ...asked.slice(1)]);
      expect(without.step).toBe('result');
      expect(withStatement(without, true).step).toBe('statement');
      expect(withStatement({ ...without, captures: { ...without.captures, statement: 's' } }, true).step).toBe('result');
      expect(withStatement(walk(asked.slice(0, 3)), true)).toMatchObject({ step: 'review', statement: true });
    });
  });

  describe('in the advanced tier', () => {
    const advanced: JourneyEvent[] = [{ type: 'chosen', setup: { ...setup, tier: 'advanced' }, twoSided: false, statement: false }, ...toFace.slice(1, 3), { type: 'reviewed' }, { type: 'captured', step: 'face', captureId: 'c' }, { type: 'challenged' }];
    it('asks for the address and its proof after the primary one', () => {
      expect(walk(advanced).step).toBe('address');
      expect(walk([...advanced, { type: 'addressed' }]).step).toBe('proof');
      expect(walk([...advanced, { type: 'addressed' }, { type: 'captured', step: 'proof', captureId: 'p' }])).toMatchObject({ step: 'result', captures: { proof: 'p' } });
    });
    it('mends the address without asking for the paper again, and the paper without the address', () => {
      const done = walk([...advanced, { type: 'addressed' }, { type: 'captured', step: 'proof', captureId: 'p' }]);
      expect(walk([{ type: 'retake', step: 'address' }, { type: 'addressed' }], done)).toMatchObject({ step: 'result', captures: { proof: 'p' } });
      expect(walk([{ type: 'retake', step: 'proof' }, { type: 'captured', step: 'proof', captureId: 'q' }], done)).toMatchObject({ step: 'result', captures: { proof: 'q' } });
      expect(walk([{ type: 'retake', step: 'face' }, { type: 'captured', step: 'face', captureId: 'd' }, { type: 'challenged' }], done).step).toBe('result');
    });
    it('steps back from the paper to the address', () => expect(walk([...advanced, { type: 'addressed' }, { type: 'back' }]).step).toBe('address'));
  });

  it('ends cleanly when consent is declined', () => {
    expect(walk([{ type: 'chosen', setup, twoSided: true, statement: false }, { type: 'declined' }])).toMatchObject({ step: 'declined', captures: {} });
  });

  it('goes straight to the failing step on a retry and back to the result after it', () => {
    const atResult = walk([...toFace, { type: 'captured', step: 'face', captureId: 'c' }, { type: 'challenged' }]);
    const retaking = advance(atResult, { type: 'retake', step: 'document-front' });
    expect(retaking).toMatchObject({ step: 'document-front', attempts: 1, captures: { 'document-back': 'b', face: 'c' } });
    expect(walk([{ type: 'captured', step: 'document-front', captureId: 'a2' }, { type: 'reviewed' }], retaking)).toMatchObject({ step: 'result', captures: { 'document-front': 'a2', face: 'c' } });
  });

  describe('walked back over a choice', () => {
    const full = walk([{ type: 'chosen', setup: { ...setup, tier: 'advanced' }, twoSided: true, statement: true }, ...toFace.slice(1), { type: 'captured', step: 'face', captureId: 'c' }, { type: 'challenged' }, { type: 'captured', step: 'statement', captureId: 's' }, { type: 'addressed' }, { type: 'captured', step: 'proof', captureId: 'p' }]);
    const atChoice = walk([{ type: 'retake', step: 'document-front' }, { type: 'back' }, { type: 'back' }], full);
    const chosen = (other: Partial<typeof setup> | { tier: 'advanced' } | { documentType: 'passport' }) => advance(atChoice, { type: 'chosen', setup: { ...setup, tier: 'advanced', ...other }, twoSided: false, statement: true });
    it('keeps what belongs to the same choice', () => expect([atChoice.step, chosen({}).captures]).toEqual(['setup', { 'document-back': 'b', face: 'c', statement: 's', proof: 'p' }]));
    it('of another type keeps no side of the document', () => expect(chosen({ documentType: 'passport' }).captures).toEqual({ face: 'c', statement: 's', proof: 'p' }));
    it('of the primary tier keeps no proof of address', () => expect(chosen({ tier: 'primary' }).captures).toEqual({ 'document-back': 'b', face: 'c', statement: 's' }));
    it('keeps no face of whoever does not agree to a comparison after all', () => {
      const atConsent = walk([{ type: 'retake', step: 'document-front' }, { type: 'back' }], full);
      expect(advance(atConsent, { type: 'consented', consent })).toMatchObject({ step: 'document-front', captures: { face: 'c', statement: 's' } });
      expect(advance(atConsent, { type: 'consented', consent: { ...consent, faceComparison: false } }).captures).toEqual({ 'document-back': 'b', proof: 'p' });
    });
  });

  it('goes back to the choice where the document is of another type, without its pictures and with the face', () => {
    const chosen = walk([{ type: 'retake', step: 'setup' }], walk([...toFace, { type: 'captured', step: 'face', captureId: 'c' }, { type: 'challenged' }]));
    expect(chosen).toMatchObject({ step: 'setup', attempts: 1, setup, captures: { face: 'c' } });
    expect(walk([{ type: 'chosen', setup: { ...setup, documentType: 'passport' }, twoSided: false, statement: false }, { type: 'consented', consent }, { type: 'captured', step: 'document-front', captureId: 'p' }, { type: 'reviewed' }], chosen)).toMatchObject({ step: 'result', captures: { 'document-front': 'p', face: 'c' } });
    expect(Object.keys(chosen.captures)).toEqual(['face']);
  });

  it('ignores an event of another step', () => {
    const atReview = walk(toFace.slice(0, 4));
    expect(advance(atReview, { type: 'challenged' })).toBe(atReview);
    expect(advance(atReview, { type: 'captured', step: 'face', captureId: 'x' })).toBe(atReview);
    expect(advance(newJourney, { type: 'consented', consent })).toBe(newJourney);
  });

  it('steps back one screen, and stays at the first', () => {
    expect(walk([...toFace, { type: 'back' }]).step).toBe('review');
    expect(advance(newJourney, { type: 'back' })).toEqual(newJourney);
  });
});

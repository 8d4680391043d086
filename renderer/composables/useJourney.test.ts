import { beforeEach, expect, it, vi } from 'vitest';
import { beginCase, needWork, send } from './useJourney.ts';

const calls = vi.hoisted(() => [] as string[]);
vi.mock('./session.ts', () => ({ session: { status: { date: '2026-11-30' }, policy: {} }, show: () => undefined, takesNobody: { value: false } }));
vi.mock('./useStation.ts', () => ({ call: (name: string) => { calls.push(name); return Promise.resolve({}); }, on: () => () => undefined }));
vi.mock('./useVision.ts', () => ({ endWorkers: () => undefined, reader: {} }));

beforeEach(() => {
  beginCase('5f0f4f6e-35d2-4a3f-8b53-0d5b1f0a8f01');
  send({ type: 'chosen', setup: { tier: 'primary', mode: 'attended', documentType: 'passport', country: 'UTO' }, twoSided: false, statement: false });
  send({ type: 'consented', consent: { version: '1', accepted: true, faceComparison: true, at: '2026-11-30T10:00:00.000Z' } });
  calls.length = 0;
});

it('an answer that comes after its step was left changes nothing, and keeps no draft', () => {
  send({ type: 'back' });
  const left = needWork();
  calls.length = 0;
  send({ type: 'captured', step: 'document-front', captureId: 'late' }, { sides: {}, demo: true });
  expect(needWork()).toBe(left);
  expect(calls).toEqual([]);
});

it('an answer in time changes the case and walks on', () => {
  send({ type: 'captured', step: 'document-front', captureId: 'in-time' }, { demo: true });
  expect(needWork()).toMatchObject({ demo: true, journey: { step: 'review', captures: { 'document-front': 'in-time' } } });
});

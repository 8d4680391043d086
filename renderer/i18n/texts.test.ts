import { afterEach, expect, test } from 'vitest';
import type { SessionRole, StationStatus } from '../../core/contract.ts';
import { adoptStatus } from '../composables/session.ts';
import { flatten, resolve } from './flat.ts';
import { checkText, errorText, whyText } from './texts.ts';

test('keys with dots stay whole', () => {
  const flat = flatten({ checks: { 'doc.sharpness': { failure: 'Blurred.', variants: { motion: { failure: 'It moved.' } } } } });
  expect(resolve(flat, 'checks.doc.sharpness.failure')).toBe('Blurred.');
  expect(resolve(flat, 'checks.doc.sharpness.variants.motion.failure')).toBe('It moved.');
  expect(resolve(flat, 'checks.doc')).toBeNull();
});

test('a variant has its own sentence, an unknown one falls back to the check', () => {
  expect(checkText('doc.exposure', { variant: 'blown' }).failure).toBe('The document is too bright.');
  expect(checkText('doc.exposure', { variant: 'nonsense' }).failure).toBe('The document is too dark.');
});

test('days are written as people write them', () => {
  expect(checkText('poa.too-old', { issued: '2026-07-01', oldest: '2026-09-01' }).failure).toBe('This paper was issued on Jul 1, 2026; it must not be older than Sep 1, 2026.');
  expect(checkText('poa.too-old', { issued: '2026-07', oldest: '2026-13-45' }).failure).toBe('This paper was issued on 2026-07; it must not be older than 2026-13-45.');
});

const servedBy = (role: SessionRole | null): void => adoptStatus({ operator: role && { role } } as unknown as StationStatus);
afterEach(() => servedBy(null));

test.each([['doc.glare', 'lamp-top-left', 'lamp at the upper left'], ['doc.sharpness', 'lens', 'supervisor']])('%s %s: staff is told of the desk, a customer alone what they can do', (id, variant, ofStaff) => {
  servedBy('clerk');
  expect(checkText(id, { variant }).remedy).toContain(ofStaff);
  servedBy('customer');
  expect(checkText(id, { variant })).toEqual(checkText(id));
  expect(checkText('doc.sharpness', { variant: 'motion' }).failure).toContain('moved');
});

test('errors say their values, unknown codes say that something went wrong inside', () => {
  expect(errorText('operator.wait', { seconds: 30 }).message).toBe('Too many wrong attempts. Wait 30 seconds.');
  expect(errorText('no.such.code').message).toBe(errorText('internal').message);
});

test('a reason without a sentence is not shown raw', () => {
  expect(whyText('some-internal-reason')).not.toContain('some-internal-reason');
});

import { expect, test } from 'vitest';
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

test('errors say their values, unknown codes say that something went wrong inside', () => {
  expect(errorText('operator.wait', { seconds: 30 }).message).toBe('Too many wrong attempts. Wait 30 seconds.');
  expect(errorText('no.such.code').message).toBe(errorText('internal').message);
});

test('a reason without a sentence is not shown raw', () => {
  expect(whyText('some-internal-reason')).not.toContain('some-internal-reason');
});

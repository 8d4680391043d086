import { expect, it } from 'vitest';
import { isDevelopmentRuntime } from './runtime.ts';

it.each([['25.1.1', true], ['34.9.0', true], ['35.0.0', false], ['45.4.1', false], [undefined, true]])('Electron %s', (version, development) => {
  expect(isDevelopmentRuntime(version)).toBe(development);
});

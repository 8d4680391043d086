import { expect, it } from 'vitest';
import type { RetakeStep } from './journey.ts';
import { hasRetakes, hasTries, oneMore, type Tries } from './tries.ts';

it('counts each step for itself, up to the policy\'s number', () => {
  let tries: Tries = {};
  for (let made = 0; made < 3; made += 1) {
    expect(hasTries(tries, 'document-front', 3)).toBe(true);
    tries = oneMore(tries, 'document-front');
  }
  expect([hasTries(tries, 'document-front', 3), hasTries(tries, 'document-back', 3), hasTries(tries, 'document-front', Infinity)]).toEqual([false, true, true]);
});

it.each<[RetakeStep, boolean]>([['setup', false], ['document-front', false], ['document-back', true], ['face', false], ['challenge', false], ['statement', true], ['staff-comparison', false], ['address', false], ['proof', false]])('going back to %s is offered: %s', (step, offered) => {
  expect(hasRetakes({ 'document-front': 2, 'document-back': 1, 'challenge': 2, 'statement': 0 }, step, 2)).toBe(offered);
});

import { expect, it } from 'vitest';
import { isOtherPerson, seenCounts, seenKeepsMs, workKeepsMs } from './presence.ts';
import type { StepPair } from './steps.ts';

const pair = (a: StepPair['a'], b: StepPair['b'], verdict: StepPair['verdict']): StepPair => ({ a, b, verdict, distance: 0.5 });

it('what a camera sees keeps a visit open, but a card that was left behind does not for ever', () => {
  expect(seenCounts({ touchedMs: 0 }, seenKeepsMs - 1)).toBe(true);
  expect(seenCounts({ touchedMs: 0 }, seenKeepsMs)).toBe(false);
  expect(seenCounts({ touchedMs: 0 }, seenKeepsMs, 'work')).toBe(true);
  expect(seenCounts({ touchedMs: 0 }, workKeepsMs, 'work')).toBe(false);
});

it('knows another person by the live check, or by any two faces before the camera', () => {
  expect(isOtherPerson(null, [pair('face', 'live', 'different')])).toBe(true);
  expect(isOtherPerson('other-face', [])).toBe(true);
  expect(isOtherPerson(null, [pair('face', 'statement', 'different')])).toBe(true);
  expect(isOtherPerson(null, [pair('statement', 'live', 'different')])).toBe(true);
});

it.each<[string, StepPair[]]>([['unsure', [pair('face', 'statement', 'unsure')]], ['of the document', [pair('portrait', 'live', 'different')]], ['in the hand', [pair('held', 'live', 'different')]], ['the same', [pair('face', 'live', 'match')]]])('a face that is %s is no other person', (_what, pairs) => {
  expect(isOtherPerson('face-lost', pairs)).toBe(false);
});

import { afterEach, expect, it, vi } from 'vitest';
import { forgetPair, frontIsTaken, keepPair, takeBack, useBringing, type Scanned, type ScanPart } from './useBringing.ts';

const partOf = (key: string): ScanPart => ({ stack: {}, page: 1, key, parts: 2 });
const at = '2026-11-29T10:00:00.000Z';
const soon = Date.parse(at) + 60_000;
const front = partOf('1.0');
const back: Scanned = { bytes: new Uint8Array([2]), lane: 'scanner', device: 'Any', at, part: partOf('1.1') };
afterEach(forgetPair);

it('a back that was scanned with its front is there when its step comes, once', () => {
  keepPair('case-1', front, back);
  expect(frontIsTaken(front, 'capture-1')).toBe(true);
  expect(takeBack('case-1', 'capture-1', soon)).toBe(back);
  expect(takeBack('case-1', 'capture-1', soon)).toBeNull();
});

it.each([
  ['a front of the camera', () => frontIsTaken(undefined, 'capture-2'), 'case-1', 'capture-2', soon],
  ['a front of a later scan', () => frontIsTaken(partOf('1.0'), 'capture-2'), 'case-1', 'capture-2', soon],
  ['the front taken again by camera after it', () => { frontIsTaken(front, 'capture-1'); frontIsTaken(undefined, 'capture-2'); }, 'case-1', 'capture-2', soon],
  ['another case', () => frontIsTaken(front, 'capture-1'), 'case-2', 'capture-1', soon],
  ['a front that was never taken', () => {}, 'case-1', undefined, soon],
  ['an hour later', () => frontIsTaken(front, 'capture-1'), 'case-1', 'capture-1', soon + 3_600_000],
])('is no pair of %s', (_what, act, caseId, captureId, now) => {
  keepPair('case-1', front, back);
  act();
  expect(takeBack(caseId, captureId, now)).toBeNull();
});

it.each([
  ['a file is chosen', (_input: Input, bringing: ReturnType<typeof useBringing>) => bringing.importFile({ target: { files: [], value: '' } } as unknown as Event)],
  ['none is', (input: Input) => input.dispatchEvent(new Event('cancel'))],
])('the dialog of the system is open from the click until %s', async (_what, end) => {
  vi.stubGlobal('HTMLInputElement', Input);
  const bringing = useBringing(() => Promise.resolve());
  const input = new Input();
  bringing.attachChooser(input);
  expect([bringing.choosing.value, input.clicks]).toEqual([false, 0]);
  bringing.choose();
  expect([bringing.choosing.value, input.clicks]).toEqual([true, 1]);
  await end(input, bringing);
  expect(bringing.choosing.value).toBe(false);
  vi.unstubAllGlobals();
});

class Input extends EventTarget {
  clicks = 0;
  click(): void { this.clicks += 1; }
}

import { describe, expect, it } from 'vitest';
import { isTooLarge } from './input-size.ts';

const cyclic: Record<string, unknown> = {};
cyclic['self'] = cyclic;

describe('isTooLarge, at 100 bytes and 20 values', () => {
  it.each<[string, unknown, boolean]>([
    ['nothing', undefined, false],
    ['a small record', { name: 'a', list: [1, 2] }, false],
    ['a picture at the limit', new Uint8Array(100), false],
    ['a picture over it', new Uint8Array(101), true],
    ['a buffer over it', new ArrayBuffer(101), true],
    ['two halves that are together over it', [new Uint8Array(60), new Uint8Array(60)], true],
    ['a view counts what it shows', new Uint8Array(new ArrayBuffer(1000), 0, 10), false],
    ['a long text, two bytes a letter', 'a'.repeat(51), true],
    ['bytes in a map', new Map([['k', new Uint8Array(101)]]), true],
    ['bytes in a set', new Set([new Uint8Array(101)]), true],
    ['bytes deep inside', { a: { b: { c: [{ d: new Uint8Array(101) }] } } }, true],
    ['many empty values', Array.from({ length: 21 }, () => ({})), true],
    ['a circle', cyclic, true],
  ])('%s', (_what, input, tooLarge) => {
    expect(isTooLarge(input, 100, 20)).toBe(tooLarge);
  });
});

import { describe, expect, it } from 'vitest';
import type { ScannedPageFacts } from '../../core/scanning.ts';
import { usualPair } from './scan-pair.ts';

const page = (number: number, more: { portrait?: boolean; source?: ScannedPageFacts['source']; second?: number } = {}) => ({
  key: `${number}.0`, page: number, portrait: more.portrait ?? null,
  scanned: { mime: 'image/png' as const, lane: 'scanner' as const, dpi: 300, colour: 'colour' as const, source: more.source ?? 'duplex', at: new Date(Date.UTC(2026, 11, 1, 9, 0, more.second ?? number)).toISOString() },
});

describe('front and back of what was scanned', () => {
  it.each([
    ['both sides of one sheet', [page(1), page(2)], '1.0', '2.0'],
    ['a sheet that lay upside down', [page(1), page(2, { portrait: true })], '2.0', '1.0'],
    ['the second sheet of a stack is the card', [page(1), page(2), page(3, { portrait: true }), page(4)], '3.0', '4.0'],
    ['the same, upside down', [page(1), page(2), page(3), page(4, { portrait: true })], '4.0', '3.0'],
    ['one side after the other', [page(1, { source: 'flatbed' }), page(2, { source: 'flatbed', portrait: true })], '2.0', '1.0'],
    ['a back that was scanned ten minutes later is not offered', [page(1, { source: 'flatbed' }), page(2, { source: 'flatbed', second: 600 })], '1.0', null],
    ['one page alone', [page(1)], '1.0', null],
    ['nothing', [], null, null],
  ] as const)('%s', (_what, pictures, front, back) => expect(usualPair(pictures, 2)).toEqual({ front, back }));

  it('a document of one side has no back', () => expect(usualPair([page(1), page(2)], 1)).toEqual({ front: '1.0', back: null }));
});

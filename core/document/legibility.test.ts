import { describe, expect, it } from 'vitest';
import { pageOf } from './page-text.fixture.ts';
import { certaintyOf, worstPage } from './legibility.ts';
import { joinPages, type PageLook, type ProofReading } from './proof-reading.ts';

const fine: PageLook = { page: 0, rowHeight: 20, edgeWidth: 2, anisotropy: 1.1, paper: 240 };
const read = (confidence: number, look: Partial<PageLook> | null = {}): ProofReading => ({
  source: 'print', pageCount: 1, identity: null, lines: pageOf('Electricity used 412 kWh').lines.map((line) => ({ ...line, confidence })), ...(look ? { looks: [{ ...fine, ...look }] } : {}),
});

describe('legibility', () => {
  it('weighs confidence by letters; too few letters say nothing', () => {
    expect(certaintyOf([...pageOf('Electricity used').lines.map((l) => ({ ...l, confidence: 0.5 })), ...pageOf('by').lines.map((l) => ({ ...l, confidence: 1 }))])).toBeCloseTo((15 * 0.5 + 2) / 17);
    expect(certaintyOf(pageOf('Page 2').lines)).toBeNull();
  });
  it.each<[string | null, Partial<PageLook>]>([
    ['small', { rowHeight: 8, edgeWidth: 1.2 }], ['moved', { anisotropy: 2.1, edgeWidth: 6 }], ['blurred', { edgeWidth: 3.2 }], ['blurred', { edgeWidth: null }], ['blurred', { rowHeight: 108, edgeWidth: 13 }], ['dark', { paper: 34 }],
    // A script or a hand that is not read is not the picture's fault.
    [null, {}],
  ])('%s', (cause, look) => expect(worstPage(read(0.3, look))).toMatchObject({ certainty: 0.3, cause }));
  it('is of the worst page; the file’s own text and pages that were read well have none', () => {
    expect(worstPage(joinPages([read(0.95, null), read(0.5, { rowHeight: 7 }), read(0.7, {})]))).toEqual({ page: 1, certainty: 0.5, cause: 'small' });
    expect(worstPage(read(0.95, null))).toBeNull();
  });
});

import { expect, it } from 'vitest';
import { evenSharpness, goldenFigures } from '../../core/golden-card/figures.fixture.ts';
import { compare } from '../../core/golden-card/findings.ts';
import { figureRows } from './golden-rows.ts';

const stream = { seconds: 2, rate: 29.9, jitterMs: 2, lost: 1, driftPercent: 0.3 };
const first = { at: '2026-11-02T07:00:00.000Z', figures: goldenFigures({ sharpness: evenSharpness(2.4), burntPercent: 1 }) };
const second = { at: '2026-11-03T07:00:00.000Z', figures: { ...goldenFigures({ sharpness: evenSharpness(1.6), burntPercent: 7 }), glare: { ...first.figures.glare, 'top-right': 0.21 }, stream } };
const rowOf = (rows: ReturnType<typeof figureRows>, id: string) => rows.find((row) => row.id === id);

it('shows each figure with when and how it was, the newest last, and what the baseline allows', () => {
  const rows = figureRows(second, { comparison: compare(second.figures, first.figures) }, [first], false);
  expect(rowOf(rows, 'sharpnessCentre')).toMatchObject({ now: 1.6, worse: true, least: 2.4 * 0.8, most: null, trend: [{ at: first.at, value: 2.4 }, { at: second.at, value: 1.6 }] });
  expect(figureRows(second, null, [first, second], true).every(({ trend }) => trend.length === 2)).toBe(true);
});

it('burnt paper and the worst zone of lamps are shown with how they went, against the limits of every desk', () => {
  const rows = figureRows(second, null, [first], false);
  expect(rowOf(rows, 'burnt')).toMatchObject({ now: 7, most: 20, trend: [{ value: 1 }, { value: 7 }] });
  expect(rowOf(rows, 'glare')).toMatchObject({ now: 21, most: 4, trend: [{ value: 0 }, { value: 21 }] });
});

it('a stream that was not watched has no rows, and one of before is a gap', () => {
  expect(figureRows(first, null, [], false).map(({ id }) => id)).not.toContain('rate');
  expect(rowOf(figureRows(second, null, [first], false), 'rate')).toMatchObject({ now: 29.9, trend: [{ value: null }, { value: 29.9 }] });
});

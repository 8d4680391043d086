/** The figures of a golden card as rows of a table: what is seen now, what is allowed, and how it went. Pure. */
import type { GoldenVerdict } from '../../core/contract-devices.ts';
import { lampPart, type GoldenFigures } from '../../core/golden-card/figures.ts';
import { goldenLimits, watchedFigures, watchedValue, type WatchedFigure } from '../../core/golden-card/findings.ts';
import { streamLimits } from '../../core/golden-card/stream.ts';

/** null: not measured then. */
export type TrendPoint = { at: string; value: number | null };
export type FigureRow = {
  id: WatchedFigure | 'burnt' | 'glare' | 'rate' | 'jitter' | 'lost' | 'drift';
  digits: number; signed: boolean;
  now: number | null;
  /** What is allowed; null: no bound on that side. */
  least: number | null; most: number | null;
  worse: boolean;
  /** Oldest first. */
  trend: TrendPoint[];
};

type Measured = { at: string; figures: GoldenFigures };
type Plain = { id: Exclude<FigureRow['id'], WatchedFigure>; digits: number; signed?: boolean; of: (f: GoldenFigures) => number | null; least: number | null; most: number | null };

/** What is held against no baseline: limits that hold for every desk, or none. */
const ofLight: readonly Plain[] = [
  { id: 'burnt', digits: 1, of: (f) => f.burntPercent, least: null, most: goldenLimits.burnt },
  { id: 'glare', digits: 1, of: (f) => 100 * Math.max(0, ...Object.values(f.glare)), least: null, most: 100 * lampPart },
];
const ofStream: readonly Plain[] = [
  { id: 'rate', digits: 1, of: (f) => f.stream?.rate ?? null, least: streamLimits.rate, most: null },
  { id: 'jitter', digits: 1, of: (f) => f.stream?.jitterMs ?? null, least: null, most: null },
  { id: 'lost', digits: 0, of: (f) => f.stream?.lost ?? null, least: null, most: null },
  { id: 'drift', digits: 1, signed: true, of: (f) => f.stream?.driftPercent ?? null, least: -streamLimits.drift, most: streamLimits.drift },
];

const digitsOf = (figure: WatchedFigure): number => (figure.startsWith('sharpness') ? 2 : figure === 'dpi' || figure === 'paper' ? 0 : 1);

/** @param before what was kept, oldest first. @param isKept `now` is the last of it. A camera's stream has no rows where it was not watched: a scanner, a clip. */
export function figureRows(now: Measured, verdict: Pick<GoldenVerdict, 'comparison'> | null, before: readonly Measured[], isKept: boolean): FigureRow[] {
  const all = isKept ? before : [...before, now];
  const trendOf = (of: (f: GoldenFigures) => number | null): TrendPoint[] => all.map(({ at, figures }) => ({ at, value: of(figures) }));
  const watched = watchedFigures.map((figure): FigureRow => {
    const { least = null, most = null, worse = false } = verdict?.comparison?.find((row) => row.figure === figure) ?? {};
    const of = (f: GoldenFigures): number | null => watchedValue(figure, f);
    return { id: figure, digits: digitsOf(figure), signed: false, now: of(now.figures), least, most, worse, trend: trendOf(of) };
  });
  const plain = [...ofLight, ...(now.figures.stream ? ofStream : [])].map(({ id, digits, signed = false, of, least, most }): FigureRow => ({ id, digits, signed, now: of(now.figures), least, most, worse: false, trend: trendOf(of) }));
  return [...watched, ...plain];
}

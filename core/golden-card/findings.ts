/** What is wrong with a device's picture of a golden card, each cause with its way out (core/errors.ts), and against what this desk's own baseline said. */
import { z } from 'zod';
import { resolution } from '../checks/document/resolution.ts';
import { errorCodes, type ErrorCode, type ErrorValues } from '../errors.ts';
import { sharpnessAt, sizeRatio, type GoldenFigures } from './figures.ts';
import { zones } from './layout.ts';
import { streamLimits } from './stream.ts';

export type GoldenCode = Extract<ErrorCode, `golden.${string}`>;

export const goldenFindingSchema = z.object({
  code: z.custom<GoldenCode>((v) => typeof v === 'string' && v.startsWith('golden.') && errorCodes.some((c) => c === v)),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Where on the card, for a lamp. */
  zones: z.array(z.enum(zones)),
});
export type GoldenFinding = z.infer<typeof goldenFindingSchema>;

/** What no desk may be, whatever its own baseline says. */
export const goldenLimits = {
  dpi: resolution.threshold.limit,
  /** Line pairs a millimetre: the strokes of OCR-B are 0.35 mm wide (ICAO 9303-3), stroke and gap together 0.7 mm. Pages are printed larger: half of it, chosen. */
  linePairsPerMm: { 'id-1': 1 / 0.7, 'id-3': 1 / 0.7, 'a4': 0.5 / 0.7 },
  /** Corners against the middle. Chosen. */
  cornersOfCentre: 0.5,
  /** Percent; office ink alone is assumed to give 4 to 8, which was not measured. Chosen. */
  black: 20,
  /** C*ab; a cast that anybody sees beside a neutral grey. Chosen. */
  chroma: 12,
  /** Percent of the paper. Chosen. */
  burnt: 20,
  /** sRGB level of paper; below, printed grey and black can no longer be told apart in noise. Chosen. */
  paper: 110,
  /** Percent. Chosen: one stop. */
  shading: 50,
  /** Percent of the distance from the middle. Chosen: a line of an MRZ bends by half its height. */
  radial: 6,
  /** Decibels. Chosen: noise of a twentieth of paper. */
  noise: 26,
  /** Places of five in both directions that must have been measured. Chosen. */
  places: 2,
} as const;

export function findingsOf(figures: GoldenFigures): GoldenFinding[] {
  const found: GoldenFinding[] = [];
  const say = (code: GoldenCode, values: ErrorValues = {}, where: GoldenFinding['zones'] = []): void => void found.push({ code, values, zones: where });
  const measured = figures.sharpness.filter((s) => s.horizontal && s.vertical).length;
  const [centre, corners] = [sharpnessAt(figures, 'centre', 'linePairsPerMm'), sharpnessAt(figures, 'corners', 'linePairsPerMm')];
  const best = Math.max(centre ?? 0, corners ?? 0);
  if (figures.dpi < goldenLimits.dpi) say('golden.too-far', { dpi: Math.round(figures.dpi), limit: goldenLimits.dpi });
  if (figures.burntPercent > goldenLimits.burnt) say('golden.over-exposed');
  else if (figures.paperLevel < goldenLimits.paper) say('golden.too-dark');
  if (figures.lamps.length > 0) say('golden.lamp', {}, figures.lamps);
  // What keeps edges from being measured (a lamp, burnt or dark paper, few pixels) has its cause already.
  if ((measured < goldenLimits.places || centre === null || corners === null) && found.length === 0) say('golden.askew');
  if (best > 0 && best < goldenLimits.linePairsPerMm[figures.card.size]) say('golden.out-of-focus');
  else if (centre !== null && corners !== null && corners < centre * goldenLimits.cornersOfCentre) say('golden.corners-soft');
  if (figures.blackPercent > goldenLimits.black) say('golden.lens-dirty');
  if (figures.whiteBalance.chroma > goldenLimits.chroma) say('golden.white-balance');
  if (figures.shadingPercent > goldenLimits.shading) say('golden.uneven-light');
  if (Math.abs(figures.geometry.radialPercent) > goldenLimits.radial) say('golden.bent');
  if (figures.noise.decibels < goldenLimits.noise) say('golden.noisy');
  const { stream } = figures;
  if (stream && stream.rate < streamLimits.rate) say('golden.slow', { rate: Math.round(stream.rate), limit: streamLimits.rate });
  if (stream && Math.abs(stream.driftPercent) > streamLimits.drift) say('golden.clock', { percent: Math.round(Math.abs(stream.driftPercent)) });
  return found;
}

/** Figures that are compared with the baseline and plotted. `change`: worst allowed, relative (`part`) or in the figure's own unit (`steps`); all chosen, not measured. */
const watched = {
  sharpnessCentre: { of: (f: GoldenFigures) => sharpnessAt(f, 'centre', 'linePairsPerMm'), part: 0.2, worse: 'less', code: 'golden.out-of-focus' },
  sharpnessCorners: { of: (f: GoldenFigures) => sharpnessAt(f, 'corners', 'linePairsPerMm'), part: 0.25, worse: 'less', code: 'golden.corners-soft' },
  dpi: { of: (f: GoldenFigures) => f.dpi, part: 0.1, worse: 'either', code: 'golden.moved' },
  black: { of: (f: GoldenFigures) => f.blackPercent, steps: 5, worse: 'more', code: 'golden.lens-dirty' },
  chroma: { of: (f: GoldenFigures) => f.whiteBalance.chroma, steps: 5, worse: 'more', code: 'golden.white-balance' },
  shading: { of: (f: GoldenFigures) => f.shadingPercent, steps: 12, worse: 'more', code: 'golden.uneven-light' },
  paper: { of: (f: GoldenFigures) => f.paperLevel, steps: 40, worse: 'less', code: 'golden.too-dark' },
  noise: { of: (f: GoldenFigures) => f.noise.decibels, steps: 6, worse: 'less', code: 'golden.noisy' },
} as const satisfies Record<string, { of: (f: GoldenFigures) => number | null; part?: number; steps?: number; worse: 'less' | 'more' | 'either'; code: GoldenCode }>;
export type WatchedFigure = keyof typeof watched;
export const watchedFigures = Object.keys(watched) as WatchedFigure[];

export const watchedValue = (figure: WatchedFigure, figures: GoldenFigures): number | null => watched[figure].of(figures);

export const comparisonRowSchema = z.object({
  figure: z.enum(watchedFigures), now: z.number().nullable(), baseline: z.number().nullable(),
  /** The values between which the figure is as good as it was; null: no bound on that side. */
  least: z.number().nullable(), most: z.number().nullable(),
  worse: z.boolean(),
});
export type ComparisonRow = z.infer<typeof comparisonRowSchema>;

/** A camera whose pictures got another size has not moved: its dpi goes with it. Of another shape they were cut, and nothing is told. A page of a scanner has the dpi it has, however long it is. */
function inSize(figure: WatchedFigure, baseline: GoldenFigures, now: GoldenFigures): number | null {
  const value = watched[figure].of(baseline);
  if (figure !== 'dpi' || value === null || !now.stream) return value;
  const by = sizeRatio(baseline.picture, now.picture);
  return by === null ? null : value * by;
}

/** A figure that cannot be measured now, and could then, is worse. */
export function compare(now: GoldenFigures, baseline: GoldenFigures): ComparisonRow[] {
  return watchedFigures.map((figure) => {
    const rule = watched[figure];
    const [a, b] = [rule.of(now), inSize(figure, baseline, now)];
    if (b === null) return { figure, now: a, baseline: b, least: null, most: null, worse: false };
    const allowed = 'part' in rule ? b * rule.part : rule.steps;
    const least = rule.worse === 'more' ? null : b - allowed;
    const most = rule.worse === 'less' ? null : b + allowed;
    return { figure, now: a, baseline: b, least, most, worse: a === null || (least !== null && a < least) || (most !== null && a > most) };
  });
}

/** Causes for what got worse, without those that are told already. Corners that went soft with the middle are the focus, not the corners. */
export function worsened(rows: readonly ComparisonRow[], told: readonly GoldenFinding[]): GoldenFinding[] {
  const soft = told.some((t) => t.code === 'golden.out-of-focus') || rows.some((r) => r.figure === 'sharpnessCentre' && r.worse && r.now !== null);
  return rows.filter((r) => r.worse && !(soft && r.figure === 'sharpnessCorners'))
    .filter((r) => r.now !== null || !told.some((t) => hidesEdges.includes(t.code)))
    .map((r): GoldenFinding => ({ code: r.now === null ? 'golden.askew' : watched[r.figure].code, values: r.figure === 'dpi' ? { dpi: Math.round(r.now ?? 0), baseline: Math.round(r.baseline ?? 0) } : {}, zones: [] }))
    .filter((f, i, all) => !told.some((t) => t.code === f.code) && all.findIndex((other) => other.code === f.code) === i);
}

/** Causes for which edges are not measured. */
const hidesEdges: readonly GoldenCode[] = ['golden.too-far', 'golden.over-exposed', 'golden.too-dark', 'golden.lamp', 'golden.askew'];

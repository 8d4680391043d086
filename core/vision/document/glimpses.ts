/**
 * While a document is tilted under a lamp, each live frame is spoilt in another place. Which frames to keep, and when they show between them
 * what the newest hides: its still can then be cleared (see clear-still.ts), though no single frame is free of glare.
 */
import type { CheckResult } from '../../checks/check.ts';
import type { Point, Quad } from '../../frame.ts';
import { homographyBetween, mapPoint } from './plane.ts';
import { pageCorners } from './proof.ts';

/** Shares of the page, 0..1. */
export type PageBox = { left: number; top: number; right: number; bottom: number };
export type Glimpse = { atMs: number; highlights: readonly PageBox[] };

/** Frames kept: one clears most of a moving highlight, three do where it moves by less than its size. Chosen, not measured. */
export const mostGlimpses = 3;
/** Older than this the customer may have laid down something else, ms. Chosen, not measured. */
const longestMs = 4000;
/** Around a highlight print is washed out as well, share of the page (Regula's margin around glare is 5 %). */
const margin = 0.03;

/** Glare is all that is wrong with the frame. */
export const onlyGlare = (results: readonly CheckResult[]): boolean =>
  results.some((r) => r.id === 'doc.glare' && r.status === 'fail') && results.every((r) => r.id === 'doc.glare' || r.status === 'pass' || r.status === 'not-applicable');

/** Where the highlights lie on the page. */
export function highlightsOnPage(results: readonly CheckResult[], quad: Quad): PageBox[] {
  const toPage = homographyBetween(quad, pageCorners(1, 1));
  return results.filter((r) => r.id === 'doc.glare').flatMap((r) => r.regions).map((region) => {
    const corners: readonly Point[] = region.points ?? pageCorners(region.width, region.height).map((p) => ({ x: p.x + region.x, y: p.y + region.y }));
    const on = corners.map((p) => mapPoint(toPage, p));
    const xs = on.map((p) => p.x);
    const ys = on.map((p) => p.y);
    return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
  });
}

export const isFresh = (glimpse: Glimpse, nowMs: number): boolean => nowMs - glimpse.atMs <= longestMs;

/** Each highlight of the newest frame lies where one of the earlier ones has none. */
export const seenBehind = (earlier: readonly Glimpse[], highlights: readonly PageBox[]): boolean =>
  highlights.length > 0 && highlights.every((h) => earlier.some((g) => !g.highlights.some((o) => meet(h, o))));

/** Nothing is kept yet, or the highlights have left their old places: every one meets none of the last kept frame, or by less than half. */
export const isNewLook = (earlier: readonly Glimpse[], highlights: readonly PageBox[]): boolean =>
  highlights.length > 0 && highlights.every((h) => !(earlier.at(-1)?.highlights ?? []).some((o) => 2 * shared(h, o) > area(h)));

const meet = (a: PageBox, b: PageBox): boolean => a.left - margin < b.right && b.left - margin < a.right && a.top - margin < b.bottom && b.top - margin < a.bottom;
const area = (a: PageBox): number => Math.max(0, a.right - a.left) * Math.max(0, a.bottom - a.top);
const shared = (a: PageBox, b: PageBox): number => area({ left: Math.max(a.left, b.left), top: Math.max(a.top, b.top), right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) });

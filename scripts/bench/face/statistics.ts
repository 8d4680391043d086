/** Rates with their counts and intervals. */

import { wilson } from '../../../core/statistics.ts';

const percent = (share: number): string => (share * 100).toFixed(share < 0.01 && share > 0 ? 3 : 2);

export function rate(hits: number, n: number): string {
  if (n === 0) return 'none';
  const [low, high] = wilson(hits, n);
  return `${hits}/${n} = ${percent(hits / n)} % [${percent(low)}, ${percent(high)}]`;
}

/** @param sorted ascending */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.floor(share * sorted.length)))] ?? Number.NaN;
}

/** Median and 95th percentile of times, and the rows of the bench. */
export type Row = { name: string; unit: 'ms' | 'MB'; n: number; median: number; p95: number | null; target: number | null; met: boolean | null };

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

const tenth = (value: number) => Math.round(value * 10) / 10;

/** `judged`: which of the two the target speaks of. */
export function timeRow(name: string, times: readonly number[], target: number | null, judged: 'median' | 'p95'): Row {
  const median = quantile(times, 0.5);
  const p95 = times.length >= 20 ? quantile(times, 0.95) : null;
  const value = judged === 'p95' ? (p95 ?? Math.max(...times)) : median;
  return { name, unit: 'ms', n: times.length, median: tenth(median), p95: p95 === null ? null : tenth(p95), target, met: target === null ? null : value <= target };
}

export const sizeRow = (name: string, megabytes: number, target: number | null): Row =>
  ({ name, unit: 'MB', n: 1, median: tenth(megabytes), p95: null, target, met: target === null ? null : megabytes <= target });

export function table(rows: readonly Row[]): string {
  const lines = rows.map((r) => [r.name, String(r.n), `${r.median} ${r.unit}`, r.p95 === null ? '' : `${r.p95} ${r.unit}`, r.target === null ? '' : `<= ${r.target}`, r.met === null ? '' : r.met ? 'met' : 'MISSED']);
  const all = [['what', 'n', 'median', 'p95', 'target', ''], ...lines];
  const widths = all[0]!.map((_h, c) => Math.max(...all.map((l) => l[c]!.length)));
  return all.map((l) => l.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  ').trimEnd()).join('\n');
}

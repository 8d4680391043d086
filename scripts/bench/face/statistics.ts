/** Rates with their counts and intervals. */

/** 95 % interval of a share (Wilson 1927); with 0 hits its upper end is about 3.8 / n. */
export function wilson(hits: number, n: number): [low: number, high: number] {
  if (n === 0) return [0, 1];
  const z = 1.96;
  const p = hits / n;
  const centre = p + (z * z) / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
}

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

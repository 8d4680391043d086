/** A seeded generator (mulberry32, public domain), so that a training run can be repeated bit by bit. */
export type Random = {
  /** 0 <= x < 1 */
  unit(): number;
  between(low: number, high: number): number;
  /** log-uniform */
  scaled(low: number, high: number): number;
  integer(below: number): number;
  chance(p: number): boolean;
  normal(sigma: number): number;
  pick<T>(of: readonly T[]): T;
};

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    unit,
    between: (low, high) => low + (high - low) * unit(),
    scaled: (low, high) => low * (high / low) ** unit(),
    integer: (below) => Math.floor(unit() * below),
    chance: (p) => unit() < p,
    normal: (sigma) => sigma * Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
    pick: (of) => of[Math.floor(unit() * of.length)]!,
  };
}

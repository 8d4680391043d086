/** How often something may be started again before it is clear that starting again does not help. Pure. */
export function restartBudget(options: { most: number; withinMs: number }): (now: number) => boolean {
  let recent: number[] = [];
  return (now) => {
    recent = recent.filter((at) => now - at < options.withinMs);
    if (recent.length >= options.most) return false;
    recent.push(now);
    return true;
  };
}

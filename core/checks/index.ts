/** The ordered registry: the order is the coach's order of urgency, first failing first spoken. */
import type { AnyCheck } from './check.ts';

export const checks: readonly AnyCheck[] = [];

export function checkById(id: string): AnyCheck | undefined {
  return checks.find((c) => c.id === id);
}

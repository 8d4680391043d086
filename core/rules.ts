/** What the policy says of the checks, as hosts hand it to the brain and across the worker border. */
import type { Policy } from './case/policy.ts';

export type CheckRules = { limitOf(id: string): number | undefined; enabled(id: string): boolean };

/** Check id -> the policy's limit; null: the policy has the check switched off. What is not listed runs with its own limit. */
export type Limits = Record<string, number | null>;

export function limitsOf(policy: Policy): Limits {
  const limits: Limits = {};
  for (const [id, rule] of Object.entries(policy.checks)) {
    if (!rule.enabled) limits[id] = null;
    else if (rule.limit !== undefined) limits[id] = rule.limit;
  }
  return limits;
}

export const rulesOf = (limits: Limits): CheckRules => ({
  limitOf: (id) => limits[id] ?? undefined,
  enabled: (id) => limits[id] !== null,
});

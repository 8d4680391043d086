/** The policy a case began with. */
import { parsePolicy, type Policy } from '../../core/case/policy.ts';
import { jsonOf } from './json.ts';
import type { Station } from './station.ts';
import { casePolicy } from './store/case-policies.ts';

/** Of each station the last one: a submission asks several times. */
const lasts = new WeakMap<Station, { text: string; policy: Policy }>();

/** @returns null where the case has none yet, or a program that came later no longer takes it: then the one of now counts. */
export function keptPolicy(station: Station, caseId: string): Policy | null {
  const text = casePolicy(station.db(), caseId);
  if (text === null) return null;
  const last = lasts.get(station);
  if (last?.text === text) return last.policy;
  try {
    const policy = parsePolicy(jsonOf(text));
    lasts.set(station, { text, policy });
    return policy;
  } catch {
    station.tools.log('policy.refused', { code: 'policy.invalid', where: 'case' });
    return null;
  }
}

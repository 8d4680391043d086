/** The path without biometrics as the station judges it: the word of staff, and every check that would need a face. */
import type { Evidence } from '../../core/case/case.ts';
import type { Policy } from '../../core/case/policy.ts';
import { needsFace } from '../../core/case/without-face.ts';
import { matchInsiderFace } from '../../core/checks/match/insider-face.ts';
import { matchSeenBefore } from '../../core/checks/match/seen-before.ts';
import { matchStaff } from '../../core/checks/match/staff.ts';
import { checks } from '../../core/checks/index.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { stationResult } from './own-result.ts';

/** Answered by the station, and only with a face. blocked-faces.ts answers for its own: a match that was found before stays. */
const searches: readonly string[] = [matchSeenBefore.id, matchInsiderFace.id];

/** match.staff, and where the customer declined the comparison of faces, what did not run because of that: it neither passes nor stands against anybody. */
export async function staffResults({ setup, staffComparison }: Evidence, policy: Policy): Promise<CheckResult[]> {
  const own = policy.checks[matchStaff.id]?.enabled ? [await stationResult(matchStaff, 'staffComparison', { finding: staffComparison?.finding ?? null, refers: policy.withoutFaceComparison !== 'accept' }, policy)] : [];
  if (setup.consent.faceComparison) return own;
  const declined = checks.filter((check) => (needsFace(check) || searches.includes(check.id)) && policy.checks[check.id]?.enabled).map(({ id, threshold }): CheckResult => ({
    id, status: 'not-applicable', value: null, threshold: policy.checks[id]?.limit ?? threshold.limit, unit: threshold.unit, regions: [], values: {}, reason: 'face-comparison-declined', captureId: null,
  }));
  return [...declined, ...own];
}

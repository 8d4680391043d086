/** A check that the station answers itself, run as any other. */
import type { Policy } from '../../core/case/policy.ts';
import { runCheck, type AnyCheck, type CheckResult } from '../../core/checks/check.ts';
import { CodedError } from '../../core/errors.ts';
import { limitsOf, rulesOf } from '../../core/rules.ts';
import type { ArtifactMap, ArtifactName } from '../../core/vision/artifacts/artifact.ts';

export function stationResult<Name extends ArtifactName>(check: AnyCheck, name: Name, artifact: ArtifactMap[Name], policy: Policy): Promise<CheckResult> {
  const context = { date: '', chosenType: null, acceptedTypes: policy.acceptedTypes, lane: 'camera' } as const;
  const gather = (asked: ArtifactName) => (asked === name ? Promise.resolve(artifact as never) : Promise.reject(new CodedError('internal', { artifact: asked })));
  return runCheck(check, gather, { context, limitOf: rulesOf(limitsOf(policy)).limitOf });
}

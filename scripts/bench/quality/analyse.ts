/** One picture through the brain's own document-quality checks. */
import type { CheckContext, CheckResult } from '../../../core/checks/check.ts';
import { runChecks } from '../../../core/checks/check.ts';
import { checks } from '../../../core/checks/index.ts';
import type { Frame } from '../../../core/frame.ts';
import type { DocumentGeometry } from '../../../core/vision/artifacts/document-types.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { createGatherer } from '../../../core/vision/gather.ts';

export const qualityChecks = checks.filter((c) => /^doc\.(count|framing|resolution|tilt|exposure|shadow|occluded|glare|sharpness)$/.test(c.id));

export type Analysis = { results: CheckResult[]; first: string; /** Checks that could say nothing; a good picture may have some, and the benches count them apart. */ unassessed: string[]; geometry: DocumentGeometry; ms: number };

export async function analyse(frame: Frame, engines: Engines, lane: CheckContext['lane']): Promise<Analysis> {
  const gather = createGatherer(engines, { frame });
  const context: CheckContext = { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane };
  const start = performance.now();
  const results = await runChecks(qualityChecks, gather, { context });
  const ms = performance.now() - start;
  const first = results.find((r) => r.status === 'fail')?.id ?? (results.length > 0 && results.every((r) => r.status === 'not-assessed') ? 'not-assessed' : 'good');
  const unassessed = results.filter((r) => r.status === 'not-assessed').map((r) => r.id);
  return { results, first, unassessed, geometry: await gather('documentGeometry'), ms };
}

export const percentileOf = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
};

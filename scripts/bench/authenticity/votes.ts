/** The votes on one picture, as the product casts them: same checks, artifacts and counting. */
import { inspectDocument, study } from '../../../core/brain.ts';
import type { CheckContext, CheckResult } from '../../../core/checks/check.ts';
import { checks } from '../../../core/checks/index.ts';
import { counter } from '../../../core/checks/vote.ts';
import type { Frame } from '../../../core/frame.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import type { Picture } from '../../../core/vision/picture/picture.ts';

export const voteIds = checks.filter((c) => c.partOf === counter).map((c) => c.id);
const wanted = new Set([counter, ...voteIds]);

export type Ballot = { results: Map<string, CheckResult>; ms: number };

export const pictureOfFrame = (frame: Frame): Picture => ({ frame, width: frame.width, height: frame.height, scale: 1 });

/** `ms`: processor time of the votes alone; the outline of the document, which every other check needs too, is found before. */
export async function castVotes(engines: Engines, picture: Picture, lane: CheckContext['lane']): Promise<Ballot> {
  const studied = study(engines, picture);
  await studied.gather('documentGeometry');
  const from = process.cpuUsage();
  const context: CheckContext = { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane };
  const { results } = await inspectDocument(studied, { context, rules: { enabled: (id) => wanted.has(id), limitOf: () => undefined } });
  const spent = process.cpuUsage(from);
  return { results: new Map(results.map((r) => [r.id, r])), ms: (spent.user + spent.system) / 1000 };
}

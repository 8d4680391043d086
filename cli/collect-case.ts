/** The pictures of one case through the brain, in Node: what the window gathers step by step, in one go. */
import { randomUUID } from 'node:crypto';
import { inspectDocument, inspectFace, readDocument, study, withPrintBesideMrz, type Study } from '../core/brain.ts';
import type { CaptureStep, Evidence } from '../core/case/case.ts';
import type { CheckContext, CheckResult } from '../core/checks/check.ts';
import type { DocumentReading } from '../core/document/reading.ts';
import type { StatementReading } from '../core/document/statement/reading.ts';
import { describeDocument, describeFound, judgeLiveness, matchCase } from '../core/people.ts';
import { judgeReading, mergeReadings } from '../core/reading-of-case.ts';
import type { DeskBaseline } from '../core/golden-card/desk.ts';
import type { CheckRules } from '../core/rules.ts';
import { describeStatement, readStatement, type StatementFaces } from '../core/statement-picture.ts';
import type { Engines } from '../core/vision/engines/engine.ts';
import type { Picture } from '../core/vision/picture/picture.ts';
import { noChallenge } from '../core/vision/artifacts/face-types.ts';
import { noLiveEvidence } from '../core/vision/live/live-types.ts';
import { startClock } from './walk.ts';

export type CasePicture = { step: CaptureStep; captureId: string; picture: Picture; /** Of its device, where that was recorded with it. */ desk?: DeskBaseline | null; /** How it came; that of the case where it is not told. */ lane?: CheckContext['lane'] };

/** What counts of what was read, where more is known than the pictures. */
export type Settle = (reading: DocumentReading) => DocumentReading;

export type CollectedCase = {
  reading: DocumentReading;
  results: CheckResult[];
  match: Evidence['match'];
  /** What the picture with document and sheet shows, to be judged by judgeStatement; null: the case has none. */
  statement: StatementReading | null;
  ms: Record<string, number>;
};

export const casePicture = (step: CaptureStep, picture: Picture): CasePicture => ({ step, captureId: randomUUID(), picture });

/** @param pictures document front first; exactly one face, at most one statement. @throws CodedError when an engine or a model is missing */
export async function collectCase(engines: Engines, pictures: readonly CasePicture[], context: CheckContext, rules: CheckRules, settle: Settle = (reading) => reading): Promise<CollectedCase> {
  const clock = startClock();
  const results: CheckResult[] = [];
  const readings: DocumentReading[] = [];
  let front: Study | null = null;
  const ms: Record<string, number> = {};
  for (const { step, captureId, picture, desk = null, lane = context.lane } of pictures.filter((p) => p.step.startsWith('document-'))) {
    const studied = study(engines, picture);
    if (step === 'document-front') front = studied;
    results.push(...(await inspectDocument(studied, { context: { ...context, desk, lane }, rules, captureId, withoutReading: true })).results);
    ms[`${step}-checks`] = clock.lap();
    const reading = await readDocument(studied);
    ms[`${step}-read`] = clock.lap();
    readings.push(await withPrintBesideMrz(studied, reading));
    ms[`${step}-print`] = clock.lap();
  }
  const reading = mergeReadings(readings);
  results.push(...(await judgeReading(settle(reading), context, rules)));
  const face = pictures.find((p) => p.step === 'face');
  const faceStudy = face ? study(engines, face.picture) : null;
  if (face && faceStudy) results.push(...(await inspectFace(faceStudy, { context: { ...context, lane: face.lane ?? context.lane }, rules, captureId: face.captureId })).results);
  ms['face-checks'] = clock.lap();
  const document = front ? await describeDocument(engines, front) : null;
  ms['portrait'] = clock.lap();
  const live = faceStudy ? await describeFound(engines, faceStudy) : null;
  const held = pictures.find((p) => p.step === 'statement');
  let statement: { reading: StatementReading; faces: StatementFaces } | null = null;
  if (held) {
    const studied = study(engines, held.picture);
    statement = { reading: await readStatement(studied), faces: await describeStatement(engines, studied) };
    ms['statement'] = clock.lap();
  }
  const matched = await matchCase({ document, face: live, live: [], statement: statement?.faces ?? null }, context, rules);
  results.push(...matched.results);
  ms['match'] = clock.lap();
  // One still picture cannot show that somebody was there: said so, never passed.
  results.push(...(await judgeLiveness(noChallenge('still-picture'), noLiveEvidence('still-picture'), context, rules)));
  return { reading, results, match: { verdict: matched.verdict, distance: matched.match.distance, frames: matched.match.frames, steps: matched.steps.pairs }, statement: statement?.reading ?? null, ms };
}

/** Faces of a case against each other: the same calls in the reader worker and in the CLI. */
import { pageOf, twoPortraitsOf, type Study } from './brain.ts';
import { checkById, checks } from './checks/index.ts';
import { liveCounter } from './checks/vote.ts';
import { runChecks, type AnyCheck, type CheckContext, type CheckResult, type Gather } from './checks/check.ts';
import type { MatchVerdict } from './case/verdicts.ts';
import type { CheckRules } from './rules.ts';
import { isAnsweredByStation } from './case/station-checks.ts';
import { CodedError } from './errors.ts';
import type { Frame } from './frame.ts';
import type { StatementFaces } from './statement-picture.ts';
import type { ArtifactMap } from './vision/artifacts/artifact.ts';
import type { LiveEvidence } from './vision/live/live-types.ts';
import type { ChallengeOutcome, FaceMatch } from './vision/artifacts/face-types.ts';
import type { Engines } from './vision/engines/engine.ts';
import { compare, verdict, type FaceDescriptor } from './vision/face/compare.ts';
import { describe, describeFace, type FaceDescription } from './vision/face/describe.ts';
import { fuse } from './vision/face/fuse.ts';
import { describePortrait, describeSmallPortrait } from './vision/face/portrait.ts';
import { compareSteps, type CaseFace, type FaceSteps } from './vision/face/steps.ts';

/** Who is in a picture: how many clear faces, and the largest one described. */
export type Person = { faces: number; largest: FaceDescription | null };

/** A picture of whatever kind (selfie, group, photo of a document): small portraits are searched for where no face is seen at first. */
export async function describePerson(engines: Engines, frame: Frame): Promise<Person> {
  const engine = await engines.face();
  const { faces, largest } = await describe(frame, engine, 'still');
  if (largest) return { faces: faces.length, largest };
  const portrait = await describeSmallPortrait(frame, engine);
  return { faces: portrait ? 1 : 0, largest: portrait };
}

/** The largest face of a picture whose faces were already looked for by its checks. */
export async function describeFound(engines: Engines, { picture, gather }: Study): Promise<FaceDescription | null> {
  const found = (await gather('faces')).faces[0];
  return found ? describeFace(picture.frame, found, await engines.face()) : null;
}

/** Portrait and ghost of a document: the ghost is the portrait once more, smaller; null: none is clear enough to be told from another person's. */
export type DocumentFaces = { portrait: FaceDescription; ghost: FaceDescription | null };

/** On the page seen straight on, where there is one (faces are larger and upright there), else in the picture, in which no ghost is looked for. */
export async function describeDocument(engines: Engines, studied: Study): Promise<DocumentFaces | null> {
  const engine = await engines.face();
  const page = await pageOf(studied);
  // On the page a portrait is large; the picture around it is searched down to small ones only where no page was found.
  const portrait = (page && (await describePortrait(page.page, engine, 2))) ?? (await describePortrait(studied.picture.frame, engine, page ? 2 : 3));
  const ghost = portrait && page ? (await twoPortraitsOf(studied))?.ghost : null;
  return portrait && { portrait, ghost: page && ghost ? await describeFace(page.page, ghost, engine) : null };
}

/** A camera frame: one fast look, then the full description. */
export async function describeLive(engines: Engines, frame: Frame): Promise<Person> {
  const { faces, largest } = await describe(frame, await engines.face(), 'live');
  return { faces: faces.length, largest };
}

/** Distance and verdict of two pictures. */
export function matchPeople(a: FaceDescriptor | null, b: FaceDescriptor | null): { distance: number | null; verdict: MatchVerdict } {
  const distance = a && b ? compare(a, b) : null;
  return { distance, verdict: verdict(distance) };
}

export const fuseFaces = (faces: readonly FaceDescription[]): FaceDescriptor | null =>
  faces.length === 0 ? null : fuse(faces.map((f) => f.descriptor), faces.map((f) => f.weight));

/** What the case has of faces. `face`: of the picture that was taken; `live`: frames after it, of the challenge; `statement`: of the picture with document and sheet. */
export type FacesOfCase = { document: DocumentFaces | null; face: FaceDescription | null; live: readonly FaceDescription[]; statement?: StatementFaces | null };

/** `fused`: the live face as one descriptor; null: there is none. */
export type MatchedCase = { fused: FaceDescriptor | null; match: FaceMatch; verdict: MatchVerdict; steps: FaceSteps; results: CheckResult[] };

/** The live face (one picture or several) against the document's portrait, and every face of the case against every other, with the match checks of the evidence stage. */
export async function matchCase({ document, face, live, statement = null }: FacesOfCase, context: CheckContext, rules: CheckRules): Promise<MatchedCase> {
  const all = face ? [face, ...live] : live;
  const fused = fuseFaces(all);
  const { distance, verdict: found } = matchPeople(document?.portrait.descriptor ?? null, fused);
  const match: FaceMatch = { distance, missing: document ? (fused ? null : 'live') : 'portrait', frames: all.length };
  const ofSteps = { portrait: document?.portrait.descriptor, ghost: document?.ghost?.descriptor, face: face?.descriptor, live: fuseFaces(live), statement: statement?.statement?.descriptor, held: statement?.held?.descriptor };
  const steps = compareSteps(Object.entries(ofSteps).flatMap(([kind, descriptor]) => (descriptor ? [{ kind, descriptor } as CaseFace] : [])));
  const results = await evidenceResults('match', { faceMatch: match, faceSteps: steps }, context, rules, (c) => !isAnsweredByStation(c));
  return { fused, match, verdict: found, steps, results };
}

/** The liveness checks of the evidence stage: the challenge, the votes over what the stream showed, and the check that counts them. */
export async function judgeLiveness(challenge: ChallengeOutcome, liveEvidence: LiveEvidence, context: CheckContext, rules: CheckRules): Promise<CheckResult[]> {
  const first = await evidenceResults('liveness', { challenge, liveEvidence }, context, rules, (c) => !countsVotes(c));
  const votes = first.filter((r) => checkById(r.id)?.partOf === liveCounter);
  const counted = await evidenceResults('liveness', { votes }, context, rules, countsVotes);
  return [...first, ...counted];
}

const countsVotes = (check: AnyCheck): boolean => (check.artifacts as readonly string[]).includes('votes');

function evidenceResults(subject: 'match' | 'liveness', given: Partial<ArtifactMap>, context: CheckContext, rules: CheckRules, chosen: (check: AnyCheck) => boolean = () => true): Promise<CheckResult[]> {
  const gather: Gather = (name) => {
    const artifact = (given as Record<string, unknown>)[name];
    return artifact === undefined ? Promise.reject(new CodedError('internal', { artifact: name })) : Promise.resolve(artifact as never);
  };
  const wanted = checks.filter((c) => c.subject === subject && c.stages.includes('evidence') && rules.enabled(c.id) && chosen(c));
  return runChecks(wanted, gather, { context, captureId: null, limitOf: rules.limitOf });
}

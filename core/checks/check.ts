/**
 * What a check is, and the runner that keeps its promises: a check receives only the artifacts it named, the runner compares
 * with the threshold, and whatever throws becomes `not-assessed`, never a pass.
 * Shape after Lighthouse's audits (declared artifacts, thresholds with their origin, text beside the code).
 */
import type { Region } from '../frame.ts';
import type { DeskBaseline } from '../golden-card/desk.ts';
import type { ArtifactMap, ArtifactName } from '../vision/artifacts/artifact.ts';

/** live: on every camera frame · capture: once on a finished picture · evidence: over the captures of a case. */
export type CheckStage = 'live' | 'capture' | 'evidence';

/** What the check speaks of; it names the journey step a retry goes back to. */
export type CheckSubject = 'document' | 'face' | 'match' | 'liveness' | 'statement' | 'address';

/** retry: the customer can mend it now · staff: a person decides · final: escalate · coach: says so live, never decides alone. */
export type Lane = 'retry' | 'staff' | 'final' | 'coach';

/** Keeps "could not be processed" apart from "may not be accepted" and from "suspected fraud". */
export type Concern = 'processing' | 'eligibility' | 'fraud';

export type CheckStatus = 'pass' | 'fail' | 'not-assessed' | 'not-applicable';

/**
 * `at-least`: passes when value >= limit · `at-most`: passes when value <= limit.
 * The comment beside every limit says where the number comes from.
 */
export type Threshold = { limit: number; direction: 'at-least' | 'at-most'; unit: string };

/** Texts for the customer. `variants` (for example "too-close") override both for one `values.variant`. */
export type CheckStrings = {
  /** What is wrong, one short sentence. */
  failure: string;
  /** What to DO, max 90 characters. */
  remedy: string;
  /** For the translator. */
  note: string;
  variants?: Record<string, { failure: string; remedy: string }>;
  /** Variants whose way out only staff has: a customer who is alone is told the plain text. */
  staffVariants?: readonly string[];
};

export type CheckValues = Record<string, string | number>;

export type Measured =
  | { kind: 'measured'; value: number; regions?: Region[]; values?: CheckValues }
  | { kind: 'not-applicable'; reason: string }
  | { kind: 'not-assessed'; reason: string };

export const measured = (value: number, regions: Region[] = [], values: CheckValues = {}): Measured => ({ kind: 'measured', value, regions, values });
export const notApplicable = (reason: string): Measured => ({ kind: 'not-applicable', reason });
export const notAssessed = (reason: string): Measured => ({ kind: 'not-assessed', reason });

/** What a check may know beside its artifacts. */
export type CheckContext = {
  /** The case date, YYYY-MM-DD, from a trusted clock; empty where there is none. */
  date: string;
  /** What the customer said they bring; null where nobody chose. */
  chosenType: string | null;
  /** Document classes the policy accepts. */
  acceptedTypes: readonly string[];
  /** Where the picture comes from. */
  lane: 'camera' | 'scanner' | 'file';
  /** Of the device the picture comes from, where it was shown the golden card; left out: nothing is known of it. */
  desk?: DeskBaseline | null;
};

export type Check<Names extends ArtifactName = ArtifactName> = {
  /** Row code of REASONS.md, for example `doc.sharpness`. */
  id: string;
  subject: CheckSubject;
  stages: readonly CheckStage[];
  lane: Lane;
  concern: Concern;
  artifacts: readonly Names[];
  threshold: Threshold;
  strings: CheckStrings;
  /** A vote: one weak sign among several, counted by the check of this id; where that one passes, the vote is recorded and not told. */
  partOf?: string;
  /** Pure: same artifacts, same answer. Value in `threshold.unit`. */
  measure(artifacts: Pick<ArtifactMap, Names>, context: CheckContext): Measured;
};

export function defineCheck<const Names extends ArtifactName>(check: Check<Names>): Check<Names> {
  return check;
}

// A check of any artifacts; method parameters are bivariant, so every Check<...> fits.
export type AnyCheck = Check<never> | Check;

export type CheckResult = {
  id: string;
  status: CheckStatus;
  /** Raw value in the threshold's unit; null when there is none. */
  value: number | null;
  threshold: number | null;
  unit: string;
  regions: Region[];
  /** Facts for the sentence (`variant` picks one of its forms). */
  values: CheckValues;
  /** Why it is not-assessed or not-applicable. */
  reason: string | null;
  /** The capture it was measured on; null for the case as a whole. */
  captureId: string | null;
};

export function judge(value: number, threshold: Threshold): 'pass' | 'fail' {
  // NaN compares false both ways, so it can only fail.
  return (threshold.direction === 'at-least' ? value >= threshold.limit : value <= threshold.limit) ? 'pass' : 'fail';
}

/** Hands out artifacts by name, each made at most once. Rejects when an artifact cannot be made. */
export type Gather = <Name extends ArtifactName>(name: Name) => Promise<ArtifactMap[Name]>;

export type RunOptions = {
  context: CheckContext;
  captureId?: string | null;
  /** Policy's limit for a check, where it has one. */
  limitOf?: (id: string) => number | undefined;
};

export async function runCheck(check: AnyCheck, gather: Gather, options: RunOptions): Promise<CheckResult> {
  const limit = options.limitOf?.(check.id) ?? check.threshold.limit;
  const threshold: Threshold = { ...check.threshold, limit };
  const base = { id: check.id, threshold: limit, unit: threshold.unit, captureId: options.captureId ?? null };
  const without = (status: 'not-assessed' | 'not-applicable', reason: string): CheckResult => ({ ...base, status, value: null, regions: [], values: {}, reason });
  try {
    const artifacts: Record<string, unknown> = {};
    for (const name of check.artifacts as readonly ArtifactName[]) artifacts[name] = await gather(name);
    const got = (check as Check).measure(artifacts as ArtifactMap, options.context);
    if (got.kind !== 'measured') return without(got.kind, got.reason);
    if (!Number.isFinite(got.value)) return without('not-assessed', 'no-number');
    return { ...base, status: judge(got.value, threshold), value: got.value, regions: got.regions ?? [], values: got.values ?? {}, reason: null };
  } catch (thrown) {
    return without('not-assessed', reasonOf(thrown));
  }
}

/** In registry order, which is the order of urgency for the coach. */
export async function runChecks(checks: readonly AnyCheck[], gather: Gather, options: RunOptions): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) results.push(await runCheck(check, gather, options));
  return results;
}

// Only a code may leave: an exception's own text can hold what it read.
function reasonOf(thrown: unknown): string {
  return thrown instanceof Error && thrown.name === 'CodedError' ? thrown.message : 'artifact-failed';
}

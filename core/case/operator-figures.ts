/** Figures of operators: how often their cases were decided otherwise, and how long each step takes them. For supervisors; a hint to look, never a score. */
import { z } from 'zod';

export const workSteps = ['document', 'face', 'result', 'confirm'] as const;
export type WorkStep = (typeof workSteps)[number];

export const operatorFiguresSchema = z.object({
  operatorId: z.uuid(), name: z.string(), cases: z.number().int(),
  /** Left to staff when they were closed. */
  referred: z.number().int(),
  /** Decided otherwise than the policy did, by a second person. */
  overridden: z.number().int(),
  /** Median seconds; null: no case has this step. */
  seconds: z.record(z.enum(workSteps), z.number().nullable()),
});
export type OperatorFigures = z.infer<typeof operatorFiguresSchema>;

export type WorkedCase = {
  operatorId: string; operatorName: string; outcome: string; machine: string | null; kind: string | null;
  startedAt: string; documentAt: string | null; faceAt: string | null; submittedAt: string; closedAt: string;
};

/** Longer than this a step was interrupted, and says nothing about work. Chosen: the longest idle time of the shipped policy is 5 minutes. */
const interruptedSeconds = 900;

export function figuresOf(cases: readonly WorkedCase[]): OperatorFigures[] {
  const ids = [...new Set(cases.map(({ operatorId }) => operatorId))];
  return ids.map((operatorId) => {
    const own = cases.filter((one) => one.operatorId === operatorId);
    return {
      operatorId, name: own[0]?.operatorName ?? '', cases: own.length,
      referred: own.filter(({ outcome, machine }) => (machine ?? outcome) === 'refer').length,
      overridden: own.filter(({ kind }) => kind === 'override').length,
      seconds: Object.fromEntries(workSteps.map((step) => [step, median(own.map((one) => secondsOf(one, step)).filter((s) => s !== null))])) as OperatorFigures['seconds'],
    };
  }).sort((a, b) => b.cases - a.cases || a.name.localeCompare(b.name));
}

function secondsOf({ startedAt, documentAt, faceAt, submittedAt, closedAt }: WorkedCase, step: WorkStep): number | null {
  const spans: Record<WorkStep, [from: string | null, to: string | null]> = { document: [startedAt, documentAt], face: [documentAt, faceAt], result: [faceAt ?? documentAt, submittedAt], confirm: [submittedAt, closedAt] };
  const [from, to] = spans[step];
  if (from === null || to === null) return null;
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return seconds >= 0 && seconds <= interruptedSeconds ? seconds : null;
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? null : Math.round(((low + high) / 2) * 10) / 10;
}

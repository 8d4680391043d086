/** What whoever walks is told of the way: stages, of which one may have several screens. */
import type { JourneyStep } from '../../core/case/journey.ts';

export type Stage = 'choose' | 'consent' | 'document' | 'review' | 'face' | 'statement' | 'address' | 'result';

export const stageOf: Record<JourneyStep, Stage> = {
  'setup': 'choose', 'consent': 'consent', 'document-front': 'document', 'document-back': 'document', 'review': 'review',
  'face': 'face', 'challenge': 'face', 'staff-comparison': 'face', 'statement': 'statement', 'address': 'address', 'proof': 'address', 'result': 'result', 'finished': 'result', 'declined': 'consent',
};

export const stagesOf = ({ statement, address }: { statement: boolean; address: boolean }): Stage[] =>
  ['choose', 'consent', 'document', 'review', 'face', ...(statement ? ['statement' as const] : []), ...(address ? ['address' as const] : []), 'result'];

/** Counted from 1. For a customer alone, who shall never see the way grow or shrink: both sides are one stage, and a statement that is left to staff stays one. */
export function placeOf(step: JourneyStep, asksStatement: boolean): { at: number; of: number } {
  const stages = stagesOf({ statement: asksStatement, address: false });
  return { at: Math.max(1, stages.indexOf(stageOf[step]) + 1), of: stages.length };
}

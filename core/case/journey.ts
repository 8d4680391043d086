/** The walk of one case as a reducer: (state, event) -> state. No clock, no device; the renderer shows what it says. */
import type { CaptureStep, CaseSetup } from './case.ts';

export type JourneyStep =
  | 'setup' | 'consent' | 'document-front' | 'document-back' | 'review' | 'face' | 'challenge' | 'staff-comparison' | 'statement' | 'address' | 'proof' | 'result' | 'finished' | 'declined';

/** Where a reason may send the clerk back to. */
export type RetakeStep = CaptureStep | 'setup' | 'challenge' | 'staff-comparison' | 'address';

export type Journey = {
  step: JourneyStep;
  setup: CaseSetup | null;
  twoSided: boolean;
  /** A picture with document and sheet in the hand is asked for, unless faces are not compared. */
  statement: boolean;
  /** Capture id by step. */
  captures: Partial<Record<CaptureStep, string>>;
  /** Where a retry was asked; after mending it the walk goes on to the next step that is not done. */
  attempts: number;
};

export type JourneyEvent =
  | { type: 'chosen'; setup: Omit<CaseSetup, 'consent'>; twoSided: boolean; statement: boolean }
  | { type: 'consented'; consent: CaseSetup['consent'] }
  | { type: 'declined' }
  | { type: 'captured'; step: CaptureStep; captureId: string }
  | { type: 'reviewed' }
  | { type: 'challenged' }
  | { type: 'compared' }
  /** The customer's address is typed in. */
  | { type: 'addressed' }
  /** A customer alone cannot make the statement (no printer): staff will. */
  | { type: 'statement-left' }
  | { type: 'retake'; step: RetakeStep }
  | { type: 'back' }
  | { type: 'finished' };

export const newJourney: Journey = { step: 'setup', setup: null, twoSided: false, statement: false, captures: {}, attempts: 0 };

/** An event that does not belong to the step leaves the state as it is. */
export function advance(state: Journey, event: JourneyEvent): Journey {
  switch (event.type) {
    case 'chosen':
      if (state.step !== 'setup') return state;
      return { ...state, step: 'consent', twoSided: event.twoSided, statement: event.statement, setup: { ...event.setup, consent: noConsent }, captures: without(state.captures, notOf(event.setup, state.setup)) };
    case 'consented':
      if (state.step !== 'consent' || !state.setup) return state;
      return { ...state, step: 'document-front', setup: { ...state.setup, consent: event.consent }, captures: without(state.captures, event.consent.faceComparison ? [] : ofFaces) };
    case 'declined':
      return state.step === 'consent' ? { ...state, step: 'declined' } : state;
    case 'captured': {
      if (state.step !== event.step) return state;
      const captures = { ...state.captures, [event.step]: event.captureId };
      return { ...state, captures, step: afterCapture(event.step, { ...state, captures }) };
    }
    case 'reviewed':
      return state.step === 'review' ? { ...state, step: afterReview(state) } : state;
    case 'challenged':
      return state.step === 'challenge' ? { ...state, step: afterFaces(state) } : state;
    case 'compared':
      return state.step === 'staff-comparison' ? { ...state, step: afterPrimary(state) } : state;
    case 'addressed':
      return state.step === 'address' ? { ...state, step: state.captures.proof ? 'result' : 'proof' } : state;
    case 'statement-left': {
      const without = { ...state, statement: false };
      return state.step === 'statement' && state.setup?.mode === 'self-service' ? { ...without, step: afterPrimary(without) } : state;
    }
    case 'retake':
      return { ...state, captures: without(state.captures, takenAgain[event.step]), step: event.step, attempts: state.attempts + 1 };
    case 'back':
      return { ...state, step: previous(state) };
    case 'finished':
      return state.step === 'result' ? { ...state, step: 'finished' } : state;
  }
}

const ofDocument = ['document-front', 'document-back'] as const satisfies readonly CaptureStep[];
const ofFaces = ['face', 'statement'] as const satisfies readonly CaptureStep[];

/** Another type is chosen because the document is of another one than was said: none of its pictures stays. */
const takenAgain: Record<RetakeStep, readonly CaptureStep[]> = {
  'setup': ofDocument, 'document-front': ['document-front'], 'document-back': ['document-back'], 'face': ['face'], 'challenge': [], 'staff-comparison': [], 'statement': ['statement'], 'address': [], 'proof': ['proof'],
};

/** What was taken and does not belong to what is chosen now: whoever walks back may choose otherwise. */
const notOf = (chosen: Omit<CaseSetup, 'consent'>, before: CaseSetup | null): CaptureStep[] => [...(chosen.documentType === before?.documentType ? [] : ofDocument), ...(chosen.tier === 'advanced' ? [] : ['proof' as const])];

const without = (captures: Journey['captures'], steps: readonly CaptureStep[]): Journey['captures'] =>
  Object.fromEntries(Object.entries(captures).filter(([step]) => !(steps as readonly string[]).includes(step)));

const noConsent: CaseSetup['consent'] = { version: '', accepted: false, faceComparison: true, at: '' };

/** A document taken again may carry another portrait: staff compares anew. */
function afterReview(state: Journey): JourneyStep {
  if (state.setup?.consent.faceComparison === false) return 'staff-comparison';
  return state.captures.face ? afterFaces(state) : 'face';
}

function afterCapture(step: CaptureStep, state: Journey): JourneyStep {
  if (step === 'document-front') return state.twoSided && !state.captures['document-back'] ? 'document-back' : 'review';
  if (step === 'document-back') return 'review';
  if (step === 'statement') return afterPrimary(state);
  return step === 'proof' ? 'result' : 'challenge';
}

/** Drafts of before the statement, and one whose statement must be made again, are asked for it wherever they stood behind it; where it is asked for no more, it is stepped over. */
export function withStatement(state: Journey, statement: boolean): Journey {
  const behind: readonly JourneyStep[] = ['address', 'proof', 'result'];
  const asked = { ...state, statement };
  if (!statement && state.step === 'statement') return { ...asked, step: afterPrimary(asked) };
  return behind.includes(state.step) && afterFaces(asked) === 'statement' ? { ...asked, step: 'statement' } : asked;
}

const afterFaces = (state: Journey): JourneyStep => (state.statement && state.setup?.consent.faceComparison !== false && !state.captures.statement ? 'statement' : afterPrimary(state));

/** The advanced tier stands on top of a primary one that is done. */
const afterPrimary = ({ setup, captures }: Journey): JourneyStep => (setup?.tier === 'advanced' && !captures.proof ? 'address' : 'result');

function previous(state: Journey): JourneyStep {
  switch (state.step) {
    case 'consent': return 'setup';
    case 'document-front': return 'consent';
    case 'document-back': return 'document-front';
    case 'review': return state.twoSided ? 'document-back' : 'document-front';
    case 'face': return 'review';
    case 'challenge': return 'face';
    case 'staff-comparison': return 'review';
    case 'statement': return 'challenge';
    case 'proof': return 'address';
    default: return state.step;
  }
}

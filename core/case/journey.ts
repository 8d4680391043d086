/** The walk of one case as a reducer: (state, event) -> state. No clock, no device; the renderer shows what it says. */
import type { CaptureStep, CaseSetup } from './case.ts';

export type JourneyStep =
  | 'setup' | 'consent' | 'document-front' | 'document-back' | 'review' | 'face' | 'challenge' | 'result' | 'finished' | 'declined';

export type Journey = {
  step: JourneyStep;
  setup: CaseSetup | null;
  twoSided: boolean;
  /** Capture id by step. */
  captures: Partial<Record<CaptureStep, string>>;
  /** Where a retry was asked; after mending it the walk goes on to the next step that is not done. */
  attempts: number;
};

export type JourneyEvent =
  | { type: 'chosen'; setup: Omit<CaseSetup, 'consent'>; twoSided: boolean }
  | { type: 'consented'; consent: CaseSetup['consent'] }
  | { type: 'declined' }
  | { type: 'captured'; step: CaptureStep; captureId: string }
  | { type: 'reviewed' }
  | { type: 'challenged' }
  | { type: 'retake'; step: CaptureStep | 'challenge' }
  | { type: 'back' }
  | { type: 'finished' };

export const newJourney: Journey = { step: 'setup', setup: null, twoSided: false, captures: {}, attempts: 0 };

/** An event that does not belong to the step leaves the state as it is. */
export function advance(state: Journey, event: JourneyEvent): Journey {
  switch (event.type) {
    case 'chosen':
      if (state.step !== 'setup') return state;
      return { ...state, step: 'consent', twoSided: event.twoSided, setup: { ...event.setup, consent: noConsent } };
    case 'consented':
      if (state.step !== 'consent' || !state.setup) return state;
      return { ...state, step: 'document-front', setup: { ...state.setup, consent: event.consent } };
    case 'declined':
      return state.step === 'consent' ? { ...state, step: 'declined' } : state;
    case 'captured': {
      if (state.step !== event.step) return state;
      const captures = { ...state.captures, [event.step]: event.captureId };
      return { ...state, captures, step: afterCapture(event.step, { ...state, captures }) };
    }
    case 'reviewed':
      return state.step === 'review' ? { ...state, step: state.captures.face ? 'result' : 'face' } : state;
    case 'challenged':
      return state.step === 'challenge' ? { ...state, step: 'result' } : state;
    case 'retake': {
      if (event.step === 'challenge') return { ...state, step: 'challenge', attempts: state.attempts + 1 };
      const captures = { ...state.captures };
      delete captures[event.step];
      return { ...state, captures, step: event.step, attempts: state.attempts + 1 };
    }
    case 'back':
      return { ...state, step: previous(state) };
    case 'finished':
      return state.step === 'result' ? { ...state, step: 'finished' } : state;
  }
}

const noConsent: CaseSetup['consent'] = { version: '', accepted: false, at: '' };

function afterCapture(step: CaptureStep, state: Journey): JourneyStep {
  if (step === 'document-front') return state.twoSided && !state.captures['document-back'] ? 'document-back' : 'review';
  if (step === 'document-back') return 'review';
  return 'challenge';
}

function previous(state: Journey): JourneyStep {
  switch (state.step) {
    case 'consent': return 'setup';
    case 'document-front': return 'consent';
    case 'document-back': return 'document-front';
    case 'review': return state.twoSided ? 'document-back' : 'document-front';
    case 'face': return 'review';
    case 'challenge': return 'face';
    default: return state.step;
  }
}

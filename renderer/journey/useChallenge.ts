/** Feeds the challenge with what the camera reports, and asks the reader now and then whether it is still the same person. */
import { shallowRef, type ShallowRef } from 'vue';
import { challengeOutcome, feedChallenge, newChallenge, type ChallengeFrame, type ChallengeState } from '../../core/case/challenge.ts';
import { challengeFrame } from '../../core/vision/face/challenge-frame.ts';
import type { FaceFrameReport } from '../workers/api.ts';

/** A descriptor takes about half a second in the other worker; more often would only queue. */
export const sameFaceEveryMs = 900;

export type ChallengeRun = {
  state: ShallowRef<ChallengeState>;
  restart(): void;
  feed(report: FaceFrameReport, timeMs: number, sameFace: boolean | null): void;
  outcome: () => ReturnType<typeof challengeOutcome>;
};

export function useChallenge(options: { steps: number; secondsPerStep: number; random?: () => number }): ChallengeRun {
  const random = options.random ?? ((): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32);
  const state = shallowRef<ChallengeState>(newChallenge(options.steps, random));
  return {
    state,
    restart() { state.value = newChallenge(options.steps, random); },
    feed(report, timeMs, sameFace) { state.value = feedChallenge(state.value, frameOf(report, timeMs, sameFace), options.secondsPerStep * 1000); },
    outcome: () => challengeOutcome(state.value),
  };
}

export function frameOf(report: FaceFrameReport, timeMs: number, sameFace: boolean | null): ChallengeFrame {
  return challengeFrame({ timeMs, faces: report.faces.length, quality: report.quality, sameFace });
}

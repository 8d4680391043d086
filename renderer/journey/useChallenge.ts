/** Feeds the challenge with what the camera reports, and asks the reader now and then whether it is still the same person. */
import { shallowRef, type ShallowRef } from 'vue';
import { challengeOutcome, feedChallenge, newChallenge, type ChallengeFrame, type ChallengePlan, type ChallengeState } from '../../core/case/challenge.ts';
import { challengeFrame } from '../../core/vision/face/challenge-frame.ts';
import type { FaceFrameReport } from '../workers/api.ts';

/** A descriptor takes about half a second in the other worker; more often would only queue. */
export const sameFaceEveryMs = 900;

/**
 * The votes on liveness follow motion from frame to frame and need about four a second; the live loop comes first, so on a machine on which a
 * frame of it takes long they get less.
 */
export const watchEveryMs = (frameMs: number): number => Math.max(220, 2 * frameMs);

export type ChallengeRun = {
  state: ShallowRef<ChallengeState>;
  restart(): void;
  feed(report: FaceFrameReport, timeMs: number, sameFace: boolean | null): void;
  outcome: () => ReturnType<typeof challengeOutcome>;
};

export function useChallenge(options: ChallengePlan & { secondsPerStep: number; random?: () => number }): ChallengeRun {
  const random = options.random ?? ((): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32);
  const begun = (): ChallengeState => newChallenge(options, random, crypto.randomUUID());
  const state = shallowRef<ChallengeState>(begun());
  return {
    state,
    restart() { state.value = begun(); },
    feed(report, timeMs, sameFace) { state.value = feedChallenge(state.value, frameOf(report, timeMs, sameFace), options.secondsPerStep * 1000); },
    outcome: () => challengeOutcome(state.value),
  };
}

export function frameOf(report: FaceFrameReport, timeMs: number, sameFace: boolean | null): ChallengeFrame {
  return challengeFrame({ timeMs, faces: report.faces.length, quality: report.quality, sameFace });
}

/** The customer did what was asked, and was the same one all the time (row P2.2c). One control among several; no claim about attacks. */
import { isTurn, type ChallengeOutcome } from '../../vision/artifacts/face-types.ts';
import { defineCheck, measured, notAssessed } from '../check.ts';

export const liveChallenge = defineCheck({
  id: 'live.challenge',
  subject: 'liveness',
  stages: ['evidence'],
  lane: 'staff',
  concern: 'fraud',
  artifacts: ['challenge'],
  // By definition: every asked step, without a break.
  threshold: { limit: 1, direction: 'at-least', unit: 'share of asked steps' },
  strings: {
    failure: 'The live check was not completed.',
    remedy: 'Repeat the live check: follow the instructions and stay in the picture.',
    note: 'For clerk and customer. Must not accuse.',
    variants: {
      steps: { failure: 'Not every movement of the live check was seen.', remedy: 'Repeat the live check and follow each instruction.' },
      opposite: { failure: 'The head turned the other way each time it was asked to turn.', remedy: 'Repeat it and follow the arrow; staff look whether the camera mirrors its picture.' },
      break: { failure: 'The face left the picture or changed during the live check.', remedy: 'Repeat the live check and stay in the picture.' },
    },
  },
  measure({ challenge }) {
    if (challenge.notRun !== null) return notAssessed(challenge.notRun);
    if (challenge.asked.length === 0) return notAssessed('nothing-asked');
    const done = challenge.asked.filter((step, i) => challenge.done[i] === step).length / challenge.asked.length;
    const record = { run: challenge.run, asked: challenge.asked.join(' '), seconds: challenge.doneMs.map((ms) => (ms / 1000).toFixed(1)).join(' '), wrong: challenge.wrong };
    if (!challenge.continuous) return measured(0, [], { variant: 'break', ...record });
    return measured(done, [], { variant: turnedTheOtherWay(challenge) ? 'opposite' : 'steps', ...record });
  },
});

/** Nothing was seen of a turn that was asked first, but twice or more the opposite one: once is anybody's mistake. Chosen, not measured. */
const turnedTheOtherWay = ({ asked, done, wrong }: ChallengeOutcome): boolean => done.length === 0 && isTurn(asked[0]) && wrong >= 2;

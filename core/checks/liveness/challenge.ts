/** The customer did what was asked, and was the same one all the time (row P2.2c). One control among several; no claim about attacks. */
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
    remedy: 'Repeat the live check: follow the arrows and stay in the picture.',
    note: 'For clerk and customer. Must not accuse.',
    variants: {
      steps: { failure: 'Not every movement of the live check was seen.', remedy: 'Repeat the live check and follow each arrow.' },
      break: { failure: 'The face left the picture or changed during the live check.', remedy: 'Repeat the live check and stay in the picture.' },
    },
  },
  measure({ challenge }) {
    if (challenge.notRun !== null) return notAssessed(challenge.notRun);
    if (challenge.asked.length === 0) return notAssessed('nothing-asked');
    const done = challenge.asked.filter((step, i) => challenge.done[i] === step).length / challenge.asked.length;
    const record = { run: challenge.run, asked: challenge.asked.join(' '), seconds: challenge.doneMs.map((ms) => (ms / 1000).toFixed(1)).join(' '), wrong: challenge.wrong };
    return challenge.continuous ? measured(done, [], { variant: 'steps', ...record }) : measured(0, [], { variant: 'break', ...record });
  },
});

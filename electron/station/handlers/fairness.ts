import { ledgerOf } from '../fairness.ts';
import { overseers, type Handlers } from './handler.ts';

export const fairnessHandlers: Handlers<'fairness.counts'> = {
  'fairness.counts': { who: overseers, handle: (station) => ledgerOf(station.db()) },
};

import { ledgerOf } from '../fairness.ts';
import type { Handlers } from './handler.ts';

export const fairnessHandlers: Handlers<'fairness.counts'> = {
  'fairness.counts': { who: ['supervisor', 'auditor'], handle: (station) => ledgerOf(station.db()) },
};

/** A customer alone with the station: begin, end, and the call for a person. */
import type { Handlers } from './handler.ts';

const customer = ['customer'] as const;

export const visitHandlers: Handlers<'visit.begin' | 'visit.end' | 'visit.call'> = {
  'visit.begin': { who: 'anyone', handle: (station) => station.visits.begin() },
  'visit.end': {
    who: customer,
    handle: (station, { why }) => {
      station.visits.end(why);
      return {};
    },
  },
  'visit.call': {
    who: customer,
    handle: (station) => {
      station.visits.call();
      return {};
    },
  },
};

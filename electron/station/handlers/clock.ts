import { acceptClock } from '../health/clock.ts';
import { byPassphrase } from '../operators/prove.ts';
import { supervisors, type Handlers } from './handler.ts';

export const clockHandlers: Handlers<'clock.accept'> = {
  'clock.accept': {
    who: supervisors,
    handle: (station, { passphrase }) => {
      const by = station.session.needed();
      return byPassphrase(station, { name: by.name, passphrase, at: 'clock' }, () => {
        station.session.still(by);
        acceptClock(station);
        return {};
      });
    },
  },
};

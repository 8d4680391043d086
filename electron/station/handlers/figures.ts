import { figuresOf } from '../../../core/case/operator-figures.ts';
import { closedCases } from '../store/figures.ts';
import { supervisors, type Handlers } from './handler.ts';

/** Chosen: long enough for counts, short enough to be about now. */
export const figureDays = 90;

export const figureHandlers: Handlers<'operators.figures'> = {
  'operators.figures': {
    who: supervisors,
    handle: (station) => {
      const since = new Date(station.clock().getTime() - figureDays * 86_400_000).toISOString();
      return { days: figureDays, rows: figuresOf(closedCases(station.db(), since)) };
    },
  },
};

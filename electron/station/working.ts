/** Work that lets the station answer nothing is announced, so that its host does not take it for hanging (electron/silence.ts). */
import type { Station } from './station.ts';

/** Synchronous work that may take longer than a hanging station is waited for: a large store that a new program has to change first, a long trail, a slow stick. */
export function whileWorking<Made>(station: Station, work: () => Made): Made {
  station.tools.working(true);
  try {
    return work();
  } finally {
    station.tools.working(false);
  }
}

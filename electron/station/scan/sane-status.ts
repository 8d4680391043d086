/** SANE's statuses as ours: by the exit code of scanimage, and by what it says when it does not come to exit. */
import type { ErrorCode } from '../../../core/errors.ts';

type Row = { code: ErrorCode; /** As sane_strstatus of sane-backends 1.1.1 names it. */ said: string };

/** SANE_Status by its number (SANE standard 1.06, 4.2.7; 12 and 13 are proposed in sane.h). Double feeds are told as JAMMED by the drivers that notice them. */
export const saneStatuses: Record<number, Row> = {
  1: { code: 'scanner.unsupported', said: 'Operation not supported' },
  2: { code: 'scanner.cancelled', said: 'Operation was canceled' },
  3: { code: 'scanner.busy', said: 'Device busy' },
  4: { code: 'scanner.settings', said: 'Invalid argument' },
  5: { code: 'scanner.no-paper', said: 'End of file reached' },
  6: { code: 'scanner.jammed', said: 'Document feeder jammed' },
  7: { code: 'scanner.no-paper', said: 'Document feeder out of documents' },
  8: { code: 'scanner.cover-open', said: 'Scanner cover is open' },
  9: { code: 'scanner.connection', said: 'Error during device I/O' },
  10: { code: 'scanner.memory', said: 'Out of memory' },
  11: { code: 'scanner.denied', said: 'Access to resource has been denied' },
  12: { code: 'scanner.warming-up', said: 'The scanner is warming up' },
  13: { code: 'scanner.locked', said: 'The scanner hardware is locked' },
};
export const outOfDocuments = 7;

/** A number that SANE does not know, or none: the program was ended by a signal. */
export const codeOfStatus = (status: number | null): ErrorCode => (status === null ? undefined : saneStatuses[status]?.code) ?? 'scanner.failed';

/**
 * What scanimage gave as its reason; null: nothing yet. Its words stay here, because they may name the device. A device that cannot be opened is
 * told by its own words, because scanimage then exits with 1 whatever the status was.
 */
export function statusSaid(text: string): { at: 'open' | 'scan'; status: number } | null {
  for (const line of text.split('\n').slice(0, -1)) {
    const scan = /^scanimage: sane_(?:start|read): (.+)$/.exec(line)?.[1];
    const open = /^scanimage: open of device .* failed: (.+)$/.exec(line)?.[1];
    const status = numberOf(scan ?? open);
    if (status !== null) return { at: scan === undefined ? 'open' : 'scan', status };
  }
  return null;
}

function numberOf(said: string | undefined): number | null {
  const found = Object.entries(saneStatuses).find(([, row]) => row.said === said);
  return found ? Number(found[0]) : null;
}

/** A name nobody knows is answered INVAL or UNSUPPORTED, a pulled cable IO_ERROR: all of them are a scanner that is not there. */
const notThere = new Set([1, 4, 9]);
export const codeOfSaid = (said: { at: 'open' | 'scan'; status: number }): ErrorCode =>
  (said.at === 'open' && notThere.has(said.status) ? 'scanner.missing' : codeOfStatus(said.status));

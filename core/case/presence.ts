/**
 * Whether somebody is still there who is alone with the station, and whether faces tell that it is another one. Pure, without a clock. The idle time itself
 * counts elsewhere (useIdle); here only for how long after the last hand on the screen what cameras see, or work of the station, keeps it from running: a card
 * that was left behind lies still. Who began is not known before the first face.
 */
import type { ChallengeFailure } from './challenge.ts';
import type { StepPair } from './steps.ts';

/** How long what a camera sees keeps a visit open without a hand on the screen, ms. Chosen: the longest step that was walked here took 60 s. */
export const seenKeepsMs = 120_000;

/** The same while the station itself works and the customer waits for it, ms. Chosen: several times what the slowest machine here took; an engine that hangs keeps nobody's data on the screen for ever. */
export const workKeepsMs = 300_000;

export type Presence = { /** When a hand last touched the screen, ms. */ touchedMs: number };

/** Whether somebody counts as being there at `timeMs`: a camera sees a document or a face, or (`work`) the station makes them wait. */
export const seenCounts = ({ touchedMs }: Presence, timeMs: number, why: 'seen' | 'work' = 'seen'): boolean => timeMs - touchedMs < (why === 'work' ? workKeepsMs : seenKeepsMs);

/** Another person sat down: the live check saw it, or two of the faces before the camera (picture, live check, with the sheet) are not one person's. Unsure is no word for it. */
export function isOtherPerson(failed: ChallengeFailure | null, pairs: readonly StepPair[]): boolean {
  return failed === 'other-face' || pairs.some(({ a, b, verdict }) => verdict === 'different' && seen.includes(a) && seen.includes(b));
}

/** Faces of the person before the camera, not of a document. */
const seen: readonly StepPair['a'][] = ['face', 'live', 'statement'];

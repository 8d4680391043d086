/** Which pictures of a scan are front and back at first; the clerk may change it. */
import type { Picture } from './useScan.ts';

/** Chosen: a card is turned over in seconds. What was scanned longer before, or lay in the folder when the sheet was opened, may be another customer's: a person looks at it first. */
export const togetherMs = 120_000;
export const timeOf = ({ scanned }: Pick<Picture, 'scanned'>): number => Date.parse(scanned.at);

type Pairable = Pick<Picture, 'key' | 'page' | 'portrait' | 'scanned'>;

/** The front is the one with a face on it, or the first. Its back is the other side of its sheet where both sides were scanned, or else the first other one of the same minutes. */
export function usualPair(pictures: readonly Pairable[], sides: 1 | 2): { front: string | null; back: string | null } {
  const front = pictures.find((p) => p.portrait) ?? pictures[0];
  if (!front) return { front: null, back: null };
  const others = sides === 2 ? pictures.filter((p) => p.key !== front.key && Math.abs(timeOf(p) - timeOf(front)) <= togetherMs) : [];
  const back = others.find((p) => sheetOf(p) !== null && sheetOf(p) === sheetOf(front)) ?? others[0];
  return { front: front.key, back: back?.key ?? null };
}

/** A feeder for both sides gives front, back, front, back; null: the page has no other side here. */
const sheetOf = ({ page, scanned }: Pairable): number | null => (scanned.source === 'duplex' ? Math.ceil(page / 2) : null);

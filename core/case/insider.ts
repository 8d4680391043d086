/** Staff as customers: whether the holder's name is that of somebody who works at this station. */
import { compareToHolder, holderNamesOf, type HolderName } from '../document/name-compare.ts';
import { looseParticles } from '../document/name-parts.ts';
import type { Fields } from '../document/reading.ts';
import type { Evidence } from './case.ts';
import { corrected, settledReading } from './settled.ts';

/** nobody · a colleague has this name · too little of the name could be read to tell */
export type InsiderWord = 'nobody' | 'colleague' | 'no-name';

/** The customer's face against those of staff who let the station keep theirs. `notCompared`: code of the reason, null where it was. */
export type InsiderFace = { notCompared: 'no-staff-face' | 'demo-face' | 'networks-unknown' | 'no-live-face' | 'other-networks' | null; colleagues: number };

/**
 * Every name the case has known: as each source of the document has it, as the machine settled on it, with the clerk's choices of characters, and as the
 * clerk corrected it. None takes the place of another: whoever serves their own case would only have to correct the name.
 * @param today YYYY-MM-DD
 */
export function namesKnown(cases: readonly Pick<Evidence, 'extraction' | 'mrzChoices' | 'corrections'>[], today: string): HolderName[] {
  return cases.flatMap(({ extraction, mrzChoices, corrections }) => {
    const chosen = settledReading(extraction, { mrzChoices, corrections: [] }, today);
    const readings = [extraction, chosen, corrected(chosen, corrections)];
    return readings.flatMap(({ fields, bySource }) => [...holderNamesOf(bySource), ...holderNamesOf({ print: named(fields) })]);
  });
}

const named = ({ surname, givenNames, fullName }: Fields): Fields => ({ ...(surname && { surname }), ...(givenNames && { givenNames }), ...(fullName && { fullName }) });

/** Words of a name that must be the other's too. With one alone every Lind would be Tomas Lind. */
const leastWords = 2;

/**
 * Ids of the operators with the holder's name, by any source of the document. Words that only one side has (a middle name, a second surname, a married name) do
 * not tell two people apart; words that differ do. A name of one word names nobody. Namesakes are among them: it is a reason for a second person, not a verdict.
 */
export function namesakesOf<Someone extends { operatorId: string; name: string }>(holder: readonly HolderName[], operators: readonly Someone[]): Someone[] {
  return operators.filter(({ name }) => name.trim().split(/\s+/).length > 1 && holder.some((one) => isNameOf(one, name)));
}

/** Nobody is told from staff by half a name: given names alone leave the surname open, and one word names nobody. */
export function insiderWordOf(holder: readonly HolderName[], operators: readonly { operatorId: string; name: string }[]): InsiderWord {
  if (namesakesOf(holder, operators).length > 0) return 'colleague';
  return holder.some(isComparable) ? 'nobody' : 'no-name';
}

function isComparable({ surname, givenNames, fullName }: HolderName): boolean {
  const whole = surname ? [givenNames, surname] : givenNames ? [] : [fullName];
  return whole.flatMap((side) => wordsOf(side?.value ?? '')).filter((word) => !looseParticles.has(word.toUpperCase())).length >= leastWords;
}

function isNameOf(holder: HolderName, name: string): boolean {
  const { verdict, pairs } = compareToHolder([holder], name, { exact: true });
  const shared = pairs.reduce((n, pair) => (pair.holder === null || pair.proof === null || pair.relation === 'particle' ? n : n + Math.max(wordsOf(pair.holder).length, wordsOf(pair.proof).length)), 0);
  return ((verdict === 'same' || verdict === 'partial') && shared >= leastWords) || holdsWords(holder, name);
}

/** For names the comparison does not take for a person's: a script without a table, a surname that is also a company's word. */
function holdsWords({ surname, givenNames, fullName }: HolderName, name: string): boolean {
  const [his, asked] = [wordsOf([surname, givenNames, fullName].map((side) => side?.value ?? '').join(' ')), wordsOf(name)];
  const [fewer, more] = his.length < asked.length ? [his, asked] : [asked, his];
  return fewer.length >= leastWords && fewer.every((word) => more.includes(word));
}

const wordsOf = (text: string): string[] => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().split(/[^\p{L}]+/u).filter(Boolean);

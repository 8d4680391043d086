/** Phrases in a page as it was read: capitals without accents, one wrong letter in ten forgiven. */

export type Folded = { /** Words with one space between; rows end in a space too. */ spaced: string; /** Letters and figures only. */ squeezed: string };

/** Capitals without accents and points; apostrophes are spaces. */
export function fold(text: string): string {
  return text.replaceAll('ß', 'ss').normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase().replaceAll(/[’‘`´']/g, ' ').replaceAll(/[^\p{L}\p{N}#()/+-]+/gu, ' ').replaceAll(/[/()]/g, ' ').replaceAll(/ +/g, ' ').trim();
}

export const foldText = (text: string): Folded => {
  const spaced = fold(text);
  return { spaced: ` ${spaced} `, squeezed: spaced.replaceAll(/[^\p{L}\p{N}]/gu, '') };
};

// Phrases shorter than this are taken as written only: STUDENT ID would be found in STUDENTS IN. Chosen.
const forgivenLength = 11;

/** Those of `phrases` that stand in the text. One that is part of another found one counts with it, not twice. */
export function findPhrases({ spaced, squeezed }: Folded, phrases: readonly string[]): string[] {
  const found = phrases.filter((phrase) => {
    const plain = fold(phrase);
    if (spaced.includes(` ${plain} `)) return true;
    const letters = plain.replaceAll(/[^\p{L}\p{N}]/gu, '');
    return letters.length >= forgivenLength && editsTo(letters, squeezed) <= Math.floor(letters.length / 10);
  });
  return found.filter((phrase) => !found.some((other) => other !== phrase && ` ${fold(other)} `.includes(` ${fold(phrase)} `)));
}

/** Fewest letters changed, left out or put in that turn `pattern` into some part of `text` (Sellers 1980). */
export function editsTo(pattern: string, text: string): number {
  let above = Array.from({ length: pattern.length + 1 }, (_, i) => i);
  let best = pattern.length;
  for (const letter of text) {
    const here = [0];
    for (let i = 1; i <= pattern.length; i++) here[i] = Math.min(above[i - 1]! + (pattern[i - 1] === letter ? 0 : 1), above[i]! + 1, here[i - 1]! + 1);
    best = Math.min(best, here[pattern.length]!);
    above = here;
  }
  return best;
}

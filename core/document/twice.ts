/**
 * One letter that a reader of print wrote twice: where it wavers between two forms of one shape (X and x; 1, l and I; 0 and o) tesseract's network may give
 * both, one after the other: CoinEx in bold is read as CoinEXx. Two letters that stand there in two forms look the same in text, so neither is sure.
 */

/** What recognition mistakes for each other by shape: 0 and o; 1, l, i, | and !. Small letters. */
export const shapeOf = (text: string): string => text.toLocaleLowerCase('en').replaceAll('0', 'o').replaceAll(/[1i|!]/g, 'l');

/** The drawn shape, whatever its size: L is no l, E is no e. */
const drawnAs = (letter: string): string => (/[CKOPSUVWXYZ]/.test(letter) ? letter.toLowerCase() : letter).replace('0', 'o').replace(/[1Ii|!]/, 'l');

/** Each letter once. Two of one form are two: of them the reader was not in doubt. */
export const writtenOnce = (text: string): string => [...text].filter((letter, i, all) => i === 0 || letter === all[i - 1] || drawnAs(letter) !== drawnAs(all[i - 1]!)).join('');

/** Sizes of the printed sheet, millimetres: what the station prints (electron/sheet-page.ts), and what specimens of it are drawn by. Two lines and a foot on A4 or Letter, lying. */
export const sheetMargin = 12;
/** That a line may be wide on the shorter of the two papers (Letter: 279). */
const lineWidth = 250;
/** Width of a figure or letter of the bold face in shares of its height; of the widest Latin words. Measured on Liberation Sans Bold (figures 0.556, slash 0.278, W 0.944). */
const widthShare = { date: 0.53, word: 0.75 } as const;
/** Two lines of it and the foot fill a lying Letter or A4 within its margins. */
const tallestLetters = 50;
/** In heights of the letters. */
export const lineHeight = 1.15;
export const foot = { above: 6, symbol: 62, code: 9, codeSpacing: 2, say: 5.5, betweenSayings: 2 } as const;

/** Height of the letters, so that a line fits the paper. */
export const lettersOf = (text: string, what: keyof typeof widthShare): number => Math.min(tallestLetters, lineWidth / (Math.max(1, text.length) * widthShare[what]));

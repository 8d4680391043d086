/** One spelling for comparing and searching: no case, no marks, no apostrophes. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/[\p{M}'’`]/gu, '').toLowerCase().trim();
}

/** What a text is found by: its words, hyphenated ones also in parts, and all of it without gaps (document numbers). */
export function termsOf(text: string): string[] {
  const words = wordsOf(text);
  const parts = words.flatMap((word) => (word.includes('-') ? word.split('-') : []));
  const whole = fold(text).replace(/[^\p{L}\p{N}]/gu, '');
  return [...new Set([...words, ...parts, whole])].filter((term) => term.length > 0);
}

/** The words a searcher typed; each must begin a term. */
export function wordsOf(text: string): string[] {
  return fold(text).split(/[^\p{L}\p{N}-]+/u).map((word) => word.replace(/^-+|-+$/g, '')).filter((word) => word.length > 0);
}

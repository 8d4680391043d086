/** Names as an MRZ writes them (ICAO 9303-3, 4.6): `PRIMARY<WORDS<<SECONDARY<WORDS<<<`. */
export type MrzName = { surname: string; givenNames: string };

const words = (part: string): string => part.split('<').filter(Boolean).join(' ');

export function nameOfMrz(text: string): MrzName {
  const [primary = '', ...rest] = text.replace(/<+$/, '').split('<<');
  return { surname: words(primary), givenNames: rest.map(words).filter(Boolean).join(' ') };
}

/** A letter in the last place: the name may go on, and any word of it may be cut, of the primary identifier as well as of the secondary (ICAO 9303-3, 4.6.1). */
export const mayGoOn = (text: string): boolean => !text.endsWith('<');

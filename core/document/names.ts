/** Names as an MRZ writes them (ICAO 9303-3, 4.6): `PRIMARY<WORDS<<SECONDARY<WORDS<<<`. */
export type MrzName = { surname: string; givenNames: string; /** The field is full to its last place, so the name may go on. */ truncated: boolean };

const words = (part: string): string => part.split('<').filter(Boolean).join(' ');

export function nameOfMrz(text: string): MrzName {
  const [primary = '', ...rest] = text.replace(/<+$/, '').split('<<');
  return { surname: words(primary), givenNames: rest.map(words).filter(Boolean).join(' '), truncated: !text.endsWith('<') };
}

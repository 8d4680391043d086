/** ICAO 9303-3, 4.9: digits count as themselves, A to Z as 10 to 35, the filler as 0; weights 7, 3, 1; modulo 10. */
const weights = [7, 3, 1] as const;

/** Value of an MRZ character, 0..35. */
export function valueOf(character: string): number {
  if (character === '<') return 0;
  const code = character.charCodeAt(0);
  return code <= 57 ? code - 48 : code - 55;
}

export function weightAt(index: number): number {
  return weights[index % 3]!;
}

export function checkDigitOf(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += valueOf(text[i]!) * weightAt(i);
  return sum % 10;
}

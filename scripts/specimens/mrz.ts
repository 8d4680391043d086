/** Machine readable zones after ICAO 9303 parts 3, 4 (TD3) and 5 (TD1). */

const weights = [7, 3, 1] as const;

/** ICAO 9303-3, 4.9: digits as they are, A..Z 10..35, `<` 0, weighted 7-3-1, modulo 10. */
export function checkDigit(text: string): string {
  let sum = 0;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    const value = c >= 48 && c <= 57 ? c - 48 : c >= 65 && c <= 90 ? c - 55 : 0;
    sum += value * weights[i % 3]!;
  }
  return String(sum % 10);
}

const fill = (text: string, length: number): string => text.slice(0, length).padEnd(length, '<');
const withDigit = (text: string): string => text + checkDigit(text);
/** YYYY-MM-DD as YYMMDD. */
const shortDate = (date: string): string => date.replaceAll('-', '').slice(2);
const nameField = (surname: string, givenNames: string, length: number): string =>
  fill(`${surname}<<${givenNames}`.toUpperCase().replaceAll('-', '<').replaceAll("'", '').replaceAll(' ', '<'), length);

export type MrzFacts = {
  /** Document code, one or two letters. */
  code: string;
  country: string;
  nationality: string;
  surname: string;
  givenNames: string;
  number: string;
  birthDate: string;
  sex: 'F' | 'M' | 'X';
  expiryDate: string;
  personalNumber?: string;
};

const mrzSex = (sex: MrzFacts['sex']): string => (sex === 'X' ? '<' : sex);

/** Two lines of 44. */
export function td3(f: MrzFacts): string[] {
  const number = withDigit(fill(f.number, 9));
  const birth = withDigit(shortDate(f.birthDate));
  const expiry = withDigit(shortDate(f.expiryDate));
  const personal = fill(f.personalNumber ?? '', 14);
  // ICAO 9303-4: an empty personal number may have `<` as its digit.
  const personalDigit = f.personalNumber ? checkDigit(personal) : '<';
  const composite = checkDigit(number + birth + expiry + personal + personalDigit);
  return [
    fill(f.code, 2) + fill(f.country, 3) + nameField(f.surname, f.givenNames, 39),
    number + fill(f.nationality, 3) + birth + mrzSex(f.sex) + expiry + personal + personalDigit + composite,
  ];
}

/** Three lines of 30. */
export function td1(f: MrzFacts): string[] {
  const number = withDigit(fill(f.number, 9));
  const birth = withDigit(shortDate(f.birthDate));
  const expiry = withDigit(shortDate(f.expiryDate));
  const first = fill(f.code, 2) + fill(f.country, 3) + number + fill(f.personalNumber ?? '', 15);
  const second = birth + mrzSex(f.sex) + expiry + fill(f.nationality, 3) + fill('', 11);
  const composite = checkDigit(number + first.slice(15) + birth + expiry + second.slice(18, 29));
  return [first, second + composite, nameField(f.surname, f.givenNames, 30)];
}

/**
 * How an MRZ writes national letters (ICAO 9303-3, section 6, tables A Latin, B Cyrillic, C Arabic): each letter to the forms the tables
 * allow, the recommended one first. Letters that only carry an accent lose it. States may choose among the forms, so a comparison tries all.
 */
const table: Readonly<Record<string, readonly string[]>> = Object.fromEntries([
  // Table A
  'Ä AE A', 'Å AA A', 'Æ AE', 'Ö OE O', 'Ø OE O', 'Œ OE', 'Ü UE U UXX', 'Ñ N NXX', 'ẞ SS', 'ß SS', 'Þ TH', 'Ð D', 'Đ D', 'Ĳ IJ', 'Ħ H', 'İ I', 'I I', 'Ł L', 'Ŀ L', 'Ŋ N', 'Ŧ T', 'ĸ Q',
  // Table B; the second form is the one of Serbia, North Macedonia, Bulgaria, Belarus or Ukraine
  'А A', 'Б B', 'В V', 'Г G H', 'Ґ G', 'Д D', 'Ђ D', 'Ѓ G', 'Е E', 'Ё E IO', 'Є IE', 'Ж ZH Z', 'З Z', 'Ѕ DZ', 'И I Y', 'І I', 'Ї I', 'Й I', 'Ј J', 'К K', 'Ќ K', 'Л L', 'Љ LJ', 'М M', 'Н N', 'Њ NJ', 'О O', 'П P',
  'Р R', 'С S', 'Т T', 'Ћ C', 'У U', 'Ў U', 'Ф F', 'Х KH H', 'Ц TS C', 'Ч CH C', 'Џ DZ', 'Ш SH S', 'Щ SHCH SHT', 'Ъ IE', 'Ы Y', 'Ь ', 'Э E', 'Ю IU', 'Я IA', 'Ѫ U', 'Ѵ Y',
  // Table C
  'ء XE', 'آ XAA', 'أ XAE', 'ؤ U', 'إ I', 'ئ XI', 'ا A', 'ب B', 'ة XTA XAH', 'ت T', 'ث XTH', 'ج J', 'ح XH', 'خ XKH', 'د D', 'ذ XDH', 'ر R', 'ز Z', 'س S', 'ش XSH', 'ص XSS', 'ض XDZ', 'ط XTT', 'ظ XZZ', 'ع E', 'غ G',
  'ف F', 'ق Q', 'ك K', 'ل L', 'م M', 'ن N', 'ه H', 'و W', 'ى XAY', 'ي Y', 'پ P', 'چ XCH', 'ژ XZH',
].map((row) => [row.split(' ')[0]!, row.split(' ').slice(1)]));

/** More forms of one word than this are not tried: a word with four umlauts has 16. */
const mostForms = 32;

/**
 * All forms of a word that an MRZ may hold, recommended first, A to Z and 0 to 9 only. Apostrophes and other marks are dropped (9303-3, 4.6).
 * Null: a letter of a script without a table here.
 */
export function mrzForms(word: string): string[] | null {
  let forms = [''];
  for (const letter of word.normalize('NFC').toLocaleUpperCase('en')) {
    const choices = formsOf(letter);
    if (choices === null) return null;
    forms = choices.flatMap((c) => forms.map((f) => f + c)).slice(0, mostForms);
  }
  return forms;
}

function formsOf(letter: string): readonly string[] | null {
  if (/[A-Z0-9]/.test(letter)) return [letter];
  const listed = table[letter];
  if (listed) return listed;
  const bare = letter.normalize('NFD').replaceAll(/\p{M}/gu, '');
  if (/^[A-Z]*$/.test(bare)) return [bare];
  if (bare !== letter && table[bare]) return table[bare];
  return /\p{L}/u.test(letter) ? null : [''];
}

/** What a station is shown besides a good picture of one document: nothing is invented, and nothing wrong is said without a doubt. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import type { Mrz } from '../../document/reading.ts';
import type { GrayImage } from '../../frame.ts';
import { loadFaces } from '../../../scripts/train-mrz/glyphs.ts';
import { documentWith, finger, fixedPitch, glare, onScreen, photographed, typed } from '../../../scripts/train-mrz/scenes.ts';
import { loadMrzNetwork } from '../engines/mrz-network.ts';
import { readMrz } from './read-mrz.ts';

// Several seconds each on a machine that is busy with the other half of the suite.
vi.setConfig({ testTimeout: 120_000 });

const resources = fileURLToPath(new URL('../../../resources/', import.meta.url));
const network = await loadMrzNetwork(async (name) => readFileSync(resources + name));

// Without the Debian package fonts-ocr-b there is nothing to draw an MRZ with; .ci/run installs it.
const drawable = await loadFaces(['OCR B']).then(() => true, (thrown: unknown) => {
  console.warn(`SKIPPED: pictures with drawn MRZs (${thrown instanceof Error ? thrown.message : 'no fonts'})`);
  return false;
});

const passport = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const other = ['P<UTOQUIXOTE<<HUGO<<<<<<<<<<<<<<<<<<<<<<<<<<', 'K234567890UTO8001014M2501017<<<<<<<<<<<<<<04'];
const card = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];
const otherCard = ['I<UTOK234567890<<<<<<<<<<<<<<<', '8001014M2501017UTO<<<<<<<<<<<4', 'QUIXOTE<<HUGO<<<<<<<<<<<<<<<<<'];

const pitch = 14;
const margin = 40;
const read = (image: GrayImage): Mrz | null => readMrz(image, network)?.mrz ?? null;

/** Foot of a line of a document drawn at (margin, margin). */
function footOf(lines: readonly string[], line: number): number {
  return margin + documentWith(lines, 0, 0, pitch).height - 1.2 * pitch - (lines.length - 1 - line) * 2.3 * pitch;
}
const middleOf = (column: number): number => margin + (3.5 + column) * pitch;

/** A picture of one document with something over it. */
function oneDocument(lines: readonly string[], over = ''): Promise<GrayImage> {
  const { width, height, body } = documentWith(lines, margin, margin, pitch);
  return photographed({ width: width + 2 * margin, height: height + 2 * margin, body: body + over });
}

const isDoubtful = (mrz: Mrz, line: number, column: number): boolean => mrz.doubtful.some((d) => d.line === line && d.column === column);

/** Columns whose character is not the printed one although nothing was said against it. */
function silentErrors(mrz: Mrz, printed: readonly string[]): string[] {
  return printed.flatMap((line, l) => Array.from(line).flatMap((c, column) => (mrz.lines[l]![column] === c || isDoubtful(mrz, l, column) ? [] : [`${l}:${column} ${c} read ${mrz.lines[l]![column]}`])));
}

describe.skipIf(!drawable)('the drawn documents, untouched', () => {
  it.each([['a passport', passport], ['another', other], ['a card', card], ['another card', otherCard]])('%s is read', async (_, lines) => {
    expect(read(await oneDocument(lines))?.lines).toEqual(lines);
  });
});

describe.skipIf(!drawable)('a check digit printed wrong', () => {
  it('is read as printed and reported, though the composite is wrong with it', async () => {
    const altered = [otherCard[0]!.replace('K234567890', 'K234567897'), otherCard[1]!, otherCard[2]!];
    const mrz = read(await oneDocument(altered));
    expect(mrz?.lines).toEqual(altered);
    expect(mrz?.checkDigits.filter((c) => !c.valid).map((c) => c.name)).toEqual(['documentNumber', 'composite']);
  });

  it('in three fields at once, too', async () => {
    const altered = [passport[0]!, 'L898902C46UTO7408123F1204158ZE184226B<<<<<10'];
    expect(read(await oneDocument(altered))?.lines).toEqual(altered);
  });
});

describe.skipIf(!drawable)('pages of characters that are no MRZ', () => {
  it('a keyboard', async () => {
    const rows = ['1234567890-=', 'QWERTYUIOP[]', "ASDFGHJKL;'#", '<ZXCVBNM,./?'];
    const key = 64;
    const body = rows.map((row, r) => Array.from(row, (c, i) => {
      const x = 60 + i * key + r * 14, y = 60 + r * key;
      return `<rect x="${x}" y="${y}" width="${key - 8}" height="${key - 8}" rx="8" fill="#ddd"/>${fixedPitch(c, x + 24, y + 36, 22, 'Liberation Sans')}`;
    }).join('')).join('');
    expect(read(await photographed({ width: 920, height: 380, body }))).toBeNull();
  });

  it('a keyboard without gaps, 44 keys a row', async () => {
    const row = 'QWERTYUIOPASDFGHJKLZXCVBNM1234567890<QWERTYU';
    const body = `<rect width="100%" height="100%" fill="#ddd"/>${[0, 1, 2, 3].map((r) => fixedPitch(row.slice(r) + row.slice(0, r), 60, 80 + r * 34, 16)).join('')}`;
    expect(read(await photographed({ width: 830, height: 260, body }))).toBeNull();
  });

  it('printed program code', async () => {
    const code = ['template<typename T, typename U>', 'std::map<std::string, std::vector<int>> m;', 'for (int i = 0; i < n << 2; i++) {', '  if (a[i] < b[i] && b[i] < c[i]) return;', '  P<0>::value = L<8,9,8,9,0>::next << 3;', '  std::cout << "P<" << NAME << "<<" << KEY;', '}', '#define MAX(A, B) ((A) < (B) ? (B) : (A))'];
    for (const family of ['Liberation Mono', 'DejaVu Sans Mono']) {
      const body = `<rect width="100%" height="100%" fill="#f4f4f4"/>${code.map((line, i) => typed(line, 40, 60 + i * 34, 24, family)).join('')}`;
      expect(read(await photographed({ width: 760, height: 340, body })), family).toBeNull();
    }
  });

  it('the line of a cheque, and its number again above', async () => {
    const body = `<rect width="100%" height="100%" fill="#f4f4f4"/>${fixedPitch('0012345<<67890123<<0456789<<0012345678<000', 60, 300, 16)}${fixedPitch('0012345', 560, 60, 16)}${typed('Pay to the order of  Anna Maria Eriksson', 60, 140, 22, 'Liberation Sans')}`;
    expect(read(await photographed({ width: 800, height: 360, body }))).toBeNull();
  });

  it('a page of fillers in another font', async () => {
    const body = `<rect width="100%" height="100%" fill="#f4f4f4"/>${Array.from({ length: 12 }, (_, i) => fixedPitch('<'.repeat(44), 50, 50 + i * 30, 15, 'Liberation Mono')).join('')}`;
    expect(read(await photographed({ width: 780, height: 420, body }))).toBeNull();
  });
});

describe.skipIf(!drawable)('two documents in one picture are never mixed', () => {
  const both = (a: readonly string[], b: readonly string[], beside: boolean, gap: number): Promise<GrayImage> => {
    const first = documentWith(a, margin, margin, pitch);
    const second = documentWith(b, beside ? margin + first.width + gap : margin, beside ? margin : margin + first.height + gap, pitch);
    return photographed({
      width: 2 * margin + (beside ? first.width + gap + second.width : Math.max(first.width, second.width)),
      height: 2 * margin + (beside ? first.height : first.height + gap + second.height), body: first.body + second.body,
    });
  };

  it.each([
    ['two cards side by side, their lines level', card, otherCard, true],
    ['two cards, one above the other', card, otherCard, false],
    ['two passports, one above the other', passport, other, false],
  ])('%s', async (_, a, b, beside) => {
    expect([a, b]).toContainEqual(read(await both(a, b, beside, 20))?.lines);
  });

  it('a passport that covers the lower line of another', async () => {
    const under = documentWith(other, margin, margin, pitch);
    const over = documentWith(passport, margin, footOf(other, 1) - 1.2 * pitch, pitch);
    const image = await photographed({ width: under.width + 2 * margin, height: footOf(other, 1) + over.height + margin, body: under.body + over.body });
    expect(read(image)?.lines).toEqual(passport);
  });
});

describe.skipIf(!drawable)('an MRZ of which a part cannot be seen', () => {
  it.each([['left', 0], ['right', 22]])('cut in half, the %s half', async (_, from) => {
    expect(read(await oneDocument(passport.map((l) => l.slice(from, from + 22))))).toBeNull();
  });

  it('the lower half of the lower line outside the picture', async () => {
    const whole = await oneDocument(passport);
    const height = Math.round(footOf(passport, 1) - 0.45 * pitch);
    const mrz = read({ width: whole.width, height, data: whole.data.subarray(0, whole.width * height) });
    if (mrz) expect(silentErrors(mrz, passport)).toEqual([]);
  });

  it('one line under a finger', async () => {
    const image = await oneDocument(passport, finger(margin, footOf(passport, 1) - 1.3 * pitch, 50 * pitch, 4 * pitch));
    expect(read(image)).toBeNull();
  });

  it.each([['the number', 1, 2], ['the name', 0, 6], ['the dates', 1, 14]])('a fingertip over six characters of %s', async (_, line, column) => {
    const image = await oneDocument(passport, finger(middleOf(column) - 0.6 * pitch, footOf(passport, line) - 1.3 * pitch, 6 * pitch, (line === 0 ? 1.8 : 4) * pitch));
    const mrz = read(image);
    if (mrz) {
      expect(silentErrors(mrz, passport)).toEqual([]);
      for (let c = column; c < column + 5; c++) expect(isDoubtful(mrz, line, c), `column ${c}`).toBe(true);
    }
  });

  it.each([0, 3, 5])('a glare over character %i of the number: what a check digit is blind to is not made up', async (column) => {
    for (const radius of [0.8, 1.3]) {
      const mrz = read(await oneDocument(passport, glare(middleOf(column), footOf(passport, 1) - 0.45 * pitch, radius * pitch, 1.2 * pitch)));
      if (mrz) expect(silentErrors(mrz, passport)).toEqual([]);
    }
  });

  it.each([['the number', 9], ['the birth', 19], ['the expiry', 27], ['everything', 43]])('a glare over the check digit of %s: a digit that was worked out and not seen is doubtful', async (_, column) => {
    const image = await oneDocument(passport, glare(middleOf(column), footOf(passport, 1) - 0.45 * pitch, 0.95 * pitch, 1.2 * pitch));
    const mrz = read(image);
    if (mrz) {
      expect(silentErrors(mrz, passport)).toEqual([]);
      expect(isDoubtful(mrz, 1, column)).toBe(true);
    }
  });
});

describe.skipIf(!drawable)('a screen that shows a document', () => {
  it.each([[2.13, 3], [3.1, 1]])('with %f camera pixels to a screen pixel, turned by %i degrees, is read or doubted', async (period, degrees) => {
    const mrz = read(onScreen(await oneDocument(passport), period, degrees));
    expect(mrz).not.toBeNull();
    expect(silentErrors(mrz!, passport)).toEqual([]);
  });
});

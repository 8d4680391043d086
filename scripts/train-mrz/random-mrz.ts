/** Random MRZs that keep every rule of their format. */
import { checkDigitOf } from '../../core/document/check-digit.ts';
import { layoutOf, textOf } from '../../core/document/mrz-formats.ts';
import type { MrzFormat } from '../../core/document/reading.ts';
import type { Random } from './random.ts';

const names = ['ERIKSSON', 'MUSTERMANN', 'OCONNOR', 'NGUYEN', 'KOWALSKA', 'DE<LA<CRUZ', 'QUIXOTE', 'ZIMMERMANN', 'WU', 'ABDULLAH<AL<RASHID', 'BJOERK', 'SVENSSON<BERG', 'MAC<DONALD', 'FOX', 'VAN<DER<BERG'];
const given = ['ANNA<MARIA', 'ERIKA', 'JOHN<DAVID', 'LI', 'ZOE', 'FRANCOIS<XAVIER', 'KATARZYNA', 'BEATA', 'MOHAMMED', 'UWE', 'OLGA', 'QUENTIN<GUY', 'HUGO'];
const states = ['UTO', 'D<<', 'FRA', 'GBR', 'USA', 'POL', 'CZE', 'ESP', 'ITA', 'NLD', 'CHE', 'SWE', 'HUN', 'MYS', 'AUS', 'CAN'];

const pad = (text: string, length: number): string => text.slice(0, length).padEnd(length, '<');
const two = (n: number): string => String(n).padStart(2, '0');

const digits = (random: Random, n: number): string => Array.from({ length: n }, () => random.integer(10)).join('');
function documentNumber(random: Random, length: number): string {
  const shapes = [() => digits(random, length), () => `${letter(random)}${digits(random, length - 1)}`, () => `${letter(random)}${letter(random)}${digits(random, length - 2)}`, () => `C${digits(random, 2)}${letter(random)}${letter(random)}${digits(random, length - 5)}`];
  return random.pick(shapes)();
}
// Issuers leave out what looks alike; a few do not.
const letter = (random: Random): string => (random.chance(0.1) ? random.pick([...'OIQSBZ']) : random.pick([...'ACDEFGHJKLMNPRTUVWXY']));

const date = (random: Random, from: number, to: number): string => `${two((from + random.integer(to - from)) % 100)}${two(1 + random.integer(12))}${two(1 + random.integer(28))}`;

export function randomMrz(random: Random, format: MrzFormat): string[] {
  const state = random.pick(states), nationality = random.chance(0.8) ? state : random.pick(states);
  const name = `${random.pick(names)}<<${random.pick(given)}`;
  const number = pad(documentNumber(random, random.chance(0.8) ? 9 : 8), 9);
  const birth = date(random, 1940, 2008), expiry = date(random, 2015, 2036), sex = random.pick(['M', 'F', 'F', 'M', '<']);
  const optional = (n: number): string => pad(random.chance(0.6) ? '' : documentNumber(random, Math.min(n, 6 + random.integer(6))), n);
  const lower = `${number}0${nationality}${birth}0${sex}${expiry}0`;
  const drafts: Record<MrzFormat, () => string[]> = {
    TD3: () => [pad(`P<${state}${name}`, 44), `${lower}${optional(14)}00`],
    MRVA: () => [pad(`V<${state}${name}`, 44), `${lower}${optional(16)}`],
    TD2: () => [pad(`I<${state}${name}`, 36), `${lower}${optional(7)}0`],
    MRVB: () => [pad(`V<${state}${name}`, 36), `${lower}${optional(8)}`],
    TD1: () => [`${random.pick(['I<', 'ID', 'C<', 'AR'])}${state}${number}0${optional(15)}`, `${birth}0${sex}${expiry}0${nationality}${optional(11)}0`, pad(name, 30)],
    FRA_ID: () => [pad(pad(`IDFRA${random.pick(names)}`, 30) + digits(random, 6), 36), `${digits(random, 12)}0${pad(random.pick(given), 14)}${birth}0${random.pick(['M', 'F'])}0`],
    FRA_DL: () => [`D1FRA${digits(random, 2)}${letter(random)}${letter(random)}${digits(random, 5)}${random.integer(10)}${expiry}${pad(random.pick(names), 8)}0`],
  };
  return withCheckDigits(format, drafts[format]());
}

/** Overwrites the check digits, field ones before the composite. */
function withCheckDigits(format: MrzFormat, draft: readonly string[]): string[] {
  const lines = [...draft];
  for (const check of layoutOf(format).checks) {
    const text = check.over.map((span) => textOf(lines, span)).join('');
    const empty = check.name === 'optional' && /^<+$/.test(text);
    const digit = empty ? '<' : String(checkDigitOf(text));
    const line = lines[check.line]!;
    lines[check.line] = line.slice(0, check.column) + digit + line.slice(check.column + 1);
  }
  return lines;
}

/** Turns an input that fits into one that may not: one to three twists, anywhere in it. Everything it makes can be cloned across processes. */
import type { Random } from '../../train-mrz/random.ts';

/** Stands in every string made here: it must never come back in an error or a log. */
export const marker = 'Zq7marker';

const longText = (random: Random): string => marker.repeat(1 + random.integer(random.chance(0.02) ? 600_000 : 4000));

function nested(depth: number, wrap: (inside: unknown) => unknown): unknown {
  let made: unknown = marker;
  for (let n = 0; n < depth; n += 1) made = wrap(made);
  return made;
}

function cyclic(): unknown {
  const made: Record<string, unknown> = { marker };
  made['self'] = made;
  return made;
}

/** Own properties with names that reach for a prototype, as a hostile JSON brings them. */
const prototypes = (): unknown => JSON.parse(`{"__proto__":{"polluted":"${marker}"},"constructor":{"prototype":{"polluted":true}},"prototype":{},"toString":1,"hasOwnProperty":null,"valueOf":"${marker}"}`);

const odd: readonly ((random: Random) => unknown)[] = [
  () => undefined, () => null, () => NaN, () => Infinity, () => -Infinity, () => -0, () => 1e308, () => Number.MAX_SAFE_INTEGER + 2, () => -1, () => 0.1, () => 2 ** 31, () => true,
  () => 10n ** 30n, () => '', () => ' ', () => '\0', () => `\ud800${marker}`, () => `${marker}'; DROP TABLE cases; --`, () => `%_${marker}%`, () => `../../${marker}`, () => '\u202e\u0000\ufeff', () => '🧾'.repeat(500),
  longText, () => ({}), () => [], () => [[[]]], () => new Date(NaN), () => new Date(8.64e15), () => /(a+)+$/, () => new Map([[marker, marker]]), () => new Set([marker, NaN]),
  () => new Uint8Array(0), () => new Uint8Array([0xff, 0xd8, 0xff]), () => new Float64Array([NaN, Infinity]), () => new BigInt64Array(2), () => new ArrayBuffer(64), () => new DataView(new ArrayBuffer(8)), () => new Int8Array(50_000),
  () => new Error(marker), () => Object(marker), () => Object(1), () => Object(false), prototypes, cyclic,
  (random) => nested(random.integer(3000), (inside) => [inside]), (random) => nested(random.integer(3000), (inside) => ({ a: inside })), (random) => nested(random.integer(300), (inside) => new Map([['a', inside]])),
  (random) => new Array(random.integer(300_000)), (random) => Array.from({ length: random.integer(2000) }, () => marker),
  (random) => Object.fromEntries(Array.from({ length: random.integer(3000) }, (_, n) => [`${marker}${n}`, n])),
];

const names = ['__proto__', 'constructor', 'prototype', 'length', 'then', 'toJSON', '', '0', marker, 'caseId', 'operatorId', 'role', 'ok', 'value'];

export function twisted(input: unknown, random: Random): unknown {
  let made = input;
  for (let times = 1 + random.integer(3); times > 0; times -= 1) made = twist(made, random);
  return made;
}

function twist(input: unknown, random: Random): unknown {
  if (!isPlain(input) || random.chance(0.12)) return random.pick(odd)(random);
  const keys = Object.keys(input);
  const into = keys.length > 0 && random.chance(0.5) ? random.pick(keys) : null;
  const copy = Array.isArray(input) ? [...(input as unknown[])] : { ...input };
  if (into !== null && isPlain((input as Record<string, unknown>)[into])) {
    set(copy, into, twist((input as Record<string, unknown>)[into], random));
    return copy;
  }
  const how = random.integer(4);
  const key = keys.length > 0 ? random.pick(keys) : random.pick(names);
  if (how === 0 && !Array.isArray(copy)) Reflect.deleteProperty(copy, key);
  else if (how === 1) set(copy, random.pick(names), random.pick(odd)(random));
  else if (how === 2) set(copy, key, near((input as Record<string, unknown>)[key], random));
  else set(copy, key, random.pick(odd)(random));
  return copy;
}

/** Still of the same kind. */
function near(value: unknown, random: Random): unknown {
  if (typeof value === 'string') return random.pick([`${value} `, value.toUpperCase(), value.slice(1), value + marker, value.repeat(50), value.normalize('NFD'), `\u200b${value}`]);
  if (typeof value === 'number') return random.pick([value + 1, -value, value * 1e9, value + 0.5, Math.trunc(value), NaN]);
  if (typeof value === 'boolean') return !value;
  return random.pick(odd)(random);
}

/** An own property, whatever it is called; a list keeps its own length. */
function set(on: object, key: string, value: unknown): void {
  if (Array.isArray(on) && key === 'length') return;
  Object.defineProperty(on, key, { value, enumerable: true, configurable: true, writable: true });
}

const isPlain = (value: unknown): value is object => typeof value === 'object' && value !== null && (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);

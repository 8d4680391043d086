/** Inputs that fit a call's schema, made from the schema itself: a call that is added to the contract is fuzzed from that day. */
import { z } from 'zod';
import { contract, type CallName } from '../../../core/contract.ts';
import type { Random } from '../../train-mrz/random.ts';

/** Ids and words of things that are there, so that a call reaches further than the first look. */
export type Known = { uuids: string[]; words: string[] };

type Json = { [key: string]: unknown; type?: string; enum?: unknown[]; const?: unknown; format?: string; pattern?: string; properties?: Record<string, Json>; required?: string[]; items?: Json; prefixItems?: Json[]; anyOf?: Json[]; oneOf?: Json[]; allOf?: Json[]; additionalProperties?: Json | boolean; propertyNames?: Json; minItems?: number; maxItems?: number; minLength?: number; maxLength?: number; minimum?: number; maximum?: number; $ref?: string; $defs?: Record<string, Json> };

const schemas = new Map<CallName, Json>();

/** What JSON cannot say (bytes) comes as `{}`. */
function schemaOf(name: CallName): Json {
  const known = schemas.get(name);
  if (known) return known;
  const made = z.toJSONSchema(contract[name].input, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Json;
  schemas.set(name, made);
  return made;
}

export const inputFor = (name: CallName, random: Random, known: Known): unknown => valueOf(schemaOf(name), { random, known, root: schemaOf(name) });

type Context = { random: Random; known: Known; root: Json };

function valueOf(schema: Json, at: Context): unknown {
  const { random } = at;
  if (schema.$ref) return valueOf(at.root.$defs?.[schema.$ref.split('/').at(-1)!] ?? {}, at);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return valueOf(random.pick(choices), at);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => valueOf(part, at)));
  return makers[schema.type ?? 'any']?.(schema, at) ?? null;
}

const makers: Record<string, (schema: Json, at: Context) => unknown> = {
  object: (schema, at) => {
    const made: Record<string, unknown> = {};
    for (const [key, part] of Object.entries(schema.properties ?? {})) if (schema.required?.includes(key) || at.random.chance(0.5)) made[key] = valueOf(part, at);
    if (typeof schema.additionalProperties === 'object') for (let n = at.random.integer(4); n > 0; n -= 1) made[schema.propertyNames ? String(valueOf(schema.propertyNames, at)) : word(at)] = valueOf(schema.additionalProperties, at);
    return made;
  },
  array: (schema, at) => {
    if (schema.prefixItems) return schema.prefixItems.map((part) => valueOf(part, at));
    const [least, most] = [schema.minItems ?? 0, Math.min(schema.maxItems ?? 6, (schema.minItems ?? 0) + 4)];
    return Array.from({ length: least + at.random.integer(most - least + 1) }, () => valueOf(schema.items ?? {}, at));
  },
  string: (schema, at) => textOf(schema, at),
  integer: (schema, { random }) => Math.floor(numberOf(schema, random)),
  number: (schema, { random }) => numberOf(schema, random),
  boolean: (_schema, { random }) => random.chance(0.5),
  null: () => null,
  any: (_schema, { random }) => pictureLike(random),
};

const formats: Record<string, (at: Context) => string> = {
  'uuid': ({ random, known }) => (random.chance(0.8) && known.uuids.length > 0 ? random.pick(known.uuids) : uuidOf(random)),
  'date': ({ random }) => `20${20 + random.integer(9)}-0${1 + random.integer(9)}-1${random.integer(9)}`,
  'date-time': ({ random }) => `20${20 + random.integer(9)}-0${1 + random.integer(9)}-1${random.integer(9)}T12:00:00.000Z`,
};

function textOf(schema: Json, at: Context): string {
  const made = formats[schema.format ?? '']?.(at);
  if (made !== undefined) return made;
  const text = word(at);
  return text.slice(0, schema.maxLength ?? 200).padEnd(schema.minLength ?? 0, 'x');
}

const word = ({ random, known }: Context): string => (random.chance(0.6) ? random.pick(known.words) : Array.from({ length: 1 + random.integer(20) }, () => random.pick([...'abcXYZ 0189-äß<>&%_\'"'])).join(''));

function numberOf({ minimum, maximum }: Json, random: Random): number {
  const low = Math.max(minimum ?? -5, -1e6);
  return random.between(low, Math.min(maximum ?? low + 300, 1e6));
}

const hex = (random: Random, count: number): string => Array.from({ length: count }, () => random.integer(16).toString(16)).join('');
const uuidOf = (random: Random): string => `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-8${hex(random, 3)}-${hex(random, 12)}`;

/** Where a schema takes anything it takes a picture or a state. */
function pictureLike(random: Random): unknown {
  if (random.chance(0.3)) return { step: 'review', note: 'x' };
  const bytes = new Uint8Array(16 + random.integer(3000));
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = random.integer(256);
  bytes.set([0xff, 0xd8, 0xff, 0xe0]);
  return bytes;
}

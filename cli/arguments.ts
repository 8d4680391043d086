/** Arguments of a verb, parsed by its table of options. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The sentence is for the person at the terminal; the exit code is 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export type OptionTable = NonNullable<ParseArgsConfig['options']>;
export type Given = { files: string[]; text(name: string): string | undefined; texts(name: string): string[]; flag(name: string): boolean };

export const commonOptions = {
  json: { type: 'boolean' },
  policy: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionTable;

/** @throws UsageError */
export function parseGiven(args: readonly string[], options: OptionTable): Given {
  const { values, positionals } = parsed(args, options);
  const at = (name: string) => (values as Record<string, unknown>)[name];
  return {
    files: positionals,
    text: (name) => { const v = at(name); return typeof v === 'string' ? v : undefined; },
    texts: (name) => { const v = at(name); return Array.isArray(v) ? v.map(String) : typeof v === 'string' ? [v] : []; },
    flag: (name) => at(name) === true,
  };
}

function parsed(args: readonly string[], options: OptionTable) {
  try {
    return parseArgs({ args: [...args], options: { ...commonOptions, ...options }, allowPositionals: true, strict: true });
  } catch (thrown) {
    throw new UsageError((thrown instanceof Error ? thrown.message : String(thrown)).split('. ')[0]?.replace(/\.?$/, '.') ?? '');
  }
}

/** @throws UsageError when the word is none of the choices */
export function oneOf<const Choice extends string>(name: string, value: string | undefined, choices: readonly Choice[]): Choice | undefined {
  if (value === undefined) return undefined;
  const found = choices.find((c) => c === value);
  if (!found) throw new UsageError(`--${name} is one of ${choices.join(', ')}.`);
  return found;
}

/** The case date: `--date` or today by the machine's clock and time zone. @throws UsageError */
export function caseDate(value: string | undefined, now: Date): string {
  if (value === undefined) {
    return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
  }
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value) throw new UsageError('--date is a calendar day, YYYY-MM-DD.');
  return value;
}

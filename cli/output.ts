/** Standard output belongs to the answers alone: one line each, written when known. Libraries that log are sent away. */
import { once } from 'node:events';
import { errorSentence, type CodedError } from '../core/errors.ts';

const stdout = process.stdout;
const writeOut = stdout.write.bind(stdout);

/** From here on, whatever a library prints goes to standard error, and only when VESTIBULE_LOG is set. */
export function guardStdout(): void {
  const loud = process.env['VESTIBULE_LOG'] !== undefined;
  const away = (...parts: unknown[]) => { if (loud) process.stderr.write(`${parts.map(String).join(' ')}\n`); };
  for (const name of ['log', 'info', 'debug', 'warn', 'error', 'trace'] as const) console[name] = away;
  stdout.write = ((text: string | Uint8Array) => { away(text); return true; }) as typeof stdout.write;
  stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
}

/** Resolves when the reader of the pipe has taken it, so that a slow reader never piles up memory. */
export async function writeLine(text: string): Promise<void> {
  if (!writeOut(`${text}\n`)) await once(stdout, 'drain');
}

export const writeJson = (value: unknown): Promise<void> => writeLine(JSON.stringify(value, rounded));

/** Ends the program after everything written has left it (a pipe is asynchronous, and engines may hold threads open). */
export function finish(code: number): void {
  writeOut('', () => process.exit(code));
}

// Places and measures beyond a thousandth are noise; NaN and Infinity are not JSON.
function rounded(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isInteger(value)) return value;
  return Number.isFinite(value) ? Math.round(value * 1e4) / 1e4 : null;
}

export const errorRecord = (error: CodedError) => ({ code: error.code, message: errorSentence(error.code, error.values) });

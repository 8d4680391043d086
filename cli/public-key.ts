/** `--public-key`: base64 as `vestibule audit key` prints it, or a file that holds it. */
import { readFileSync } from 'node:fs';
import { UsageError, type Given } from './arguments.ts';

/** null: none was given. @throws UsageError */
export function givenKey(given: Given): string | null {
  const text = given.text('public-key');
  if (text === undefined) return null;
  if (/^[A-Za-z0-9+/]{56,80}=*$/.test(text)) return text;
  try {
    return readFileSync(text, 'utf8').trim();
  } catch {
    throw new UsageError('--public-key is a key, or a file with one.');
  }
}

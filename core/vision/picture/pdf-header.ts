import { startsWith } from './bytes.ts';

/** Readers accept a header anywhere in the first kilobyte (ISO 32000-1, annex H, note 13). */
export function isPdf(bytes: Uint8Array): boolean {
  for (let i = 0; i < Math.min(1024, bytes.length - 5); i++) if (startsWith(bytes, '%PDF-', i)) return true;
  return false;
}

/**
 * Where the audit trail stood last, in a small signed file beside the store. A store that was put back to an earlier copy, or whose last lines were
 * cut off, no longer reaches it. Who puts back the whole folder puts this back as well: that is told only by heads kept elsewhere (an export, a copy of
 * this file, and the records at the hub, each of which names the line it was decided on).
 */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomic } from './files.ts';
import { hashAt, lastLine } from './store/audit.ts';
import type { ReadDb } from './store/db.ts';
import { checkerOf, type Signer } from './store/signature.ts';

export const headSchema = z.strictObject({
  format: z.literal(1),
  sequence: z.number().int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
  signature: z.string().max(200),
});
export type Head = z.infer<typeof headSchema>;

/** cut-off: the trail no longer reaches the head · replaced: another line stands there · missing, forged: the head file itself. */
export type HeadConflict = 'cut-off' | 'replaced' | 'missing' | 'forged';
export type HeadState = { kept: Head | null; conflict: HeadConflict | null };

/** What is signed of a trail's end. */
export function signedHead(db: ReadDb, signer: Signer): Head | null {
  const last = lastLine(db);
  if (last === null) return null;
  const { sequence, hash, at } = last;
  return { format: 1, sequence, hash, at, signature: signer.sign('audit-head', headText({ sequence, hash, at })) };
}

export const isOwnHead = ({ signature, ...head }: Head, publicKey: string): boolean => checkerOf(publicKey)('audit-head', headText(head), signature);

const headText = ({ sequence, hash, at }: Pick<Head, 'sequence' | 'hash' | 'at'>): string => JSON.stringify([sequence, hash, at]);

/** null: none, or not readable as one. */
export function readHead(file: string): Head | null {
  if (!existsSync(file)) return null;
  try {
    return headSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** The head that was kept against the store as it is now. A head may lag behind by what a power cut left out; it may never be ahead. */
export function compareHead(file: string, db: ReadDb, publicKey: string): HeadState {
  const kept = readHead(file);
  if (kept === null) return { kept, conflict: existsSync(file) ? 'forged' : hadHead(db) ? 'missing' : null };
  if (!isOwnHead(kept, publicKey)) return { kept: null, conflict: 'forged' };
  const there = hashAt(db, kept.sequence);
  return { kept, conflict: there === kept.hash ? null : there === null ? 'cut-off' : 'replaced' };
}

/** The first line of a station, and the first signed one, are written before any head. */
function hadHead(db: ReadDb): boolean {
  const last = lastLine(db);
  return last !== null && last.signed && last.sequence > 1 && last.action !== 'audit.signed-from';
}

/** Only when the trail has grown. @throws what the file system throws */
export function saveHead(file: string, open: { db: ReadDb; signer: Signer; head: HeadState }): void {
  if (lastLine(open.db)?.sequence === open.head.kept?.sequence) return;
  const head = signedHead(open.db, open.signer);
  if (head === null) return;
  writeFileAtomic(file, JSON.stringify(head));
  open.head.kept = head;
}

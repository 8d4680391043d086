/** The key under which head office tells this station what only it may read. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { parsed, type Db, type ReadDb, type Tx } from './db.ts';

const secretSchema = z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength === 32);

/** null: it has not been drawn yet. */
export function findReplyKey(db: ReadDb): Uint8Array | null {
  return parsed(secretSchema.nullable(), db.prepare(`SELECT secret FROM reply_key`).pluck().get() ?? null);
}

/** Each hub is told one of its own. */
export const forgetReplyKey = (tx: Tx): void => void tx.prepare(`DELETE FROM reply_key`).run();

/** Drawn at the first asking. */
export function replyKeyOf(db: Db): Uint8Array {
  db.prepare(`INSERT INTO reply_key (one, secret) VALUES (1, ?) ON CONFLICT (one) DO NOTHING`).run(randomBytes(32));
  return findReplyKey(db)!;
}

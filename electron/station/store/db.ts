/** The store's handle types. A query says by its type whether it only reads, writes, or must stand inside a transaction. */
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { CodedError } from '../../../core/errors.ts';

declare const mayRead: unique symbol;
declare const mayWrite: unique symbol;
declare const inTransaction: unique symbol;

export type ReadDb = Pick<Database.Database, 'prepare'> & { readonly [mayRead]: true };
export type Db = Database.Database & ReadDb & { readonly [mayWrite]: true };
/** Only transact() makes one. */
export type Tx = ReadDb & Db & { readonly [inTransaction]: true };

/** All or nothing. Takes the write lock at once, so that what is read inside is still true when it is written. */
export function transact<Made>(db: Db, work: (tx: Tx) => Made): Made {
  return db.transaction(() => work(db as Tx)).immediate();
}

/** @throws CodedError store.corrupt when a row is not what this program writes. */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new CodedError('store.corrupt');
}

/** A column that holds JSON. */
export const json = <Schema extends z.ZodType>(schema: Schema) => z.string().transform((text, context) => {
  try {
    const result = schema.safeParse(JSON.parse(text));
    if (result.success) return result.data as z.infer<Schema>;
  } catch {
    // Told below: unreadable and not fitting are the same to a reader.
  }
  context.addIssue({ code: 'custom', message: 'not the expected JSON' });
  return z.NEVER;
});

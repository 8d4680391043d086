/** The last word of head office that this station took, the last it did not, and the hub's earlier keys. */
import { z } from 'zod';
import { bundleRefusals, bundleSchema, type Bundle, type BundleRefusal } from '../../../core/sync/bundle.ts';
import { json, parsed, type Db, type ReadDb, type Tx } from './db.ts';

const rowSchema = z.object({ hubKey: z.string(), version: z.number().int(), sha256: z.string(), body: json(bundleSchema), at: z.iso.datetime() });
export type StoredBundle = Omit<z.infer<typeof rowSchema>, 'body'> & { body: Bundle };

export function readBundle(db: ReadDb): StoredBundle | null {
  const row = db.prepare(`SELECT hub_key AS hubKey, version, sha256, body, at FROM bundle`).get();
  return row === undefined ? null : parsed(rowSchema, row);
}

/** In place of the one before; a refusal of before is settled by it. `body`: to the letter as signed. */
export function writeBundle(tx: Tx, bundle: { hubKey: string; version: number; sha256: string; body: string; at: string }): void {
  tx.prepare(`INSERT OR REPLACE INTO bundle (one, hub_key, version, sha256, body, at) VALUES (1, @hubKey, @version, @sha256, @body, @at)`).run(bundle);
  tx.prepare(`DELETE FROM bundle_refusal`).run();
}

const refusalSchema = z.object({ version: z.number().int().nullable(), sha256: z.string(), code: z.enum(bundleRefusals), at: z.iso.datetime() });
export type StoredRefusal = z.infer<typeof refusalSchema>;

export function readRefusal(db: ReadDb): StoredRefusal | null {
  const row = db.prepare(`SELECT version, sha256, code, at FROM bundle_refusal`).get();
  return row === undefined ? null : parsed(refusalSchema, row);
}

export function writeRefusal(tx: Tx, refusal: { version: number | null; sha256: string; code: BundleRefusal; at: string }): void {
  tx.prepare(`INSERT OR REPLACE INTO bundle_refusal (one, version, sha256, code, at) VALUES (1, @version, @sha256, @code, @at)`).run(refusal);
}

export function addFormerHubKey(tx: Tx, hubKey: string, at: string): void {
  tx.prepare(`INSERT INTO former_hub_keys (hub_key, at) VALUES (?, ?) ON CONFLICT (hub_key) DO NOTHING`).run(hubKey, at);
}

/** Another hub: its receipts are its own. */
export function forgetFormerHubKeys(tx: Tx): void {
  tx.prepare(`DELETE FROM former_hub_keys`).run();
}

/** When the hub said that this station is revoked; null: it has not, or a hub let it in since. */
export function revokedAt(db: ReadDb): string | null {
  return parsed(z.iso.datetime().nullable(), db.prepare(`SELECT at FROM revocation`).pluck().get() ?? null);
}

export function noteRevocation(db: Db, at: string | null): void {
  if (at === null) db.prepare(`DELETE FROM revocation`).run();
  else db.prepare(`INSERT INTO revocation (one, at) VALUES (1, ?) ON CONFLICT (one) DO NOTHING`).run(at);
}

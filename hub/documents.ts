/** The same document in two branches: found by a hash that only this hub can make, so that the table that looks across branches holds no number. */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { documentText, plainNumber } from '../core/sync/bundle.ts';
import type { Manifest } from '../core/sync/manifest.ts';
import type { Sql } from './db/database.ts';
import type { Hub } from './hub.ts';

const countrySchema = z.object({ setup: z.object({ country: z.string() }), extraction: z.object({ documentType: z.object({ country: z.string().nullable() }).nullable() }).optional() });

/** HMAC-SHA256 of country, kind and number; null: no number was read, or it is a demonstration, which shows the same document every day. Evidence is open: one that says no country is its own kind of document. */
export function documentHash({ keys }: Hub, { case: { documentNumber, documentType, demo }, evidence }: Pick<Manifest, 'case' | 'evidence'>): string | null {
  if (demo || plainNumber(documentNumber).length === 0) return null;
  const said = countrySchema.safeParse(evidence);
  const country = said.success ? (said.data.extraction?.documentType?.country ?? said.data.setup.country) : '';
  return createHmac('sha256', keys.lookup).update(documentText({ country, kind: documentType, number: documentNumber })).digest('hex');
}

const sideSchema = z.object({ branch: z.string(), stationId: z.string(), caseId: z.string(), receivedAt: z.date(), number: z.string(), outcome: z.string() });
export type DuplicateDocument = { now: z.infer<typeof sideSchema>; earlier: z.infer<typeof sideSchema> };

/** What a row is shown by: number and outcome of the last decision that is there. */
const lastOf = (side: string, prefix: string): string => `(SELECT json_build_object('branch', p.branch, 'stationId', p.station_id, 'caseId', p.case_id, 'number', p.number, 'outcome', p.outcome) FROM packets p
  WHERE p.branch = d.${prefix}branch AND p.case_id = d.${prefix}case_id ORDER BY p.sequence DESC LIMIT 1) AS ${side}`;

/** Pairs that came since then, newest first, `most` of them; `across`: of two branches only. */
export async function duplicateDocuments(hub: Hub, { since, across = true, most }: { since: Date; across?: boolean; most: number }): Promise<DuplicateDocument[]> {
  const rows = await hub.db.transaction('head', (sql) => sql.query(
    `SELECT ${lastOf('now', '')}, ${lastOf('earlier', 'earlier_')}, d.received_at AS "nowAt", d.earlier_received_at AS "earlierAt" FROM duplicate_documents d
     WHERE d.received_at >= $1 AND ($2 = false OR d.branch <> d.earlier_branch) ORDER BY d.received_at DESC, d.earlier_received_at DESC LIMIT $3`, [since, across, most],
  ));
  return rows.map((row) => ({ now: sideSchema.parse({ ...(row['now'] as object), receivedAt: row['nowAt'] }), earlier: sideSchema.parse({ ...(row['earlier'] as object), receivedAt: row['earlierAt'] }) }));
}

const sameSchema = z.object({ hash: z.string(), branch: z.string(), caseId: z.uuid(), receivedAt: z.date(), number: z.string(), outcome: z.string() });
export type SameDocument = z.infer<typeof sameSchema>;

/** Every case of these documents among the branches that whoever asks may see, the newest first, `most` of them; each with the last decision that is there. */
export async function casesOfDocuments(sql: Sql, hashes: readonly string[], most: number): Promise<SameDocument[]> {
  if (hashes.length === 0) return [];
  const rows = await sql.query(
    `SELECT d.document_hash AS hash, d.branch, d.case_id AS "caseId", d.received_at AS "receivedAt", p.number, p.outcome FROM document_keys d
     CROSS JOIN LATERAL (SELECT number, outcome FROM packets WHERE branch = d.branch AND case_id = d.case_id ORDER BY sequence DESC LIMIT 1) p
     WHERE d.document_hash = ANY ($1) ORDER BY d.received_at DESC, d.case_id LIMIT $2`, [hashes, most]);
  return rows.map((row) => sameSchema.parse(row));
}

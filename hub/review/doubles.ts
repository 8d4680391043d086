/** Cases that came twice: of one document, as the hub sees it across branches; and those that the station found among its own. Only among the branches of whoever asks. */
import { z } from 'zod';
import { manifestSchema, type Manifest } from '../../core/sync/manifest.ts';
import type { Sql } from '../db/database.ts';
import { casesOfDocuments, documentHash, type SameDocument } from '../documents.ts';
import type { Hub } from '../hub.ts';
import type { ReviewCase } from './cases.ts';

/** Chosen: what a card holds. */
const twinsShown = 10;

/** By every document number that the case ever gave. */
export async function twinsOf(hub: Hub, sql: Sql, caseId: string, manifests: readonly Manifest[]): Promise<{ twins: SameDocument[]; moreTwins: boolean }> {
  const hashes = new Set(manifests.map((manifest) => documentHash(hub, manifest)).filter((hash) => hash !== null));
  const found = await casesOfDocuments(sql, [...hashes], twinsShown + 1 + hashes.size);
  const others = [...new Map(found.filter((one) => one.caseId !== caseId).map((one) => [`${one.branch} ${one.caseId}`, one])).values()];
  return { twins: others.slice(0, twinsShown), moreTwins: others.length > twinsShown };
}

export type Double = { /** The station asked its clerk. */ atStation: boolean; /** The same document came from another branch. */ elsewhere: boolean };

const { case: caseOf } = manifestSchema.shape;
const readSchema = z.object({ case: caseOf, evidence: z.looseObject({ duplicates: z.array(z.unknown()).catch([]) }) });

/** By case, of the rows of one page: the last record of each is read. */
export async function doublesOf(hub: Hub, sql: Sql, rows: readonly Pick<ReviewCase, 'branch' | 'caseId'>[]): Promise<ReadonlyMap<string, Double>> {
  const found = await sql.query(
    `SELECT g.case_id AS "caseId", g.branch, p.manifest FROM unnest($1::text[], $2::uuid[]) AS g (branch, case_id)
     CROSS JOIN LATERAL (SELECT manifest FROM packets WHERE branch = g.branch AND case_id = g.case_id ORDER BY sequence DESC LIMIT 1) p`, [rows.map(({ branch }) => branch), rows.map(({ caseId }) => caseId)]);
  const read = found.map((row) => {
    const manifest = readSchema.parse(JSON.parse(String(row['manifest'])));
    return { caseId: String(row['caseId']), branch: String(row['branch']), atStation: manifest.evidence.duplicates.length > 0, hash: documentHash(hub, manifest) };
  });
  const branches = await branchesOf(sql, read.flatMap(({ hash }) => (hash === null ? [] : [hash])));
  return new Map(read.map(({ caseId, branch, atStation, hash }) => [caseId, { atStation, elsewhere: branches.some((one) => one.hash === hash && one.branch !== branch) }]));
}

async function branchesOf(sql: Sql, hashes: readonly string[]): Promise<{ hash: string; branch: string }[]> {
  const rows = await sql.query('SELECT DISTINCT document_hash AS hash, branch FROM document_keys WHERE document_hash = ANY ($1)', [hashes]);
  return rows.map(({ hash, branch }) => ({ hash: String(hash), branch: String(branch) }));
}

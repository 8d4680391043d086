/** What was deleted, as a file for whoever must prove it: one row a case, without anything of the customer, signed by the station. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { CodedError } from '../../core/errors.ts';
import { headSchema, signedHead } from './audit-head.ts';
import { writeNewFile } from './files.ts';
import { jsonOf } from './json.ts';
import type { ReadDb } from './store/db.ts';
import { deletionSchema, deletionsBackwards } from './store/retention.ts';
import { checkerOf, type Signer } from './store/signature.ts';

const bodySchema = z.strictObject({
  station: z.string().max(80), branch: z.string().max(80), madeAt: z.iso.datetime(),
  /** Where the audit trail stood: its lines `case.deleted` say the same. */
  head: headSchema, deletions: z.array(deletionSchema),
});
export type DeletionReport = z.infer<typeof bodySchema>;
const fileSchema = z.strictObject({ kind: z.literal('vestibule-deletions'), format: z.literal(1), publicKey: z.string().max(400), signature: z.string().max(200), body: z.string() });

/** @returns cases in it. @throws what the file system throws; then there is no file of that name */
export function writeDeletionReport(file: string, db: ReadDb, signer: Signer, about: { station: string; branch: string; madeAt: string }): number {
  const head = signedHead(db, signer);
  if (head === null) throw new CodedError('store.not-found');
  const deletions = deletionsBackwards(db);
  const body = JSON.stringify(bodySchema.parse({ ...about, head, deletions }));
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeNewFile(file, (put) => put(JSON.stringify({ kind: 'vestibule-deletions', format: 1, publicKey: signer.publicKey, signature: signer.sign('deletion', body), body })));
  return deletions.length;
}

/** @param wanted the station's public key; null: the file's own. @throws CodedError file.not-found · retention.not-a-report */
export function readDeletionReport(file: string, wanted: string | null): { report: DeletionReport; publicKey: string; signed: boolean } {
  const read = fileSchema.safeParse(jsonOf(textOf(file)));
  const body = read.success ? bodySchema.safeParse(jsonOf(read.data.body)) : null;
  if (!read.success || !body?.success) throw new CodedError('retention.not-a-report');
  const publicKey = wanted ?? read.data.publicKey;
  return { report: body.data, publicKey, signed: isSigned(publicKey, read.data.body, read.data.signature) };
}

function isSigned(publicKey: string, body: string, signature: string): boolean {
  try {
    return checkerOf(publicKey)('deletion', body, signature);
  } catch {
    return false;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CodedError('file.not-found');
  }
}

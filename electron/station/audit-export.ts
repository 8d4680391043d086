/**
 * The audit trail as a file that verifies elsewhere with nothing but the station's public key: a head line, the lines as they are, and a signed foot
 * that says where the trail ends. Holds no customer data: subjects are random ids, operators as well. One JSON object a line (JSON Lines).
 */
import { createReadStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { CodedError } from '../../core/errors.ts';
import { isOwnHead, headSchema, signedHead, type Head } from './audit-head.ts';
import { writeNewFile } from './files.ts';
import { jsonOf } from './json.ts';
import { auditLineSchema, auditRows, type AuditLine } from './store/audit.ts';
import { createWalk, type Anchor, type ChainReport } from './store/audit-chain.ts';
import type { ReadDb } from './store/db.ts';
import { checkerOf, type Signer } from './store/signature.ts';

const startSchema = z.strictObject({
  kind: z.literal('vestibule-audit'), format: z.literal(1), station: z.string().max(80), branch: z.string().max(80), publicKey: z.string().max(400), exportedAt: z.iso.datetime(),
});
const endSchema = z.strictObject({ kind: z.literal('end'), head: headSchema, lines: z.number().int(), signature: z.string().max(200) });
export type ExportStart = z.infer<typeof startSchema>;

/** What the foot signs: who exported, and where the trail ended. */
const endText = (start: ExportStart, sequence: number, hash: string, lines: number): string => JSON.stringify([start.station, start.branch, start.publicKey, start.exportedAt, sequence, hash, lines]);

export type ExportAbout = { station: string; branch: string; exportedAt: string };

/** @returns lines written. @throws what the file system throws; then there is no file of that name. */
export function writeAuditExport(file: string, db: ReadDb, signer: Signer, { station, branch, exportedAt }: ExportAbout): number {
  const head = signedHead(db, signer);
  if (head === null) throw new CodedError('store.not-found');
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const start: ExportStart = { kind: 'vestibule-audit', format: 1, station, branch, publicKey: signer.publicKey, exportedAt };
  return writeNewFile(file, (put) => {
    const write = (value: unknown): void => put(`${JSON.stringify(value)}\n`);
    write(start);
    let lines = 0;
    for (const { line } of auditRows(db)) {
      // A row that cannot be read stands as a gap, which the walk names.
      if (line !== null) write(line);
      lines += 1;
    }
    write({ kind: 'end', head, lines, signature: signer.sign('audit-export', endText(start, head.sequence, head.hash, lines)) });
    return lines;
  });
}

export type ExportReport = { start: ExportStart; chain: ChainReport; /** The end as the file signs it; believe it only where the chain is sound. */ head: Head | null };

/**
 * @param publicKey the station's, from a place that can be trusted; null: the one in the file, which proves only that nobody else touched it since
 * @throws CodedError audit.not-an-export
 */
export async function verifyAuditExport(file: string, publicKey: string | null, anchors: readonly Anchor[] = []): Promise<ExportReport> {
  let start: ExportStart | null = null;
  let end: z.infer<typeof endSchema> | null = null;
  let walk: ReturnType<typeof createWalk> | null = null;
  let broken: ChainReport | null = null;
  let at = 0;
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    const value = jsonOf(text);
    if (start === null || walk === null) {
      start = startSchema.safeParse(value).data ?? null;
      if (start === null) throw new CodedError('audit.not-an-export');
      walk = createWalk(usable(publicKey ?? start.publicKey), anchors);
      continue;
    }
    const foot = endSchema.safeParse(value).data;
    if (foot) end = foot;
    else if (!broken) broken = walk.take({ sequence: at + 1, line: end === null ? lineOf(value) : null });
    at += 1;
  }
  if (start === null || walk === null) throw new CodedError('audit.not-an-export');
  const chain = broken ?? walk.end();
  return { start, chain: chain.ok ? endFits(chain, start, end, publicKey ?? start.publicKey) : chain, head: end && end.head };
}

/** The foot must be signed by the same key and name the very last line. */
function endFits(chain: ChainReport, start: ExportStart, end: z.infer<typeof endSchema> | null, publicKey: string): ChainReport {
  const fault = (why: 'cut-off' | 'signature'): ChainReport => ({ ...chain, ok: false, brokenAt: chain.lines + 1, why });
  if (end === null || end.lines !== chain.lines || end.head.sequence !== chain.last?.sequence || end.head.hash !== chain.last.hash) return fault('cut-off');
  const signed = checkerOf(publicKey)('audit-export', endText(start, end.head.sequence, end.head.hash, end.lines), end.signature) && isOwnHead(end.head, publicKey);
  return signed ? chain : fault('signature');
}

const lineOf = (value: unknown): AuditLine | null => auditLineSchema.safeParse(value).data ?? null;

/** @throws CodedError audit.not-an-export for bytes that are no key */
function usable(publicKey: string): string {
  try {
    checkerOf(publicKey);
    return publicKey;
  } catch {
    throw new CodedError('audit.not-an-export');
  }
}

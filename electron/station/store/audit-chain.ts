/**
 * Walks an audit trail and names the first line that is not as the station wrote it. Line by line it shows one that was changed, taken out, put in,
 * moved, repeated, or signed by another key; with a head that was kept apart (audit-head.ts, an export) also that the end was cut off or the whole
 * file replaced by an older one. It does not show a trail that somebody who holds the station's signing key wrote anew, together with every head:
 * against that only heads that left the station help.
 */
import { z } from 'zod';
import { auditRows, decisionDigest, hashOf, noHash, type AuditLine } from './audit.ts';
import { parsed, type ReadDb } from './db.ts';
import { deletionDigest, deletionsBackwards } from './retention.ts';
import { checkerOf } from './signature.ts';

/** Where the trail stood at some time; `at`: of that line. */
export type Anchor = { sequence: number; hash: string; at?: string };

/** A backup was put back: the trail goes on at line `sequence` as it was at line `from`. What was written after `from` and before `at` is known to be lost. */
export type RestoreInTrail = { sequence: number; from: number; at: string; made: string };

export type ChainFault =
  | 'unreadable' | 'sequence' | 'previous' | 'hash' | 'unsigned' | 'signature'
  /** Signed lines begin where none says so. */
  | 'signed-from'
  /** A head that was kept names a line that is not there, or is another one. */
  | 'cut-off' | 'replaced'
  /** A decision without its line, or a line without its decision; the same of what was deleted. */
  | 'decision' | 'deletion';

export type ChainReport = {
  /** Lines that are sound, from the first. */
  lines: number;
  /** Sequence of the first signed line; null: none is. */
  signedFrom: number | null;
  /** Lines on which the station itself wrote that its head did not fit. */
  conflicts: number;
  last: Anchor | null;
  restores: RestoreInTrail[];
  /** Of the ends that were kept: how many lie in what a restore is known to have lost. */
  lostToRestore: number;
} & ({ ok: true } | { ok: false; brokenAt: number; why: ChainFault });

/** `publicKey`: the station's; null: signatures are not looked at (a trail from before there were any). */
export type Trust = { publicKey: string | null; anchors?: readonly Anchor[] };

type Row = { sequence: number; line: AuditLine | null };

export function walkChain(rows: Iterable<Row>, { publicKey, anchors = [] }: Trust): ChainReport {
  const walk = createWalk(publicKey, anchors);
  for (const row of rows) {
    const broken = walk.take(row);
    if (broken) return broken;
  }
  return walk.end();
}

type Walk = { take(row: Row): ChainReport | null; end(): ChainReport };

/** The same for one who takes the lines in slices. */
export function createWalk(publicKey: string | null, anchors: readonly Anchor[] = []): Walk {
  const check = publicKey === null ? null : checkerOf(publicKey);
  const wanted = new Map<number, Anchor[]>();
  for (const anchor of anchors) wanted.set(anchor.sequence, [...(wanted.get(anchor.sequence) ?? []), anchor]);
  const restores: RestoreInTrail[] = [];
  const lost = new Set<string>();
  // Exactly what a signed restore says it lost: later than where it went on from, and not later than itself.
  const isLost = ({ sequence, hash, at }: Anchor): boolean => {
    const known = at !== undefined && restores.some((restore) => sequence > restore.from && at <= restore.at);
    if (known) lost.add(`${sequence} ${hash}`);
    return known;
  };
  let last: Anchor | null = null;
  let signedFrom: number | null = null;
  let [lines, conflicts] = [0, 0];
  const facts = () => ({ lines, signedFrom, conflicts, last, restores, lostToRestore: lost.size });
  const fault = (brokenAt: number, why: ChainFault): ChainReport => ({ ok: false, brokenAt, why, ...facts() });
  return {
    take: ({ sequence, line }) => {
      if (line === null) return fault(sequence, 'unreadable');
      const why = brokenLink(line, lines + 1, last?.hash ?? noHash) ?? (check && brokenSignature(line, signedFrom, publicKey ?? '', check));
      if (why) return fault(line.sequence, why);
      const restore = restoreIn(line, last);
      if (restore) restores.push(restore);
      if ((wanted.get(line.sequence) ?? []).some((anchor) => anchor.hash !== line.hash && !isLost(anchor))) return fault(line.sequence, 'replaced');
      if (line.signature !== null) signedFrom ??= line.sequence;
      if (line.action === 'audit.conflict') conflicts += 1;
      last = { sequence: line.sequence, hash: line.hash };
      lines += 1;
      return null;
    },
    end: () => {
      const beyond = [...wanted.values()].flat().some((anchor) => anchor.sequence > lines && !isLost(anchor));
      if (beyond) return fault(lines + 1, 'cut-off');
      // A station that has a key signs: a trail without any signature had its own taken off.
      if (check && signedFrom === null && lines > 0) return fault(1, 'unsigned');
      return { ok: true, ...facts() };
    },
  };
}

/** A line counts as a restore where it is signed and names the very line before it. */
function restoreIn(line: AuditLine, before: Anchor | null): RestoreInTrail | null {
  if (line.action !== 'station.restored' || line.signature === null) return null;
  const { from, hash, made } = line.facts;
  return from === before?.sequence && hash === before?.hash && typeof from === 'number' && typeof made === 'string' ? { sequence: line.sequence, from, at: line.at, made } : null;
}

function brokenLink(line: AuditLine, sequence: number, previous: string): ChainFault | null {
  if (line.sequence !== sequence) return 'sequence';
  if (line.previous !== previous) return 'previous';
  return line.hash === hashOf(line) ? null : 'hash';
}

/** Signatures begin at the first line of a trail or at one that says so and names the key; from there every line has one. */
function brokenSignature(line: AuditLine, signedFrom: number | null, publicKey: string, check: ReturnType<typeof checkerOf>): ChainFault | null {
  if (line.signature === null) return signedFrom === null ? null : 'unsigned';
  if (!check('audit-line', line.hash, line.signature)) return 'signature';
  if (signedFrom !== null || line.sequence === 1) return null;
  return line.action === 'audit.signed-from' && line.facts['key'] === publicKey ? null : 'signed-from';
}

/** The trail of a store, then every decision and every deletion against the digest its line recorded (`brokenAt` 0: one of these, and no line, is at fault). */
export function verifyAuditChain(db: ReadDb, trust: Trust): ChainReport {
  const told = newTold();
  return withRows(db, walkChain(noting(auditRows(db), told), trust), told);
}

/** The same, giving way to other work after each slice. */
export async function verifyAuditChainInSlices(db: ReadDb, { publicKey, anchors }: Trust): Promise<ChainReport> {
  const told = newTold();
  const walk = createWalk(publicKey, anchors);
  let count = 0;
  for (const row of noting(auditRows(db), told)) {
    const broken = walk.take(row);
    if (broken) return broken;
    // 200 signatures are about 25 ms.
    if (++count % 200 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return withRows(db, walk.end(), told);
}

/** What the lines say must be there: digests of decisions by case, and of deletions. A deleted case has no decisions any more. */
type Told = { decisions: Map<string, Set<string>>; deletions: Set<string> };
const newTold = (): Told => ({ decisions: new Map(), deletions: new Set() });

function* noting(rows: Iterable<Row>, { decisions, deletions }: Told): Generator<Row> {
  for (const row of rows) {
    const subject = row.line?.subject ?? '';
    const { digest, deletion } = row.line?.facts ?? {};
    if (typeof digest === 'string') decisions.set(subject, (decisions.get(subject) ?? new Set()).add(digest));
    if (typeof deletion === 'string' && row.line?.action === 'case.deleted') {
      decisions.delete(subject);
      deletions.add(deletion);
    }
    yield row;
  }
}

function withRows(db: ReadDb, report: ChainReport, told: Told): ChainReport {
  if (!report.ok) return report;
  const why = !decisionsFit(db, told) ? 'decision' : !deletionsFit(db, told) ? 'deletion' : null;
  return why === null ? report : { ...report, ok: false, brokenAt: 0, why };
}

/** Each decision has its line, and no line's decision is missing. */
function decisionsFit(db: ReadDb, { decisions }: Told): boolean {
  const rowSchema = z.object({ caseId: z.string(), sequence: z.number(), decision: z.string(), attestation: z.string().nullable(), at: z.string() });
  let found = 0;
  for (const row of db.prepare(`SELECT case_id AS caseId, sequence, decision, attestation, at FROM decisions`).iterate()) {
    const decision = parsed(rowSchema, row);
    if (!decisions.get(decision.caseId)?.has(decisionDigest(decision))) return false;
    found += 1;
  }
  return found === [...decisions.values()].reduce((n, { size }) => n + size, 0);
}

function deletionsFit(db: ReadDb, { deletions }: Told): boolean {
  const rows = deletionsBackwards(db);
  return rows.length === deletions.size && rows.every((row) => deletions.has(deletionDigest(row)));
}

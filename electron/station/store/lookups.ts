/** Cases found by keyed hashes of document and birth date, and what was found so of a case. */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { duplicateAnswers, type Duplicate, type DuplicateAnswer } from '../../../core/case/duplicates.ts';
import { outcomes } from '../../../core/case/case.ts';
import { lookupKey } from './case-keys.ts';
import { parsed, type ReadDb, type Tx } from './db.ts';

export type Lookups = { document: readonly string[]; birth: readonly string[] };
type Kind = keyof Lookups;

const hashOf = (key: Uint8Array, kind: Kind, text: string): Buffer => createHmac('sha256', key).update(`${kind} 1\n${text}`).digest();

/** In place of what an earlier submission of the case said. */
export function writeLookups(tx: Tx, caseId: string, lookups: Lookups): void {
  const key = lookupKey(tx);
  removeHashes(tx, caseId);
  const add = tx.prepare(`INSERT OR IGNORE INTO lookup_hashes (case_id, kind, hash) VALUES (?, ?, ?)`);
  for (const kind of ['document', 'birth'] as const) for (const text of lookups[kind]) add.run(caseId, kind, hashOf(key, kind, text));
}

/** It is found by later cases no more; what was found of it, and what staff said, stays. */
export const removeHashes = (tx: Tx, caseId: string): void => void tx.prepare(`DELETE FROM lookup_hashes WHERE case_id = ?`).run(caseId);

export function removeLookups(tx: Tx, caseId: string): void {
  removeHashes(tx, caseId);
  tx.prepare(`DELETE FROM duplicates WHERE case_id = ?`).run(caseId);
}

/** Answers of staff stay with their cases. @returns of how many cases */
export function removeAllLookups(tx: Tx): number {
  const count = parsed(z.number(), tx.prepare(`SELECT count(DISTINCT case_id) FROM lookup_hashes`).pluck().get());
  tx.prepare(`DELETE FROM lookup_hashes`).run();
  return count;
}

export const hasLookups = (db: ReadDb): boolean => db.prepare(`SELECT 1 FROM lookup_hashes LIMIT 1`).get() !== undefined;

/** Chosen: where so many were born on one day (papers that say 1 January) the newest are compared. */
const mostLooked = 2_000;

/** From the hash on: by the time of the case the planner would walk all cases. */
export const lookupQuery = `SELECT c.case_id AS caseId, c.name FROM lookup_hashes l INDEXED BY lookup_hashes_by_hash CROSS JOIN cases c ON c.case_id = l.case_id WHERE l.kind = ? AND l.hash = ? AND l.case_id <> ? AND c.demo = 0 ORDER BY c.created_at DESC LIMIT ${mostLooked}`;
const hitSchema = z.object({ caseId: z.uuid(), name: z.string() });
export type Hit = z.infer<typeof hitSchema>;

/** Other cases with one of these texts, the newest first; demonstrations are none. */
export function findByLookup(db: ReadDb, kind: Kind, texts: readonly string[], ownCase: string): Hit[] {
  const key = lookupKey(db);
  const query = db.prepare(lookupQuery);
  const hits = texts.flatMap((text) => query.all(kind, hashOf(key, kind, text), ownCase).map((row) => parsed(hitSchema, row)));
  return [...new Map(hits.map((hit) => [hit.caseId, hit])).values()];
}

export type NewDuplicate = { earlierCaseId: string; document: boolean; person: boolean };

/** In place of what an earlier submission found; an answer stays where the same case is found again by the same. */
export function writeDuplicates(tx: Tx, caseId: string, found: readonly NewDuplicate[], at: string): void {
  const known = tx.prepare(`SELECT earlier_case_id AS earlierCaseId, document, person, answer, operator_id AS operatorId, operator_name AS operatorName FROM duplicates WHERE case_id = ?`).all(caseId)
    .map((row) => parsed(z.object({ earlierCaseId: z.string(), document: z.number(), person: z.number(), answer: z.string().nullable(), operatorId: z.string().nullable(), operatorName: z.string().nullable() }), row));
  tx.prepare(`DELETE FROM duplicates WHERE case_id = ?`).run(caseId);
  const add = tx.prepare(`INSERT INTO duplicates (case_id, earlier_case_id, document, person, answer, operator_id, operator_name, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  for (const { earlierCaseId, document, person } of found) {
    const same = known.find((one) => one.earlierCaseId === earlierCaseId && (one.document === 1) === document && (one.person === 1) === person);
    add.run(caseId, earlierCaseId, document ? 1 : 0, person ? 1 : 0, same?.answer ?? null, same?.operatorId ?? null, same?.operatorName ?? null, at);
  }
}

const rowSchema = z.object({
  caseId: z.uuid(), number: z.string(), at: z.iso.datetime(), outcome: z.enum(outcomes), documentType: z.string(), name: z.string(), documentNumber: z.string(), nowName: z.string(), nowNumber: z.string(),
  document: z.number(), person: z.number(), face: z.number(), answer: z.enum(duplicateAnswers).nullable(),
});

export const duplicatesQuery = `SELECT c.case_id AS caseId, c.number, c.created_at AS at, c.outcome, c.document_type AS documentType, c.name, c.document_number AS documentNumber, n.name AS nowName, n.document_number AS nowNumber,
  d.document, d.person, d.answer, EXISTS (SELECT 1 FROM sightings s WHERE s.case_id = d.case_id AND s.earlier_case_id = d.earlier_case_id) AS face
  FROM duplicates d JOIN cases c ON c.case_id = d.earlier_case_id JOIN cases n ON n.case_id = d.case_id WHERE d.case_id = ?`;

/** Same document first, then the newest. */
export function duplicatesOf(db: ReadDb, caseId: string): Duplicate[] {
  return db.prepare(duplicatesQuery).all(caseId).map((row) => parsed(rowSchema, row))
    .sort((a, b) => b.document - a.document || (a.at < b.at ? 1 : -1))
    .map(({ name, documentNumber, nowName, nowNumber, document, person, face, ...rest }) => ({
      ...rest, earlier: { name, documentNumber }, now: { name: nowName, documentNumber: nowNumber },
      matched: ([['document', document], ['person', person], ['face', face]] as const).filter(([, holds]) => holds === 1).map(([by]) => by),
    }));
}

/** @returns false when there is no such pair. */
export function answerDuplicate(tx: Tx, pair: { caseId: string; earlierCaseId: string; answer: DuplicateAnswer; operatorId: string; operatorName: string; at: string }): boolean {
  return tx.prepare(`UPDATE duplicates SET answer = @answer, operator_id = @operatorId, operator_name = @operatorName, at = @at WHERE case_id = @caseId AND earlier_case_id = @earlierCaseId`).run(pair).changes === 1;
}

const answerSchema = z.object({ earlierCaseId: z.uuid(), number: z.string(), document: z.number().transform(Boolean), person: z.number().transform(Boolean), answer: z.enum(duplicateAnswers).nullable(), operatorName: z.string().nullable(), at: z.iso.datetime() });

/** As head office gets them beside the evidence: no name, no document of another customer. */
export const duplicateAnswersOf = (db: ReadDb, caseId: string): z.infer<typeof answerSchema>[] =>
  db.prepare(`SELECT d.earlier_case_id AS earlierCaseId, c.number, d.document, d.person, d.answer, d.operator_name AS operatorName, d.at FROM duplicates d JOIN cases c ON c.case_id = d.earlier_case_id WHERE d.case_id = ? ORDER BY c.number`).all(caseId).map((row) => parsed(answerSchema, row));

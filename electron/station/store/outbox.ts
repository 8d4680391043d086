/** What head office must get, one row a decision. A row leaves `waiting` only with the hub's receipt, or parked for a person. */
import { z } from 'zod';
import { parsed, type Db, type ReadDb, type Tx } from './db.ts';

export const outboxStates = ['waiting', 'parked', 'receipted'] as const;

const rowSchema = z.object({
  outboxId: z.number().int(), packetId: z.uuid(), caseId: z.uuid(), sequence: z.number().int(), state: z.enum(outboxStates), factsAt: z.iso.datetime().nullable(),
  attempts: z.number().int(), dueAt: z.iso.datetime(), reason: z.string().nullable(), createdAt: z.iso.datetime(),
});
export type OutboxRow = z.infer<typeof rowSchema>;
/** packetId null: what is stored of the decision could not be frozen. */
const anyRowSchema = rowSchema.extend({ packetId: z.uuid().nullable() });
export type AnyOutboxRow = z.infer<typeof anyRowSchema>;

/** Due at once. */
export function addOutboxRow(tx: Tx, caseId: string, sequence: number, at: string): number {
  const { lastInsertRowid } = tx.prepare(`INSERT INTO outbox (case_id, sequence, kind, state, due_at, created_at) VALUES (?, ?, 'decision', 'waiting', ?, ?)`).run(caseId, sequence, at, at);
  return Number(lastInsertRowid);
}

const columns = `o.outbox_id AS outboxId, p.packet_id AS packetId, o.case_id AS caseId, o.sequence, o.state, o.facts_at AS factsAt, o.attempts, o.due_at AS dueAt, o.reason, o.created_at AS createdAt`;
const from = (index: string): string => `FROM outbox o INDEXED BY ${index} CROSS JOIN packets p ON p.outbox_id = o.outbox_id`;

/** Decisions before pictures: the first are small, and head office decides by them. */
export const factsDueQuery = `SELECT ${columns} ${from('outbox_facts_due')} WHERE o.state = 'waiting' AND o.facts_at IS NULL AND o.due_at <= ? ORDER BY o.due_at LIMIT ?`;
export const picturesDueQuery = `SELECT ${columns} ${from('outbox_pictures_due')} WHERE o.state = 'waiting' AND o.facts_at IS NOT NULL AND o.due_at <= ? ORDER BY o.due_at LIMIT ?`;

const rows = (db: ReadDb, query: string, ...values: (string | number)[]): OutboxRow[] => db.prepare(query).all(...values).map((row) => parsed(rowSchema, row));

export const factsDue = (db: ReadDb, at: string, most: number): OutboxRow[] => rows(db, factsDueQuery, at, most);
export const picturesDue = (db: ReadDb, at: string, most: number): OutboxRow[] => rows(db, picturesDueQuery, at, most);

/** What waits in the order it goes; of the others the newest first. */
export const outboxOf = (db: ReadDb, state: OutboxRow['state'], most: number): AnyOutboxRow[] =>
  db.prepare(`SELECT ${columns} FROM outbox o INDEXED BY outbox_by_state LEFT JOIN packets p ON p.outbox_id = o.outbox_id WHERE o.state = ? ORDER BY o.outbox_id ${state === 'waiting' ? 'ASC' : 'DESC'} LIMIT ?`)
    .all(state, most).map((row) => parsed(anyRowSchema, row));

export function findByOutboxId(db: ReadDb, outboxId: number): AnyOutboxRow | null {
  const row = db.prepare(`SELECT ${columns} FROM outbox o LEFT JOIN packets p ON p.outbox_id = o.outbox_id WHERE o.outbox_id = ?`).get(outboxId);
  return row === undefined ? null : parsed(anyRowSchema, row);
}

export function findOutboxRow(db: ReadDb, packetId: string): OutboxRow | null {
  return rows(db, `SELECT ${columns} FROM packets p JOIN outbox o ON o.outbox_id = p.outbox_id WHERE p.packet_id = ?`, packetId)[0] ?? null;
}

export function outboxCounts(db: ReadDb): Record<OutboxRow['state'], number> {
  const counts = { waiting: 0, parked: 0, receipted: 0 };
  for (const row of db.prepare(`SELECT state, count(*) AS count FROM outbox GROUP BY state`).all()) {
    const { state, count } = parsed(z.object({ state: z.enum(outboxStates), count: z.number().int() }), row);
    counts[state] = count;
  }
  return counts;
}

/** Decisions that wait, and when the oldest of them was made; null: none waits. */
export function waitingSince(db: ReadDb): { waiting: number; oldest: string | null } {
  const row = db.prepare(`SELECT count(*) AS waiting, min(created_at) AS oldest FROM outbox WHERE state = 'waiting'`).get();
  return parsed(z.object({ waiting: z.number().int(), oldest: z.iso.datetime().nullable() }), row);
}

/** Decisions that wait for a person, and when the oldest of them was made; null: none does. */
export function parkedSince(db: ReadDb): { parked: number; oldest: string | null } {
  const row = db.prepare(`SELECT count(*) AS parked, min(created_at) AS oldest FROM outbox WHERE state = 'parked'`).get();
  return parsed(z.object({ parked: z.number().int(), oldest: z.iso.datetime().nullable() }), row);
}

/** The earliest time at which a waiting row is due; null: none waits. */
export function nextDueAt(db: ReadDb): string | null {
  return parsed(z.string().nullable(), db.prepare(`SELECT min(due_at) FROM outbox WHERE state = 'waiting'`).pluck().get());
}

type Change = { state?: OutboxRow['state']; factsAt?: string | null; attempts?: number; dueAt?: string; reason?: string | null };

export function changeOutboxRow(db: Db, row: AnyOutboxRow, change: Change): void {
  const next = { ...row, ...change };
  db.prepare(`UPDATE outbox SET state = ?, facts_at = ?, attempts = ?, due_at = ?, reason = ? WHERE outbox_id = ?`).run(next.state, next.factsAt, next.attempts, next.dueAt, next.reason, row.outboxId);
}

/** Oldest first. */
export function waitingPackets(db: ReadDb): string[] {
  return parsed(z.array(z.uuid()), db.prepare(`SELECT p.packet_id ${from('outbox_by_state')} WHERE o.state = 'waiting' ORDER BY o.outbox_id`).pluck().all());
}

/** Of what waits, everything that would be due after `after` is due at `at`. */
export function makeDue(db: Db, at: string, after = at): number {
  return db.prepare(`UPDATE outbox SET due_at = ? WHERE state = 'waiting' AND due_at > ?`).run(at, after).changes;
}

/** Rows of stations older than the packet: none was frozen for them yet. */
export function rowsWithoutPacket(db: ReadDb, most: number): AnyOutboxRow[] {
  return db.prepare(`SELECT ${columns} FROM outbox o INDEXED BY outbox_by_state LEFT JOIN packets p ON p.outbox_id = o.outbox_id WHERE o.state = 'waiting' AND p.packet_id IS NULL ORDER BY o.outbox_id LIMIT ?`)
    .all(most).map((row) => parsed(anyRowSchema, row));
}

/** People of head office. Each has one role: whoever manages people decides no case and sees none. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { codeOf, readCode } from '../../core/sync/keys.ts';
import type { Sql } from '../db/database.ts';
import type { Hub } from '../hub.ts';
import type { Eye } from './four-eyes.ts';
import { newToken, sha256 } from './passwords.ts';
import { addLine, atConsole } from './trail.ts';

export const roles = ['reviewer', 'auditor', 'admin'] as const;
export type Role = (typeof roles)[number];

const personSchema = z.object({
  personId: z.uuid(), name: z.string(), role: z.enum(roles),
  /** null: all of them. */
  branches: z.array(z.string()).nullable(),
  password: z.string().nullable(),
  /** Somebody else gave them their password: they choose their own before anything else. */
  mustChoose: z.boolean(),
  issuer: z.string().nullable(), disabledAt: z.date().nullable(),
});
export type Person = z.infer<typeof personSchema>;

const columns = `person_id AS "personId", name, role, branches, password, must_choose AS "mustChoose", issuer, disabled_at AS "disabledAt"`;
export const nameKey = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

const one = (rows: readonly unknown[]): Person | null => (rows[0] === undefined ? null : personSchema.parse(rows[0]));
export const personByName = async (sql: Sql, name: string): Promise<Person | null> => one(await sql.query(`SELECT ${columns} FROM people WHERE name_key = $1`, [nameKey(name)]));
/** @param lock of whom this transaction changes, so that nobody changes them between */
export const personById = async (sql: Sql, personId: string, lock: '' | 'FOR UPDATE' = ''): Promise<Person | null> => one(await sql.query(`SELECT ${columns} FROM people WHERE person_id = $1 ${lock}`, [personId]));
/** Everybody who ever gave them a password, first and last alike; all that a transaction of a reviewer may read of people. */
export const eyeOf = async (sql: Sql, personId: string): Promise<Eye> => ({ personId, givers: (await sql.query('SELECT giver_id AS id FROM password_givers WHERE person_id = $1', [personId])).map(({ id }) => String(id)) });
export const personBySubject = async (sql: Sql, issuer: string, subject: string): Promise<Person | null> => one(await sql.query(`SELECT ${columns} FROM people WHERE issuer = $1 AND subject = $2`, [issuer, subject]));
export const listPeople = async (sql: Sql): Promise<Person[]> => (await sql.query(`SELECT ${columns} FROM people ORDER BY disabled_at IS NOT NULL, name_key`)).map((row) => personSchema.parse(row));

export type NewPerson = { name: string; role: Role; branches: readonly string[] | null; password: string | null; givenBy: string | null; issuer?: string; subject?: string };

/** @returns null: the name is taken. */
export async function addPerson(hub: Hub, sql: Sql, { name, role, branches, password, givenBy, issuer = '', subject = '' }: NewPerson): Promise<Person | null> {
  const added = await sql.query(
    `INSERT INTO people (person_id, name, name_key, role, branches, password, must_choose, issuer, subject, created_at) VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, nullif($8, ''), nullif($9, ''), $10) ON CONFLICT (name_key) DO NOTHING RETURNING ${columns}`,
    [randomUUID(), name.trim().replace(/\s+/g, ' '), nameKey(name), role, branches === null ? null : JSON.stringify(branches), password, givenBy !== null && password !== null, issuer, subject, hub.clock()],
  );
  const person = one(added);
  if (person !== null && givenBy !== null) await noteGiver(sql, person.personId, givenBy);
  return person;
}

export type PersonChange = { role: Role; branches: readonly string[] | null; disabled: boolean };

/** Ends their sessions: what they may do is another thing now. */
export async function changePerson(hub: Hub, sql: Sql, person: Person, { role, branches, disabled }: PersonChange): Promise<void> {
  await sql.query('UPDATE people SET role = $2, branches = $3::jsonb, disabled_at = CASE WHEN $4 THEN coalesce(disabled_at, $5) END WHERE person_id = $1', [person.personId, role, branches === null ? null : JSON.stringify(branches), disabled, hub.clock()]);
  await sql.query('DELETE FROM sessions WHERE person_id = $1', [person.personId]);
}

/** `givenBy` null: chosen by themselves. Every session of theirs ends. */
export async function setPassword(sql: Sql, personId: string, password: string, givenBy: string | null): Promise<void> {
  await sql.query('UPDATE people SET password = $2, must_choose = $3 WHERE person_id = $1', [personId, password, givenBy !== null]);
  if (givenBy !== null) await noteGiver(sql, personId, givenBy);
  await sql.query('DELETE FROM sessions WHERE person_id = $1', [personId]);
}

const noteGiver = (sql: Sql, personId: string, giverId: string): Promise<unknown> => sql.query('INSERT INTO password_givers (person_id, giver_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [personId, giverId]);

/** Besides them. Takes the rows, so that two administrators do not disable each other at once. */
export async function otherAdmins(sql: Sql, personId: string): Promise<number> {
  return (await sql.query(`SELECT person_id FROM people WHERE role = 'admin' AND disabled_at IS NULL AND person_id <> $1 ORDER BY person_id FOR UPDATE`, [personId])).length;
}

export const hasAdmin = async (sql: Sql): Promise<boolean> => (await sql.query(`SELECT 1 AS one FROM people WHERE role = 'admin' AND disabled_at IS NULL LIMIT 1`)).length > 0;

/** Chosen: long enough to walk to another computer. */
export const adminCodeHours = 24;

/** Takes the place of an earlier one. Said to whoever runs the hub, and to nobody else: it is kept as a digest. */
export async function makeAdminCode(hub: Hub, by = atConsole): Promise<string> {
  const code = codeOf(Buffer.from(newToken(), 'base64url'));
  await hub.db.transaction('owner', async (sql) => {
    await sql.query('DELETE FROM admin_codes');
    await sql.query('INSERT INTO admin_codes (code_sha256, at) VALUES ($1, $2)', [sha256(code), hub.clock()]);
    await addLine(hub, sql, { action: 'admin.code-made', person: null, facts: { by } });
  });
  return code;
}

/** Used up by it. @returns whether it was one. */
export async function takeAdminCode(hub: Hub, sql: Sql, typed: string): Promise<boolean> {
  const code = readCode(typed);
  if (code === null) return false;
  const now = hub.clock().getTime();
  const hourMs = 3_600_000;
  const taken = await sql.query('DELETE FROM admin_codes WHERE code_sha256 = $1 AND at BETWEEN $2 AND $3 RETURNING at', [sha256(code), new Date(now - adminCodeHours * hourMs), new Date(now + adminCodeHours * hourMs)]);
  return taken.length > 0;
}

import { z } from 'zod';
import { operatorSchema, sessionRoles, type SessionRole } from '../../../core/contract.ts';
import { json, parsed, type Db, type ReadDb, type Tx } from './db.ts';
import { fold } from './fold.ts';
import { scryptCostShape } from './scrypt-cost.ts';

/** scrypt (RFC 7914) of a passphrase; salt and hash base64. */
export const passphraseHashSchema = z.object({ ...scryptCostShape, salt: z.string(), hash: z.string() });
export type PassphraseHash = z.infer<typeof passphraseHashSchema>;

const rowSchema = z.object({
  operatorId: z.uuid(), name: z.string(), role: z.enum(sessionRoles), passphrase: json(passphraseHashSchema), disabledAt: z.iso.datetime().nullable(),
  /** Who gave them the passphrase and so knows it; null: they chose it themselves. */
  passphraseBy: z.uuid().nullable(),
});
export type StoredOperator = z.infer<typeof rowSchema>;
export type NewOperator = Omit<StoredOperator, 'disabledAt'>;
const columns = 'operator_id AS operatorId, name, role, passphrase, disabled_at AS disabledAt, passphrase_by AS passphraseBy';

/** @returns false when the name (case and marks aside) is taken. */
export function addOperator(db: Db, operator: NewOperator, at: string): boolean {
  const added = db
    .prepare(`INSERT INTO operators (operator_id, name, folded_name, role, passphrase, created_at, passphrase_by) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (folded_name) DO NOTHING`)
    .run(operator.operatorId, operator.name, fold(operator.name), operator.role, JSON.stringify(operator.passphrase), at, operator.passphraseBy);
  return added.changes === 1;
}

export function findOperator(db: ReadDb, name: string): StoredOperator | null {
  const row = db.prepare(`SELECT ${columns} FROM operators WHERE folded_name = ?`).get(fold(name));
  return row === undefined ? null : parsed(rowSchema, row);
}

export function operatorById(db: ReadDb, operatorId: string): StoredOperator | null {
  const row = db.prepare(`SELECT ${columns} FROM operators WHERE operator_id = ?`).get(operatorId);
  return row === undefined ? null : parsed(rowSchema, row);
}

/** The name all customers of a self-service station work under; null: there is none yet. */
export function customerOperator(db: ReadDb): Pick<StoredOperator, 'operatorId' | 'name'> | null {
  const row = db.prepare(`SELECT operator_id AS operatorId, name FROM operators WHERE role = 'customer'`).get();
  return row === undefined ? null : parsed(rowSchema.pick({ operatorId: true, name: true }), row);
}

const listedSchema = operatorSchema.extend({ disabledAt: z.iso.datetime().nullable(), passphraseBy: z.uuid().nullable() });
export type ListedOperator = z.infer<typeof listedSchema>;

export function listOperators(db: ReadDb): ListedOperator[] {
  const rows = db.prepare(`SELECT operator_id AS operatorId, name, role, disabled_at AS disabledAt, passphrase_by AS passphraseBy FROM operators ORDER BY folded_name`).all();
  return rows.map((row) => parsed(listedSchema, row));
}

export type OperatorChange = Pick<StoredOperator, 'disabledAt' | 'passphrase' | 'passphraseBy'> & { role: SessionRole };

export function changeOperator(tx: Tx, operatorId: string, { role, disabledAt, passphrase, passphraseBy }: OperatorChange): void {
  tx.prepare(`UPDATE operators SET role = ?, disabled_at = ?, passphrase = ?, passphrase_by = ? WHERE operator_id = ?`).run(role, disabledAt, JSON.stringify(passphrase), passphraseBy, operatorId);
}

/** Everybody who knows the passphrase of somebody because they gave it to them, or gave theirs to who did. */
export function knowersOf(db: ReadDb, operatorId: string): Set<string> {
  const knowers = new Set<string>();
  for (let by = operatorById(db, operatorId)?.passphraseBy ?? null; by !== null && !knowers.has(by); by = operatorById(db, by)?.passphraseBy ?? null) knowers.add(by);
  return knowers;
}

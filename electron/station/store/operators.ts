import { z } from 'zod';
import { operatorSchema, roles, type Role } from '../../../core/contract.ts';
import { json, parsed, type Db, type ReadDb, type Tx } from './db.ts';
import { fold } from './fold.ts';

/** scrypt (RFC 7914) of a passphrase; salt and hash base64. */
export const passphraseHashSchema = z.object({
  n: z.number().int(), r: z.number().int(), p: z.number().int(), salt: z.string(), hash: z.string(),
});
export type PassphraseHash = z.infer<typeof passphraseHashSchema>;

const rowSchema = z.object({
  operatorId: z.uuid(), name: z.string(), role: z.enum(roles), passphrase: json(passphraseHashSchema), disabledAt: z.iso.datetime().nullable(),
});
export type StoredOperator = z.infer<typeof rowSchema>;
export type NewOperator = Omit<StoredOperator, 'disabledAt'>;
const columns = 'operator_id AS operatorId, name, role, passphrase, disabled_at AS disabledAt';

/** @returns false when the name (case and marks aside) is taken. */
export function addOperator(db: Db, operator: NewOperator, at: string): boolean {
  const added = db
    .prepare(`INSERT INTO operators (operator_id, name, folded_name, role, passphrase, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (folded_name) DO NOTHING`)
    .run(operator.operatorId, operator.name, fold(operator.name), operator.role, JSON.stringify(operator.passphrase), at);
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

const listedSchema = operatorSchema.extend({ disabledAt: z.iso.datetime().nullable() });
export type ListedOperator = z.infer<typeof listedSchema>;

export function listOperators(db: ReadDb): ListedOperator[] {
  const rows = db.prepare(`SELECT operator_id AS operatorId, name, role, disabled_at AS disabledAt FROM operators ORDER BY folded_name`).all();
  return rows.map((row) => parsed(listedSchema, row));
}

export type OperatorChange = { role: Role; disabledAt: string | null; passphrase: PassphraseHash };

export function changeOperator(tx: Tx, operatorId: string, { role, disabledAt, passphrase }: OperatorChange): void {
  tx.prepare(`UPDATE operators SET role = ?, disabled_at = ?, passphrase = ? WHERE operator_id = ?`).run(role, disabledAt, JSON.stringify(passphrase), operatorId);
}

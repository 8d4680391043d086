/** A row that cannot go on by itself waits for a person, with its reason. */
import { addAuditLine } from '../store/audit.ts';
import type { Tx } from '../store/db.ts';
import { mapStoreError } from '../store/errors.ts';
import { changeOutboxRow, type AnyOutboxRow } from '../store/outbox.ts';
import type { StationKey } from '../store/station-key.ts';

export function park(tx: Tx, row: AnyOutboxRow, reason: string, at: string, { signer }: StationKey): void {
  changeOutboxRow(tx, row, { state: 'parked', reason });
  addAuditLine(tx, { at, action: 'packet.parked', operatorId: null, subject: row.caseId, facts: { sequence: row.sequence, reason } }, signer);
}

/** What is stored of a record is not whole; to try again changes nothing. */
export const isDamage = (thrown: unknown): boolean => mapStoreError(thrown).code === 'store.corrupt';

/** @returns null for what is not whole on this disk. */
export function whole<Read>(read: () => Read | null): Read | null {
  try {
    return read();
  } catch (thrown) {
    if (isDamage(thrown)) return null;
    throw thrown;
  }
}

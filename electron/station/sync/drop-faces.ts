/** Faces that head office lists go when the station leaves that hub, turns to another or is revoked: they were told for that hub's counter alone. */
import { addAuditLine } from '../store/audit.ts';
import { removeBlockedFaces } from '../store/blocked-faces.ts';
import { readBundle, writeRefusal } from '../store/bundle.ts';
import type { Tx } from '../store/db.ts';
import { forgetReplyKey } from '../store/reply-key.ts';
import type { Signer } from '../store/signature.ts';

/** The rest of the bundle holds on. It counts as one whose list does not open here, so it is asked for, and taken, once more where a hub lets the station in; till then it is told. */
export function dropFaces(tx: Tx, at: string, signer: Signer): void {
  forgetReplyKey(tx);
  const listed = removeBlockedFaces(tx);
  if (listed === 0) return;
  const held = readBundle(tx);
  if (held) writeRefusal(tx, { version: held.version, sha256: held.sha256, code: 'bundle.faces', at });
  addAuditLine(tx, { at, action: 'faces.forgotten', operatorId: null, subject: null, facts: { listed } }, signer);
}

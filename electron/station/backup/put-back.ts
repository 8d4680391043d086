/**
 * Puts a generation into the folder of a station that has no records, up to the step that makes it one (restore.ts): the store under its name for the set-up, the keys of cases, and the line in the
 * trail that says so. Cases that were deleted since the copy was made are deleted again, drafts that were discarded are discarded again, so a restore brings nobody back.
 */
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { CodedError } from '../../../core/errors.ts';
import { signedHead, type Head } from '../audit-head.ts';
import { addAuditLine } from '../store/audit.ts';
import { verifyAuditChain } from '../store/audit-chain.ts';
import { casesWithoutKey, destroyDoomedKeys, destroyKeysOfDeleted } from '../store/case-keys.ts';
import { skipCaseNumbers } from '../store/cases.ts';
import { transact, type Db } from '../store/db.ts';
import { discardDraft } from '../store/discard.ts';
import { checkAllPages, fileSalt, openStore } from '../store/open.ts';
import { deletionDigest, forgetLog, repeatDeletion } from '../store/retention.ts';
import { removeAllStaffFaces } from '../store/staff-faces.ts';
import type { Signer } from '../store/signature.ts';
import { flush } from './copy.ts';
import { needSame, openGeneration, readingBackup, signerOfGeneration, type Opened } from './look.ts';
import { names } from './manifest.ts';

/** `into`: free names in the station's folder. `at`: ISO time · `day`: the station's day. */
export type PutBackTask = { task: 'restore'; folder: string; deletionsFile: string | null; key: Uint8Array; operatorId: string; into: { store: string; caseKeys: string }; at: string; day: string };
export type PutBack = { head: Head; salt: string; madeAt: string; cases: number; deletedAgain: number; linesLost: number };

/** @throws CodedError backup.* · operator.unknown · store.disk-full */
export const putBack = (task: PutBackTask): PutBack => readingBackup(() => putBackInto(task));

function putBackInto({ folder, deletionsFile, key, operatorId, into, at, day }: PutBackTask): PutBack {
  const opened = openGeneration(folder, deletionsFile);
  const signer = signerOfGeneration(opened, key);
  const { manifest, publicKey, caseKeys } = opened;
  copyFileSync(path.join(folder, names.store), into.store);
  copyFileSync(caseKeys, into.caseKeys);
  // What was copied is what is looked at: a stick may read another thing twice.
  needSame(into.store, manifest.store);
  const db = openStore(into.store, key, null, into.caseKeys);
  try {
    checkAllPages(db);
    if (!verifyAuditChain(db, { publicKey, anchors: [manifest.head] }).ok) throw new CodedError('backup.damaged');
    const deletedAgain = writeRestored(db, opened, { signer, operatorId, at, day });
    destroyKeysOfDeleted(db);
    destroyDoomedKeys(db);
    if (casesWithoutKey(db).records.length > 0) throw new CodedError('backup.keys-missing');
    forgetLog(db);
    const head = signedHead(db, signer);
    if (head === null) throw new CodedError('backup.damaged');
    return { head, salt: fileSalt(into.store), madeAt: manifest.madeAt, cases: manifest.cases, deletedAgain, linesLost: opened.knownLines - manifest.head.sequence };
  } finally {
    db.close();
    for (const file of [into.store, into.caseKeys]) flush(file);
  }
}

/** One transaction: the line stands or nothing was changed. @returns cases that were deleted again */
function writeRestored(db: Db, { manifest, deletions, knownLines }: Opened, { signer, operatorId, at, day }: { signer: Signer; operatorId: string; at: string; day: string }): number {
  return transact(db, (tx) => {
    addAuditLine(tx, { at, action: 'station.restored', operatorId, subject: null, facts: { from: manifest.head.sequence, hash: manifest.head.hash, made: manifest.madeAt, lost: knownLines - manifest.head.sequence } }, signer);
    const again = [...deletions].reverse().filter((deletion) => repeatDeletion(tx, deletion));
    for (const deletion of again) {
      const { decisions, captures, days, receivedAt } = deletion;
      addAuditLine(tx, { at, action: 'case.deleted', operatorId: null, subject: deletion.caseId, facts: { decisions, captures, days, received: receivedAt, deletion: deletionDigest(deletion), again: true } }, signer);
    }
    for (const caseId of casesWithoutKey(tx).drafts) {
      const { captures } = discardDraft(tx, caseId);
      addAuditLine(tx, { at, action: 'draft.discarded', operatorId: null, subject: caseId, facts: { captures, again: true } }, signer);
    }
    // Somebody may have taken it back since the copy was made; who still agrees is asked anew.
    removeAllStaffFaces(tx);
    // Numbers that were given today after the copy was made stand in letters and at head office.
    skipCaseNumbers(tx, day);
    return again.length;
  });
}

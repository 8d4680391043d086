/** Looks at a generation of a backup set as a restore would, and changes nothing. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CodedError } from '../../../core/errors.ts';
import { readDeletionReport } from '../deletion-report.ts';
import { readKeyring, type Keyring } from '../keyring.ts';
import { openSigningKey } from '../signing-key.ts';
import { verifyAuditChain } from '../store/audit-chain.ts';
import { casesWithoutKey } from '../store/case-keys.ts';
import { mapStoreError } from '../store/errors.ts';
import { migrations } from '../store/migrations/index.ts';
import { checkAllPages, openStore } from '../store/open.ts';
import type { Deletion } from '../store/retention.ts';
import type { Signer } from '../store/signature.ts';
import { partOf } from './copy.ts';
import { caseKeysName, keyIdOf, names, readManifest, setName, type Manifest } from './manifest.ts';

export type LookTask = { task: 'look'; folder: string; key: Uint8Array };
export type Looked = { cases: number; line: number; deletedSince: number };

/** A generation and what its set says of it. `deletions`: newest first. */
export type Opened = { manifest: Manifest; keyring: Keyring; publicKey: string; deletions: Deletion[]; knownLines: number; /** When the newest list was made. */ knownAt: string; caseKeys: string };

/**
 * What can be known before a passphrase is typed.
 * @param deletionsFile a later report of deletions, as the station exports it; null: that of the set
 * @throws CodedError backup.damaged · backup.newer · backup.other-station
 */
export function openGeneration(folder: string, deletionsFile: string | null = null): Opened {
  const { manifest, publicKey } = readManifest(folder);
  if (manifest.schema > migrations.length) throw new CodedError('backup.newer');
  const keyringFile = path.join(folder, names.keyring);
  needSame(keyringFile, manifest.keyring);
  const keyring = readKeyring(keyringFile);
  const set = path.dirname(folder);
  if (keyring?.signing?.publicKey !== publicKey || path.basename(set) !== setName(publicKey)) throw new CodedError('backup.other-station');
  const caseKeys = path.join(set, caseKeysName(manifest.keyId));
  if (!existsSync(caseKeys)) throw new CodedError('backup.damaged');
  const reports = [path.join(set, names.deletions), ...(deletionsFile === null ? [] : [deletionsFile])].map((file) => reportOf(file, publicKey));
  const newest = reports.reduce((a, b) => (b.head.sequence > a.head.sequence ? b : a));
  // The list was written with the newest generation: one that ends before this copy is an older one, put back.
  if (newest.head.sequence < manifest.head.sequence) throw new CodedError('backup.damaged');
  return { manifest, keyring, publicKey, deletions: newest.deletions, knownLines: newest.head.sequence, knownAt: newest.madeAt, caseKeys };
}

function reportOf(file: string, publicKey: string): ReturnType<typeof readDeletionReport>['report'] {
  try {
    const { report, signed } = readDeletionReport(file, publicKey);
    if (signed) return report;
  } catch {
    // Told below: a list that is gone and one that is forged are the same to whoever needs it.
  }
  throw new CodedError('backup.damaged');
}

/** @throws CodedError backup.damaged */
export function needSame(file: string, { bytes, sha256 }: Manifest['store']): void {
  if (!existsSync(file)) throw new CodedError('backup.damaged');
  const found = partOf(file);
  if (found.bytes !== bytes || found.sha256 !== sha256) throw new CodedError('backup.damaged');
}

/** @throws CodedError operator.unknown when the key is none of this generation · backup.damaged */
export function signerOfGeneration({ keyring, publicKey, manifest }: Opened, key: Uint8Array): Signer {
  if (keyIdOf(key) !== manifest.keyId || keyring.signing === null) throw new CodedError('operator.unknown');
  const signer = openSigningKey(keyring.signing, key);
  if (signer.publicKey !== publicKey) throw new CodedError('backup.damaged');
  return signer;
}

/** A copy that cannot be opened or read is the backup's fault, a full disk is not. */
export function readingBackup<Made>(work: () => Made): Made {
  try {
    return work();
  } catch (thrown) {
    const coded = mapStoreError(thrown);
    throw coded.code === 'store.corrupt' || coded.code === 'store.wrong-key' ? new CodedError('backup.damaged') : coded;
  }
}

/** In a scratch folder, as opening a store writes beside it. */
export const lookAtBackup = (task: LookTask): Looked => readingBackup(() => lookInScratch(task));

function lookInScratch({ folder, key }: LookTask): Looked {
  const opened = openGeneration(folder);
  const { manifest, deletions, caseKeys, publicKey } = opened;
  signerOfGeneration(opened, key);
  needSame(path.join(folder, names.store), manifest.store);
  const scratch = mkdtempSync(path.join(tmpdir(), 'vestibule-look-'));
  try {
    const [store, keys] = [path.join(scratch, names.store), path.join(scratch, 'case-keys.db')];
    copyFileSync(path.join(folder, names.store), store);
    copyFileSync(caseKeys, keys);
    const db = openStore(store, key, null, keys);
    try {
      checkAllPages(db);
      const gone = new Set(deletions.map(({ caseId }) => caseId));
      if (!verifyAuditChain(db, { publicKey, anchors: [manifest.head] }).ok) throw new CodedError('backup.damaged');
      if (casesWithoutKey(db).records.some((caseId) => !gone.has(caseId))) throw new CodedError('backup.keys-missing');
      return { cases: manifest.cases, line: manifest.head.sequence, deletedSince: deletions.filter(({ caseId }) => db.prepare(`SELECT 1 FROM cases WHERE case_id = ?`).get(caseId) !== undefined).length };
    } finally {
      db.close();
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

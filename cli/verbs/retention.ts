/** `vestibule retention`: what a station deleted, proved by its trail, its store and head office's receipts, or by the report it wrote. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { CodedError } from '../../core/errors.ts';
import { compareHead } from '../../electron/station/audit-head.ts';
import { readDeletionReport } from '../../electron/station/deletion-report.ts';
import { openSigningKey } from '../../electron/station/signing-key.ts';
import { verifyAuditChain } from '../../electron/station/store/audit-chain.ts';
import { deletionsBackwards, remainsOf, type Deletion } from '../../electron/station/store/retention.ts';
import { fingerprintOf } from '../../electron/station/store/signature.ts';
import { openReceipt } from '../../electron/station/sync/exchange.ts';
import { UsageError, type Given } from '../arguments.ts';
import { writeJson, writeLine } from '../output.ts';
import { givenKey } from '../public-key.ts';
import { openStationFolder } from '../station-folder.ts';
import type { Verb } from './verb.ts';

type Row = Omit<Deletion, 'receipts'> & { receipts: number; /** Tables that still speak of it; null: only the report is there. */ remains: string[] | null; /** Receipts with the signature of the hub whose key is kept with them; null: only the report is there. */ signedByHub: number | null };
type Found = { target: string; of: 'station' | 'report'; ok: boolean; /** The trail with its head, or the report's signature. */ sound: boolean; fingerprint: string; keyFrom: 'station' | 'given' | 'file'; rows: Row[] };

async function run(given: Given): Promise<number> {
  const [what, target, ...more] = given.files;
  if (what !== 'report' || target === undefined || more.length > 0) throw new UsageError('retention takes report, and one folder or file.');
  const found = isFolder(target) ? await ofStation(target, given) : ofReport(target, given);
  await (given.flag('json') ? writeJson(found) : writeLine(readable(found)));
  return found.ok ? 0 : 1;
}

async function ofStation(target: string, given: Given): Promise<Found> {
  const { dir, db, keyring, key } = await openStationFolder(target, given.text('supervisor'));
  try {
    if (keyring.signing === null) throw new CodedError('store.older');
    const wanted = givenKey(given);
    const publicKey = wanted ?? openSigningKey(keyring.signing, key).publicKey;
    const head = compareHead(path.join(dir, 'audit-head.json'), db, publicKey);
    const sound = head.conflict === null && verifyAuditChain(db, { publicKey, anchors: head.kept ? [head.kept] : [] }).ok;
    const rows = deletionsBackwards(db).map(({ receipts, ...row }): Row => ({
      ...row, receipts: receipts.length, remains: remainsOf(db, row.caseId), signedByHub: receipts.filter((receipt) => openReceipt(receipt, receipt.hubKey)?.packetId === receipt.packetId).length,
    }));
    const ok = sound && rows.every(({ remains, signedByHub, receipts }) => remains?.length === 0 && signedByHub === receipts);
    return { target, of: 'station', ok, sound, fingerprint: fingerprintOf(publicKey), keyFrom: wanted ? 'given' : 'station', rows };
  } finally {
    db.close();
  }
}

function ofReport(target: string, given: Given): Found {
  const wanted = givenKey(given);
  const { report, publicKey, signed } = readDeletionReport(target, wanted);
  const rows = report.deletions.map(({ receipts, ...row }): Row => ({ ...row, receipts: receipts.length, remains: null, signedByHub: null }));
  return { target, of: 'report', ok: signed, sound: signed, fingerprint: fingerprintOf(publicKey), keyFrom: wanted ? 'given' : 'file', rows };
}

function isFolder(target: string): boolean {
  try {
    return statSync(target).isDirectory();
  } catch {
    throw new CodedError('file.not-found');
  }
}

function readable({ target, of, ok, sound, fingerprint, keyFrom, rows }: Found): string {
  const key = { station: 'of this folder', given: 'given', file: 'the file\'s own: hold the fingerprint against the station\'s' }[keyFrom];
  return [
    `${ok ? 'SOUND ' : 'BROKEN'}  ${target}  ${rows.length} cases deleted`,
    `        ${of === 'station' ? 'trail' : 'signature'} ${sound ? 'good' : 'BAD'}, key ${fingerprint} (${key})`,
    ...rows.map(({ number, deletedAt, receivedAt, days, decisions, captures, receipts, remains, signedByHub }) =>
      `  ${number}  deleted ${deletedAt}, ${days} days after head office confirmed it (${receivedAt}); ${decisions} decisions, ${captures} pictures, ${receipts} receipts${signedByHub === null ? '' : ` (${signedByHub} signed by the hub)`}${remains?.length ? `; STILL THERE: ${remains.join(', ')}` : ''}`),
    ...(of === 'station' ? ['        not shown: copies of this folder that were made before, which still hold what was deleted since'] : []),
  ].join('\n');
}

export const retention: Verb = {
  name: 'retention',
  usage: 'retention report DIR|REPORT [--public-key KEY] [--supervisor NAME] [--json]',
  about: 'lists what a station deleted, and checks that it is gone and that the trail says so',
  options: { 'public-key': { type: 'string' }, supervisor: { type: 'string' } },
  help: [
    'DIR           the folder of a station; the supervisor\'s passphrase is asked for, or read from standard input',
    'REPORT        a file the station wrote (Retention, Report of deletions); needs no passphrase',
    '--public-key  the station\'s key as `vestibule audit key DIR` prints it; without it a report is checked by the key it carries',
    'Of a folder: the trail verifies, every deletion is a signed line, no table speaks of the case any more, head office signed for all of it.',
    'Exit: 0 so, 1 not.',
  ],
  run,
};

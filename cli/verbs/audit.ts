/** `vestibule audit`: walks the trail of a station, or an export of it, and says which line is the first that is not sound. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { CodedError } from '../../core/errors.ts';
import { readHead } from '../../electron/station/audit-head.ts';
import { verifyAuditExport } from '../../electron/station/audit-export.ts';
import { readKeyring } from '../../electron/station/keyring.ts';
import { verifyAuditChain, type Anchor, type ChainReport } from '../../electron/station/store/audit-chain.ts';
import { fingerprintOf } from '../../electron/station/store/signature.ts';
import { UsageError, type Given } from '../arguments.ts';
import { writeJson, writeLine } from '../output.ts';
import { givenKey } from '../public-key.ts';
import { openStationFolder, stationDir } from '../station-folder.ts';
import type { Verb } from './verb.ts';

type Found = { of: 'station' | 'export'; chain: ChainReport; publicKey: string; keyFrom: 'station' | 'given' | 'file' };

async function run(given: Given): Promise<number> {
  const [what, target, ...more] = given.files;
  if (target === undefined || more.length > 0) throw new UsageError('audit takes verify or key, and one folder or file.');
  if (what === 'key') return printKey(target, given.flag('json'));
  if (what !== 'verify') throw new UsageError('audit takes verify or key.');
  const isFolder = kindOf(target) === 'folder';
  const anchors = await Promise.all(given.texts('anchor').map(anchorIn));
  const found = isFolder ? await ofStation(target, given, anchors) : await ofExport(target, given, anchors);
  await (given.flag('json') ? writeJson(recordOf(target, found)) : writeLine(readable(target, found)));
  return found.chain.ok ? 0 : 1;
}

async function ofStation(target: string, given: Given, anchors: Anchor[]): Promise<Found> {
  const { dir, db, keyring } = await openStationFolder(target, given.text('supervisor'));
  try {
    const publicKey = keyring.signing?.publicKey;
    if (publicKey === undefined) throw new CodedError('store.older');
    const wanted = givenKey(given);
    const head = readHead(path.join(dir, 'audit-head.json'));
    const chain = verifyAuditChain(db, { publicKey: wanted ?? publicKey, anchors: [...anchors, ...(head ? [head] : [])] });
    return { of: 'station', chain, publicKey: wanted ?? publicKey, keyFrom: wanted ? 'given' : 'station' };
  } finally {
    db.close();
  }
}

async function ofExport(target: string, given: Given, anchors: Anchor[]): Promise<Found> {
  const wanted = givenKey(given);
  const { start, chain } = await verifyAuditExport(target, wanted, anchors);
  return { of: 'export', chain, publicKey: wanted ?? start.publicKey, keyFrom: wanted ? 'given' : 'file' };
}

async function printKey(target: string, json: boolean): Promise<number> {
  const publicKey = readKeyring(path.join(stationDir(target), 'keyring.json'))?.signing?.publicKey;
  if (publicKey === undefined) throw new CodedError('store.older');
  await (json ? writeJson({ publicKey, fingerprint: fingerprintOf(publicKey) }) : writeLine(publicKey));
  return 0;
}

/** A head file or an earlier export: where the trail stood then. */
async function anchorIn(file: string): Promise<Anchor> {
  const head = readHead(file);
  if (head) return { sequence: head.sequence, hash: head.hash };
  const { head: end } = await verifyAuditExport(file, null);
  if (!end) throw new CodedError('audit.not-an-export');
  return end;
}

function kindOf(target: string): 'folder' | 'file' {
  try {
    return statSync(target).isDirectory() ? 'folder' : 'file';
  } catch {
    throw new CodedError('file.not-found');
  }
}

function recordOf(target: string, { of, chain, publicKey, keyFrom }: Found): Record<string, unknown> {
  const { ok, lines, signedFrom, conflicts, last } = chain;
  return { target, of, ok, lines, signedFrom, conflicts, brokenAt: chain.ok ? null : chain.brokenAt, why: chain.ok ? null : chain.why, last, fingerprint: fingerprintOf(publicKey), keyFrom };
}

const whyWords = {
  'unreadable': 'cannot be read', 'sequence': 'is out of order, or the one before it is missing', 'previous': 'does not follow the one before it', 'hash': 'was changed', 'unsigned': 'is not signed',
  'signature': 'is not signed by this station', 'signed-from': 'is the first signed one and does not say so', 'cut-off': 'is missing: the trail was longer', 'replaced': 'is another one than was kept',
  'decision': 'a decision does not fit its line',
} as const satisfies Record<Extract<ChainReport, { ok: false }>['why'], string>;

function readable(target: string, { chain, publicKey, keyFrom }: Found): string {
  const head = chain.ok ? `SOUND   ${target}  ${chain.lines} lines` : `BROKEN  ${target}  ${chain.brokenAt === 0 ? whyWords[chain.why] : `line ${chain.brokenAt} ${whyWords[chain.why]}`}; ${chain.lines} lines before it are sound`;
  const key = { station: 'of this folder', given: 'given', file: 'the file\'s own: hold the fingerprint against the station\'s' }[keyFrom];
  return [head, `        key ${fingerprintOf(publicKey)} (${key})`, ...(chain.conflicts > 0 ? [`        the station itself noted ${chain.conflicts} times that its trail did not fit what was kept`] : [])].join('\n');
}

export const audit: Verb = {
  name: 'audit',
  usage: 'audit verify DIR|EXPORT [--public-key KEY] [--anchor FILE...] [--supervisor NAME] [--json] | audit key DIR',
  about: 'walks a signed audit trail and names the first line that is not sound',
  options: { 'public-key': { type: 'string' }, anchor: { type: 'string', multiple: true }, supervisor: { type: 'string' } },
  help: [
    'DIR           the folder of a station; the supervisor\'s passphrase is asked for, or read from standard input',
    'EXPORT        a file the station wrote (Trail, Export); needs no passphrase',
    '--public-key  the station\'s key as `vestibule audit key DIR` prints it, or a file with it; without it an export is checked by the key it carries',
    '--anchor      an earlier export, or a copy of audit-head.json: the trail must still hold where it ended',
    'Exit: 0 sound, 1 broken or not readable.',
  ],
  run,
};

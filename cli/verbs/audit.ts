/** `vestibule audit`: walks the trail of a station, or an export of it, and says which line is the first that is not sound. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { CodedError } from '../../core/errors.ts';
import { compareHead, isOwnHead, readHead, type Head, type HeadConflict } from '../../electron/station/audit-head.ts';
import { verifyAuditExport } from '../../electron/station/audit-export.ts';
import { readKeyring } from '../../electron/station/keyring.ts';
import { openSigningKey } from '../../electron/station/signing-key.ts';
import { verifyAuditChain, type Anchor, type ChainReport } from '../../electron/station/store/audit-chain.ts';
import { fingerprintOf } from '../../electron/station/store/signature.ts';
import { UsageError, type Given } from '../arguments.ts';
import { writeJson, writeLine } from '../output.ts';
import { givenKey } from '../public-key.ts';
import { openStationFolder, stationDir } from '../station-folder.ts';
import type { Verb } from './verb.ts';

type Found = {
  of: 'station' | 'export'; chain: ChainReport; publicKey: string; keyFrom: 'station' | 'given' | 'file';
  /** The end that was signed and kept apart from the lines: beside the store, or at the foot of the export. null: there is none that is sound. */
  head: Head | null;
  /** What is wrong with it. */
  headFault: HeadConflict | null;
  anchors: number;
};

async function run(given: Given): Promise<number> {
  const [what, target, ...more] = given.files;
  if (target === undefined || more.length > 0) throw new UsageError('audit takes verify or key, and one folder or file.');
  if (what === 'key') return printKey(target, given.flag('json'));
  if (what !== 'verify') throw new UsageError('audit takes verify or key.');
  const found = kindOf(target) === 'folder' ? await ofStation(target, given) : await ofExport(target, given);
  await (given.flag('json') ? writeJson(recordOf(target, found)) : writeLine(readable(target, found)));
  return isSound(found) ? 0 : 1;
}

const isSound = ({ chain, headFault }: Found): boolean => chain.ok && headFault === null;

async function ofStation(target: string, given: Given): Promise<Found> {
  const { dir, db, keyring, key } = await openStationFolder(target, given.text('supervisor'));
  try {
    if (keyring.signing === null) throw new CodedError('store.older');
    // The key beside the store counts only where the database key opens it.
    const own = openSigningKey(keyring.signing, key).publicKey;
    const wanted = givenKey(given);
    const publicKey = wanted ?? own;
    const anchors = await anchorsOf(given, publicKey);
    const head = compareHead(path.join(dir, 'audit-head.json'), db, publicKey);
    const chain = verifyAuditChain(db, { publicKey, anchors: [...anchors, ...(head.kept ? [head.kept] : [])] });
    return { of: 'station', chain, publicKey, keyFrom: wanted ? 'given' : 'station', head: head.kept, headFault: head.conflict, anchors: anchors.length };
  } finally {
    db.close();
  }
}

async function ofExport(target: string, given: Given): Promise<Found> {
  const wanted = givenKey(given);
  const { start, chain: alone, head } = await verifyAuditExport(target, wanted);
  const publicKey = wanted ?? start.publicKey;
  const anchors = await anchorsOf(given, publicKey);
  const chain = anchors.length > 0 ? (await verifyAuditExport(target, wanted, anchors)).chain : alone;
  return { of: 'export', chain, publicKey, keyFrom: wanted ? 'given' : 'file', head, headFault: null, anchors: anchors.length };
}

async function printKey(target: string, json: boolean): Promise<number> {
  const publicKey = readKeyring(path.join(stationDir(target), 'keyring.json'))?.signing?.publicKey;
  if (publicKey === undefined) throw new CodedError('store.older');
  await (json ? writeJson({ publicKey, fingerprint: fingerprintOf(publicKey) }) : writeLine(publicKey));
  return 0;
}

const anchorsOf = (given: Given, publicKey: string): Promise<Anchor[]> => Promise.all(given.texts('anchor').map((file) => anchorIn(file, publicKey)));

/** A head file or an earlier export: where the trail stood then, by this station's own signature. @throws CodedError audit.not-an-anchor */
async function anchorIn(file: string, publicKey: string): Promise<Anchor> {
  kindOf(file);
  const head = readHead(file);
  if (head) {
    if (!isOwnHead(head, publicKey)) throw new CodedError('audit.not-an-anchor');
    return head;
  }
  const { chain, head: end } = await verifyAuditExport(file, publicKey);
  if (!chain.ok || !end) throw new CodedError('audit.not-an-anchor');
  return end;
}

function kindOf(target: string): 'folder' | 'file' {
  try {
    return statSync(target).isDirectory() ? 'folder' : 'file';
  } catch {
    throw new CodedError('file.not-found');
  }
}

function recordOf(target: string, found: Found): Record<string, unknown> {
  const { of, chain, publicKey, keyFrom, head, headFault, anchors } = found;
  const { lines, signedFrom, conflicts, last, restores, lostToRestore } = chain;
  return {
    target, of, ok: isSound(found), lines, signedFrom, conflicts, brokenAt: chain.ok ? null : chain.brokenAt, why: chain.ok ? headFault : chain.why, last,
    head: head && { sequence: head.sequence, at: head.at }, headFault, anchors, fingerprint: fingerprintOf(publicKey), keyFrom, restores, lostToRestore,
  };
}

const headWords = {
  'missing': 'the signed head beside the store is gone: whether the end was cut off is not known', 'forged': 'the head beside the store is not signed by this station: whether the end was cut off is not known',
  'cut-off': 'the trail was longer', 'replaced': 'another line stands where the head points to',
} as const satisfies Record<HeadConflict, string>;

const whyWords = {
  'unreadable': 'cannot be read', 'sequence': 'is out of order, or the one before it is missing', 'previous': 'does not follow the one before it', 'hash': 'was changed', 'unsigned': 'is not signed',
  'signature': 'is not signed by this station', 'signed-from': 'is the first signed one and does not say so', 'cut-off': 'is missing: the trail was longer', 'replaced': 'is another one than was kept',
  'decision': 'a decision does not fit its line', 'deletion': 'a deletion does not fit its line',
} as const satisfies Record<Extract<ChainReport, { ok: false }>['why'], string>;

function readable(target: string, found: Found): string {
  const { of, chain, publicKey, keyFrom, head, headFault, anchors } = found;
  const fault = chain.ok ? (headFault && headWords[headFault]) : chain.brokenAt === 0 ? whyWords[chain.why] : `line ${chain.brokenAt} ${whyWords[chain.why]}`;
  const key = { station: 'of this folder', given: 'given', file: 'the file\'s own: hold the fingerprint against the station\'s' }[keyFrom];
  const reaches = head && (of === 'station' ? `the head beside the store names line ${head.sequence}, ${head.at}` : `signed up to line ${head.sequence}, ${head.at}`);
  const open = of === 'station' ? 'that the whole folder, head included, was put back to an earlier copy' : 'what the station wrote after this file';
  return [
    `${isSound(found) ? 'SOUND ' : 'BROKEN'}  ${target}  ${fault === null ? `${chain.lines} lines` : `${fault}; ${chain.lines} lines ${chain.ok ? '' : 'before it '}are sound`}`,
    `        key ${fingerprintOf(publicKey)} (${key})`,
    ...chain.restores.map(({ sequence, from, at, made }) => `        line ${sequence}: a backup of ${made} was put back at ${at}; the trail goes on from line ${from}, and what was written between is lost`),
    ...(chain.lostToRestore > 0 ? [`        ${chain.lostToRestore} of the ends kept elsewhere lie in what was lost by that`] : []),
    ...(reaches ? [`        end: ${reaches}`] : []),
    ...(anchors > 0 ? [`        held against ${anchors} ends that were kept elsewhere`] : [`        not shown: ${open}; --anchor with an export or a head kept elsewhere shows it`]),
    ...(chain.conflicts > 0 ? [`        the station itself noted ${chain.conflicts} times that its trail did not fit what was kept`] : []),
  ].join('\n');
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
    'A chain does not show that its end is missing: of a folder the signed head beside the store shows it, and a head that is gone or forged is not sound.',
    'Exit: 0 sound, 1 broken or not readable.',
  ],
  run,
};

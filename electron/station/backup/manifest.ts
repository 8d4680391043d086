/**
 * A backup set is a folder of one station: `vestibule-<fingerprint>`. In it stand generations, a folder each (the store as it was, the keyring as it was, a signed manifest), and, once for all of
 * them, the keys of cases and the list of deletions as they are now. So a case whose key was destroyed is out of every generation with the next backup (docs/adr/0029-backup-and-key.md).
 */
import { createHash, hkdfSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { CodedError } from '../../../core/errors.ts';
import { headSchema, isOwnHead } from '../audit-head.ts';
import { jsonOf } from '../json.ts';
import { checkerOf, type Signer } from '../store/signature.ts';

export const names = { manifest: 'manifest.json', store: 'station.db', keyring: 'keyring.json', deletions: 'deletions.json' } as const;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const filePart = z.strictObject({ bytes: z.number().int().min(1), sha256: hash });
const bodySchema = z.strictObject({
  station: z.string().max(80), branch: z.string().max(80), madeAt: z.iso.datetime(),
  /** Of the program, and of the tables. */
  version: z.string().max(40), schema: z.number().int().min(1),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  store: filePart, keyring: filePart,
  /** Where the audit trail of this copy ends. */
  head: headSchema, cases: z.number().int(),
});
export type Manifest = z.infer<typeof bodySchema>;
const fileSchema = z.strictObject({ kind: z.literal('vestibule-backup'), format: z.literal(1), publicKey: z.string().max(400), signature: z.string().max(200), body: z.string().max(10_000) });

/** Tells keys of the store apart without telling anything of them. */
export const keyIdOf = (key: Uint8Array): string => Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'vestibule key id', 8)).toString('hex');

export const setName = (publicKey: string): string => `vestibule-${createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 16)}`;
export const caseKeysName = (keyId: string): string => `case-keys-${keyId}.db`;

const generationName = /^\d{8}T\d{6}Z(-[0-9a-f]{4})?$/;
/** `20261129T213000Z`: sorts by time. */
export const generationOf = (at: string): string => `${at.replaceAll(/[-:]/g, '').slice(0, 15)}Z`;

export function manifestText(manifest: Manifest, signer: Signer): string {
  const body = JSON.stringify(bodySchema.parse(manifest));
  return JSON.stringify({ kind: 'vestibule-backup', format: 1, publicKey: signer.publicKey, signature: signer.sign('backup', body), body });
}

/** Signed by the key it names; whose that is, is for the caller to know. @throws CodedError backup.damaged */
export function readManifest(folder: string): { manifest: Manifest; publicKey: string } {
  const file = fileSchema.safeParse(jsonOf(textIn(path.join(folder, names.manifest))));
  const body = file.success ? bodySchema.safeParse(jsonOf(file.data.body)) : null;
  if (!file.success || !body?.success || !isSigned(file.data) || !isOwnHead(body.data.head, file.data.publicKey)) throw new CodedError('backup.damaged');
  return { manifest: body.data, publicKey: file.data.publicKey };
}

export type Generation = { name: string; folder: string; publicKey: string; manifest: Manifest };

/** Newest first; those whose manifest cannot be read are left out. A set that is not there has none. */
export function generationsIn(set: string): Generation[] {
  return foldersIn(set).filter((name) => generationName.test(name)).sort().reverse().flatMap((name) => {
    try {
      return [{ name, folder: path.join(set, name), ...readManifest(path.join(set, name)) }];
    } catch {
      return [];
    }
  });
}

/** The set itself, or every set in a folder. */
export function setsIn(folder: string): string[] {
  if (isSet(path.basename(folder))) return [folder];
  return foldersIn(folder).filter(isSet).map((name) => path.join(folder, name));
}

const isSet = (name: string): boolean => /^vestibule-[0-9a-f]{16}$/.test(name);

export function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}

function isSigned({ publicKey, body, signature }: z.infer<typeof fileSchema>): boolean {
  try {
    return checkerOf(publicKey)('backup', body, signature);
  } catch {
    return false;
  }
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CodedError('backup.damaged');
  }
}

/**
 * What an update file says of itself. The file: `magic`, length of the manifest (32 bit, big endian), manifest (JSON, UTF-8), Ed25519 signature over
 * `signedWords` and the manifest (64 bytes), then the body: every file of the manifest, each deflated, in its order. The manifest holds the hash
 * of the body, so nothing is inflated and no path is used before the publisher's signature stands over it.
 */
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CodedError } from '../../core/errors.ts';
import { fingerprintOf } from '../station/store/signature.ts';

export const magic = Buffer.from('VESTUPD1', 'latin1');
export const signatureBytes = 64;
/** Chosen, not measured: room for all the files a manifest may name. */
export const longestManifest = 4 * 1024 * 1024;
const longestFile = 1024 ** 3;
const largestProgram = 4 * 1024 ** 3;
const signedWords = 'vestibule update 1\n';

export const versionPattern = /^\d{1,5}\.\d{1,5}\.\d{1,5}$/;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const part = String.raw`[A-Za-z0-9_@+ -][A-Za-z0-9._@+ -]*`;
/** Below the program's folder, with `/`, no part that begins with a dot: neither `..` nor the folder `signed` of layout.ts can be meant. */
const filePath = z.string().max(400).regex(new RegExp(`^${part}(/${part})*$`));

const fileSchema = z.strictObject({ path: filePath, bytes: z.int().min(0).max(longestFile), packed: z.int().min(1).max(longestFile), sha256: hash, executable: z.boolean() });

export const updateManifestSchema = z.strictObject({
  format: z.literal(1),
  program: z.literal('vestibule'),
  version: z.string().regex(versionPattern),
  platform: z.enum(['linux']),
  arch: z.enum(['x64', 'arm64']),
  madeAt: z.iso.datetime(),
  body: z.strictObject({ bytes: z.int().min(0).max(largestProgram), sha256: hash }),
  files: z.array(fileSchema).min(1).max(20_000),
}).refine(({ files }) => new Set(files.map((file) => file.path.toLowerCase())).size === files.length, 'a path stands twice')
  .refine(({ files, body }) => files.reduce((sum, file) => sum + file.packed, 0) === body.bytes, 'the body has another length')
  .refine(({ files }) => files.reduce((sum, file) => sum + file.bytes, 0) <= largestProgram, 'too large');

export type UpdateManifest = z.infer<typeof updateManifestSchema>;
export type UpdateEntry = UpdateManifest['files'][number];

export const signedOf = (manifest: Uint8Array): Buffer => Buffer.concat([Buffer.from(signedWords), manifest]);

/** @param pem an Ed25519 public key, SPKI: a private one would be taken as well, and packed into every station. @throws CodedError update.bad-key */
export function publicKeyOf(pem: string): KeyObject {
  try {
    const key = createPublicKey(pem);
    if (pem.includes('-----BEGIN PUBLIC KEY-----') && !pem.includes('PRIVATE') && key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Told below: whatever is wrong with it, it is no such key.
  }
  throw new CodedError('update.bad-key');
}

/** As other keys of the station are told. Null: no key. A file that is none keeps no station shut, and shows its own hash: it fits no publisher. */
export function updateKeyFingerprint(file: string): string | null {
  const pem = textOf(file);
  if (pem === null) return null;
  return fingerprintOf(pem.replaceAll(/-----[^-]+-----|\s/g, ''));
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Told with its reason by whoever asks for an update; the about page says that none is taken.
    return null;
  }
}

/** @throws CodedError update.signature when the publisher did not sign these bytes · update.damaged when they signed what this program cannot read */
export function readManifest(bytes: Uint8Array, signature: Uint8Array, key: KeyObject): UpdateManifest {
  if (!verify(null, signedOf(bytes), key, signature)) throw new CodedError('update.signature');
  const parsed = updateManifestSchema.safeParse(parseJson(bytes));
  if (!parsed.success) throw new CodedError('update.damaged', {}, { cause: parsed.error });
  return parsed.data;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return null;
  }
}

/** Negative when `a` is the older one. Both as in the manifest. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]];
  return x.map((n, index) => n - (y[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

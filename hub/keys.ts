/** The hub's own keys: Ed25519 to sign its word, X25519 that stations seal to. They lie in one file of the hub's folder, for its user only. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, hkdfSync, sign, verify, type KeyObject } from 'node:crypto';
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { CodedError } from '../core/errors.ts';
import { codeOf, codeSource, privateDer, publicDer, rawOf, type KeyKind } from '../core/sync/keys.ts';
import { fileFault } from './file-fault.ts';
import { syncFolder } from './sync-folder.ts';
import { keyIdBytes } from '../core/sync/sealed.ts';
import { contexts, protocolVersion, signedText, type HubStatement, type Signed, type SignedContext } from '../core/sync/protocol.ts';

const secret = z.string().length(44);
/** Chosen: once a year for a working life. */
export const mostKeys = 50;
/** `seal`, `former`: newest first; older ones open what was sealed to them, and answer stations that have not heard of the new one. */
const fileSchema = z.strictObject({ format: z.literal(1), sign: secret, seal: z.array(secret).min(1).max(mostKeys), former: z.array(secret).max(mostKeys - 1).default([]) });
type Held = z.infer<typeof fileSchema>;

export type SealKey = { keyId: string; publicKey: Buffer; secret: KeyObject };
export type HubKeys = {
  /** 32 bytes, base64. */
  signKey: string;
  seals: readonly SealKey[];
  sign(context: SignedContext, value: unknown): Signed;
  /** base64, over a text as it is. */
  signText(context: SignedContext, text: string): string;
  statement(name: string, at: Date): Signed;
  /** What a station's supervisor types. */
  code: string;
  /** Earlier sign keys, newest first. */
  former: readonly string[];
  /** The same hub signing with the key a station has pinned; null: it never had that one. */
  under(signKey: string): HubKeys | null;
  /** 32 bytes for hashes that only this hub can make; stays when keys change. */
  lookup: Buffer;
};

/** @returns null when the file is not there. @throws CodedError hub.keys-damaged @throws Error of the operating system where it is there and cannot be read: it must not count as lost. */
export function readHubKeys(file: string): HubKeys | null {
  const held = readHeld(file);
  return held && keysOf(held);
}

function readHeld(file: string): Held | null {
  const text = readIfThere(file);
  if (text === null) return null;
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (thrown) {
    throw new CodedError('hub.keys-damaged', {}, { cause: thrown });
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    if (fileFault(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}

const fresh = (kind: KeyKind): string => Buffer.from(rawOf((kind === 'x25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519')).privateKey.export({ format: 'der', type: 'pkcs8' }))).toString('base64');

/** On the disk before anybody is told of it. @throws when the file is there. */
export function makeHubKeys(file: string): HubKeys {
  const held: Held = { format: 1, sign: fresh('ed25519'), seal: [fresh('x25519')], former: [] };
  // Unlike a rename a link does not take the place of a file that came there meanwhile.
  writeHeld(file, held, (whole) => {
    try {
      linkSync(whole, file);
    } finally {
      unlinkSync(whole);
    }
  });
  return keysOf(held);
}

/** New keys in front of those that are there; they stay. @throws ZodError where there are as many as may be @throws CodedError hub.keys-damaged · hub.keys-missing */
export function addHubKeys(file: string): HubKeys {
  const held = readHeld(file);
  if (held === null) throw new CodedError('hub.keys-missing');
  const next: Held = { format: 1, sign: fresh('ed25519'), seal: [fresh('x25519'), ...held.seal], former: [held.sign, ...held.former] };
  writeHeld(file, next, (whole) => renameSync(whole, file));
  return keysOf(next);
}

function writeHeld(file: string, held: Held, place: (whole: string) => void): void {
  const whole = `${file}.${process.pid}`;
  // What the next start would not take is not written.
  writeFileSync(whole, `${JSON.stringify(fileSchema.parse(held))}\n`, { mode: 0o600, flag: 'wx', flush: true });
  place(whole);
  syncFolder(path.dirname(file));
}

function keysOf(held: Held): HubKeys {
  const seals = held.seal.map((text): SealKey => {
    const own = secretKey('x25519', text);
    const publicKey = publicRaw(own);
    return { secret: own, publicKey, keyId: createHash('sha256').update(publicKey).digest('hex').slice(0, keyIdBytes * 2) };
  });
  const secrets = [held.sign, ...held.former].map((text) => secretKey('ed25519', text));
  const signKeys = secrets.map((own) => publicRaw(own).toString('base64'));
  // Of the first key there ever was: the same however often keys change.
  const lookup = Buffer.from(hkdfSync('sha256', Buffer.from(held.former.at(-1) ?? held.sign, 'base64'), new Uint8Array(), 'vestibule hub lookup 1', 32));
  const of = (at: number): HubKeys => {
    const signKey = signKeys[at]!;
    const signText = (context: SignedContext, text: string): string => sign(null, Buffer.from(signedText(context, text), 'utf8'), secrets[at]!).toString('base64');
    const signValue = (context: SignedContext, value: unknown): Signed => {
      const body = JSON.stringify(value);
      return { body, signature: signText(context, body) };
    };
    return {
      signKey, seals, lookup, sign: signValue, signText, former: signKeys.slice(at + 1),
      statement: (name, when) => signValue(contexts.hub, { protocols: [protocolVersion], name, signKey, sealKey: seals[0]!.publicKey.toString('base64'), at: when.toISOString() } satisfies HubStatement),
      code: codeOf(createHash('sha256').update(codeSource.hub(signKey)).digest()),
      under: (other) => (signKeys.includes(other) ? of(signKeys.indexOf(other)) : null),
    };
  };
  return of(0);
}

const secretKey = (kind: KeyKind, text: string): KeyObject => createPrivateKey({ key: Buffer.from(privateDer(kind, Buffer.from(text, 'base64'))), format: 'der', type: 'pkcs8' });
const publicRaw = (key: KeyObject): Buffer => Buffer.from(rawOf(createPublicKey(key).export({ format: 'der', type: 'spki' })));

/** Chosen: the stations that ask within an hour; a key is read in a tenth of the time it takes to use it, and thousands of times a day. */
const mostRead = 20_000;
const readKeys = new Map<string, KeyObject>();

/** null: no key of 32 bytes. */
function publicKeyOf(text: string): KeyObject | null {
  const known = readKeys.get(text);
  if (known) return known;
  const raw = Buffer.from(text, 'base64');
  if (raw.length !== 32) return null;
  const key = createPublicKey({ key: Buffer.from(publicDer('ed25519', raw)), format: 'der', type: 'spki' });
  if (readKeys.size >= mostRead) readKeys.clear();
  readKeys.set(text, key);
  return key;
}

/** `publicKey`, `signature`: base64. False also for what is no key or no signature. */
export function isFrom(publicKey: string, context: SignedContext, { body, signature }: Signed): boolean {
  const key = publicKeyOf(publicKey);
  const bytes = Buffer.from(signature, 'base64');
  return key !== null && bytes.length === 64 && verify(null, Buffer.from(signedText(context, body), 'utf8'), key, bytes);
}

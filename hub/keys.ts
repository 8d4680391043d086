/** The hub's own keys: Ed25519 to sign its word, X25519 that stations seal to. They lie in one file of the hub's folder, for its user only. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { CodedError } from '../core/errors.ts';
import { codeOf, codeSource, privateDer, publicDer, rawOf, type KeyKind } from '../core/sync/keys.ts';
import { syncFolder } from './sync-folder.ts';
import { keyIdBytes } from '../core/sync/sealed.ts';
import { contexts, protocolVersion, signedText, type HubStatement, type Signed, type SignedContext } from '../core/sync/protocol.ts';

const secret = z.string().length(44);
/** `seal`: newest first; older ones open what was sealed to them. */
const fileSchema = z.strictObject({ format: z.literal(1), sign: secret, seal: z.array(secret).min(1).max(50) });

export type SealKey = { keyId: string; publicKey: Buffer; secret: KeyObject };
export type HubKeys = {
  /** 32 bytes, base64. */
  signKey: string;
  seals: readonly SealKey[];
  sign(context: SignedContext, value: unknown): Signed;
  statement(name: string, at: Date): Signed;
  /** What a station's supervisor types. */
  code: string;
};

/** @returns null when the file is not there. @throws CodedError hub.keys-damaged */
export function readHubKeys(file: string): HubKeys | null {
  if (!existsSync(file)) return null;
  try {
    return keysOf(fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
  } catch (thrown) {
    throw new CodedError('hub.keys-damaged', {}, { cause: thrown });
  }
}

/** On the disk before anybody is told of it. @throws when the file is there. */
export function makeHubKeys(file: string): HubKeys {
  const fresh = (kind: KeyKind): string => Buffer.from(rawOf((kind === 'x25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519')).privateKey.export({ format: 'der', type: 'pkcs8' }))).toString('base64');
  const held: z.infer<typeof fileSchema> = { format: 1, sign: fresh('ed25519'), seal: [fresh('x25519')] };
  const whole = `${file}.${process.pid}`;
  writeFileSync(whole, `${JSON.stringify(held)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    // Unlike a rename it does not take the place of a file that came there meanwhile.
    linkSync(whole, file);
  } finally {
    unlinkSync(whole);
  }
  syncFolder(path.dirname(file));
  return keysOf(held);
}

function keysOf(held: z.infer<typeof fileSchema>): HubKeys {
  const privateKey = secretKey('ed25519', held.sign);
  const signKey = publicRaw(privateKey).toString('base64');
  const seals = held.seal.map((text): SealKey => {
    const own = secretKey('x25519', text);
    const publicKey = publicRaw(own);
    return { secret: own, publicKey, keyId: createHash('sha256').update(publicKey).digest('hex').slice(0, keyIdBytes * 2) };
  });
  const signText = (context: SignedContext, value: unknown): Signed => {
    const body = JSON.stringify(value);
    return { body, signature: sign(null, Buffer.from(signedText(context, body), 'utf8'), privateKey).toString('base64') };
  };
  return {
    signKey, seals, sign: signText,
    statement: (name, at) => signText(contexts.hub, { protocols: [protocolVersion], name, signKey, sealKey: seals[0]!.publicKey.toString('base64'), at: at.toISOString() } satisfies HubStatement),
    code: codeOf(createHash('sha256').update(codeSource.hub(signKey)).digest()),
  };
}

const secretKey = (kind: KeyKind, text: string): KeyObject => createPrivateKey({ key: Buffer.from(privateDer(kind, Buffer.from(text, 'base64'))), format: 'der', type: 'pkcs8' });
const publicRaw = (key: KeyObject): Buffer => Buffer.from(rawOf(createPublicKey(key).export({ format: 'der', type: 'spki' })));

/** `publicKey`, `signature`: base64. False also for what is no key or no signature. */
export function isFrom(publicKey: string, context: SignedContext, { body, signature }: Signed): boolean {
  const raw = Buffer.from(publicKey, 'base64');
  const bytes = Buffer.from(signature, 'base64');
  if (raw.length !== 32 || bytes.length !== 64) return false;
  return verify(null, Buffer.from(signedText(context, body), 'utf8'), createPublicKey({ key: Buffer.from(publicDer('ed25519', raw)), format: 'der', type: 'spki' }), bytes);
}

/**
 * The appeal pack as a file: signed by the station, then encrypted under a passphrase that is told to the one who decides it (scrypt, AES-256-GCM).
 * Nothing of it can be read without the passphrase, and nothing of it changed without the station's key.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { appealSchema, type Appeal } from '../../core/case/appeal.ts';
import { CodedError } from '../../core/errors.ts';
import { writeNewFile } from './files.ts';
import { jsonOf } from './json.ts';
import { deriveKey } from './operators/scrypt.ts';
import { scryptCost, scryptCostShape } from './store/scrypt-cost.ts';
import { checkerOf, type Signer } from './store/signature.ts';

const base64 = z.string().regex(/^[A-Za-z0-9+/]+=*$/);
const boxSchema = z.strictObject({
  kind: z.literal('vestibule-appeal-box'), format: z.literal(1),
  ...scryptCostShape,
  salt: base64, iv: base64, tag: base64, sealed: base64,
});
const signedSchema = z.strictObject({ text: z.string(), publicKey: z.string().max(400), signature: z.string().max(200) });

/** 60 captures of 40 MB would not fit; chosen: what opens on an ordinary computer. */
const mostBytes = 400_000_000;

export async function writeAppeal(file: string, appeal: Appeal, signer: Signer, passphrase: string): Promise<void> {
  const text = JSON.stringify(appealSchema.parse(appeal));
  const signed = JSON.stringify({ text, publicKey: signer.publicKey, signature: signer.sign('appeal', digestOf(text)) });
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', await deriveKey(passphrase, salt), iv);
  const sealed = Buffer.concat([cipher.update(signed, 'utf8'), cipher.final()]);
  const box = { kind: 'vestibule-appeal-box', format: 1, ...scryptCost, salt: salt.toString('base64'), iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64'), sealed: sealed.toString('base64') };
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeNewFile(file, (put) => put(JSON.stringify(box)));
}

export type OpenedAppeal = { appeal: Appeal; publicKey: string; /** Signed by `wanted`, or by the key it carries. */ signed: boolean; /** Captures whose bytes are not what was captured. */ changedCaptures: string[] };

/** @param wanted the station's public key; null: the pack's own. @throws CodedError file.* · appeal.not-a-pack · appeal.wrong-passphrase */
export async function readAppeal(file: string, passphrase: string, wanted: string | null): Promise<OpenedAppeal> {
  const box = boxIn(file);
  const signed = signedSchema.safeParse(jsonOf(await opened(box, passphrase)));
  if (!signed.success) throw new CodedError('appeal.not-a-pack');
  const { text, publicKey, signature } = signed.data;
  const appeal = appealSchema.safeParse(jsonOf(text));
  if (!appeal.success) throw new CodedError('appeal.not-a-pack');
  const changedCaptures = appeal.data.captures.filter(({ capture, picture }) => createHash('sha256').update(Buffer.from(picture, 'base64')).digest('hex') !== capture.sha256).map(({ capture }) => capture.captureId);
  return { appeal: appeal.data, publicKey: wanted ?? publicKey, signed: isSigned(wanted ?? publicKey, text, signature), changedCaptures };
}

function isSigned(publicKey: string, text: string, signature: string): boolean {
  try {
    return checkerOf(publicKey)('appeal', digestOf(text), signature);
  } catch {
    return false;
  }
}

function boxIn(file: string): z.infer<typeof boxSchema> {
  try {
    if (statSync(file).size > mostBytes) throw new CodedError('file.too-large', { limitMegabytes: mostBytes / 1e6 });
    const parsed = boxSchema.safeParse(jsonOf(readFileSync(file, 'utf8')));
    if (parsed.success) return parsed.data;
  } catch (thrown) {
    if (thrown instanceof CodedError) throw thrown;
    throw new CodedError('file.not-found');
  }
  throw new CodedError('appeal.not-a-pack');
}

async function opened(box: z.infer<typeof boxSchema>, passphrase: string): Promise<string> {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  const key = await deriveKey(passphrase, bytes(box.salt), box);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes(box.iv), { authTagLength: 16 });
    decipher.setAuthTag(bytes(box.tag));
    return Buffer.concat([decipher.update(bytes(box.sealed)), decipher.final()]).toString('utf8');
  } catch {
    throw new CodedError('appeal.wrong-passphrase');
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

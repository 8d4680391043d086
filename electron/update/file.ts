/** An update file on disk: written by the publisher (scripts/package/update.ts), opened and unpacked at the station. */
import { createHash, sign, type Hash, type KeyObject } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, fstatSync, mkdirSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw, createInflateRaw } from 'node:zlib';
import { CodedError } from '../../core/errors.ts';
import { filesIn, syncToDisk } from './layout.ts';
import { longestManifest, magic, readManifest, signatureBytes, signedOf, updateManifestSchema, type UpdateEntry, type UpdateManifest } from './manifest.ts';

export type OpenedUpdate = { file: string; manifest: UpdateManifest; manifestBytes: Uint8Array; signature: Uint8Array; /** Where the body begins. */ bodyAt: number };

/**
 * The program in `folder` as an update file.
 * @param privateKey Ed25519
 * @throws Error with a sentence when something in the folder is no plain file or has a name that an update cannot carry
 */
export async function writeUpdate(folder: string, target: string, about: Pick<UpdateManifest, 'version' | 'platform' | 'arch' | 'madeAt'>, privateKey: KeyObject): Promise<UpdateManifest> {
  const body = `${target}.body`;
  try {
    const { files, hash, bytes } = await writeBody(folder, body);
    const manifest = updateManifestSchema.parse({ format: 1, program: 'vestibule', ...about, body: { bytes, sha256: hash }, files });
    const json = Buffer.from(JSON.stringify(manifest));
    if (json.length > longestManifest) throw new Error('The program has too many files for an update.');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(json.length);
    writeFileSync(target, Buffer.concat([magic, length, json, sign(null, signedOf(json), privateKey)]));
    await pipeline(createReadStream(body), createWriteStream(target, { flags: 'a' }));
    return manifest;
  } finally {
    rmSync(body, { force: true });
  }
}

async function writeBody(folder: string, target: string): Promise<{ files: UpdateEntry[]; hash: string; bytes: number }> {
  const files: UpdateEntry[] = [];
  const whole = createHash('sha256');
  writeFileSync(target, '');
  for (const { name, plain: isPlain } of filesIn(folder)) {
    if (!isPlain) throw new Error(`An update carries files only, and ${name} is none.`);
    const source = path.join(folder, name);
    const [plain, packed] = [meter(), meter(whole)];
    await pipeline(createReadStream(source), plain.through, createDeflateRaw(), packed.through, createWriteStream(target, { flags: 'a' }));
    files.push({ path: name, bytes: plain.bytes(), packed: packed.bytes(), sha256: plain.digest(), executable: isExecutable(source) });
  }
  return { files, hash: whole.digest('hex'), bytes: files.reduce((sum, file) => sum + file.packed, 0) };
}

/** Signature, manifest and the hash of the body. @throws CodedError update.unreadable · update.not-an-update · update.signature · update.damaged */
export async function openUpdate(file: string, key: KeyObject): Promise<OpenedUpdate> {
  const { size, manifestBytes, signature, bodyAt } = beginningOf(file);
  const manifest = readManifest(manifestBytes, signature, key);
  if (size !== bodyAt + manifest.body.bytes || (await hashOf(createReadStream(file, { start: bodyAt }))) !== manifest.body.sha256) throw new CodedError('update.damaged');
  return { file, manifest, manifestBytes, signature, bodyAt };
}

function beginningOf(file: string): { size: number } & Pick<OpenedUpdate, 'manifestBytes' | 'signature' | 'bodyAt'> {
  const handle = openToRead(file);
  try {
    const { size } = fstatSync(handle);
    const head = readAt(handle, 0, magic.length + 4);
    if (head.length < magic.length + 4 || !head.subarray(0, magic.length).equals(magic)) throw new CodedError('update.not-an-update');
    const length = head.readUInt32BE(magic.length);
    const bodyAt = head.length + length + signatureBytes;
    if (length > longestManifest || bodyAt > size) throw new CodedError('update.damaged');
    return { size, manifestBytes: readAt(handle, head.length, length), signature: readAt(handle, head.length + length, signatureBytes), bodyAt };
  } finally {
    closeSync(handle);
  }
}

function openToRead(file: string): number {
  try {
    if (statSync(file).isFile()) return openSync(file, 'r');
  } catch (thrown) {
    throw new CodedError('update.unreadable', {}, { cause: thrown });
  }
  throw new CodedError('update.not-an-update');
}

/** As many bytes as there are, at most `length`. */
function readAt(handle: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, readSync(handle, buffer, 0, length, position));
}

/** Every file, durable, into `folder`, which must be empty. @throws CodedError update.damaged when the file has changed since it was opened; the system's own errors */
export async function unpackUpdate({ file, manifest, bodyAt }: OpenedUpdate, folder: string): Promise<void> {
  let at = bodyAt;
  for (const entry of manifest.files) {
    const target = path.join(folder, entry.path);
    mkdirSync(path.dirname(target), { recursive: true });
    const plain = meter(undefined, entry.bytes);
    const packed = createReadStream(file, { start: at, end: at + entry.packed - 1 });
    await pipeline(packed, createInflateRaw(), plain.through, createWriteStream(target, { flags: 'wx', mode: entry.executable ? 0o755 : 0o644 })).catch((thrown: unknown) => {
      throw (thrown as NodeJS.ErrnoException).code?.startsWith('Z_') ? new CodedError('update.damaged', {}, { cause: thrown }) : thrown;
    });
    syncToDisk(target);
    if (plain.bytes() !== entry.bytes || plain.digest() !== entry.sha256) throw new CodedError('update.damaged');
    at += entry.packed;
  }
}

/** Files of a program that are not as its publisher signed them: changed, missing, or not the publisher's. */
export async function changedFiles(folder: string, { files }: UpdateManifest): Promise<string[]> {
  const wanted = new Map(files.map((entry) => [entry.path, entry]));
  const found = filesIn(folder);
  const there = new Set(found.map(({ name }) => name));
  const changed = [...wanted.keys()].filter((name) => !there.has(name));
  for (const { name, plain } of found) {
    const entry = wanted.get(name);
    if (!entry || !plain || entry.executable !== isExecutable(path.join(folder, name)) || entry.sha256 !== (await hashOf(createReadStream(path.join(folder, name))))) changed.push(name);
  }
  return changed.sort();
}

const isExecutable = (file: string): boolean => (statSync(file).mode & 0o111) !== 0;

async function hashOf(stream: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of stream) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** Counts and hashes what goes through. @param also another hash that is fed. @param most bytes; more is an error */
function meter(also?: Hash, most = Infinity): { through: Transform; bytes(): number; digest(): string } {
  const hash = createHash('sha256');
  let bytes = 0;
  const through = new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      hash.update(piece);
      also?.update(piece);
      done(bytes > most ? new CodedError('update.damaged') : null, piece);
    },
  });
  return { through, bytes: () => bytes, digest: () => hash.digest('hex') };
}

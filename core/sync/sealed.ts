/**
 * Layout of what is sealed to the hub's X25519 key: a header, then chunks, each closed by AES-256-GCM, so that a part can stop and go on.
 * The nonce counts the chunks and marks the last one (STREAM, Hoang, Reyhanitabar, Rogaway, Vizar 2015): none can be left out, moved or cut off.
 * Pure: keys and ciphers belong to the hosts.
 */
import { chunkBytes } from './protocol.ts';

/** `VSB` and the version of this layout; the whole header is authenticated with every chunk. */
const magic = [0x56, 0x53, 0x42, 0x01] as const;
export const keyIdBytes = 8;
export const headerBytes = magic.length + keyIdBytes + 32;
/** NIST SP 800-38D: full-length tag. */
export const tagBytes = 16;
export const sealedChunkBytes = chunkBytes + tagBytes;

/** `keyId`: first 8 bytes of the SHA-256 of the hub's key · `ephemeral`: the sender's X25519 public key of this one part, 32 bytes. */
export type SealHeader = { keyId: Uint8Array; ephemeral: Uint8Array };

export function headerOf({ keyId, ephemeral }: SealHeader): Uint8Array {
  const header = new Uint8Array(headerBytes);
  header.set(magic);
  header.set(keyId, magic.length);
  header.set(ephemeral, magic.length + keyIdBytes);
  return header;
}

/** @returns null for anything else, also another version: there is no older layout to fall back to. */
export function readHeader(bytes: Uint8Array): SealHeader | null {
  if (bytes.length < headerBytes || magic.some((byte, at) => bytes[at] !== byte)) return null;
  return { keyId: bytes.slice(magic.length, magic.length + keyIdBytes), ephemeral: bytes.slice(magic.length + keyIdBytes, headerBytes) };
}

/** 12 bytes, never twice under one key: every part has a key of its own. */
export function nonceOf(chunk: number, last: boolean): Uint8Array {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, chunk);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Of a part with that many bytes; an empty one still has its last chunk. */
export const chunkCount = (bytes: number): number => Math.max(1, Math.ceil(bytes / chunkBytes));

/** Cuts what follows a header into sealed chunks. @returns null when it is not whole chunks of a part of `total` chunks beginning at `from`. */
export function splitChunks(body: Uint8Array, from: number, bytes: number): Uint8Array[] | null {
  const total = chunkCount(bytes);
  const chunks: Uint8Array[] = [];
  for (let at = 0, n = from; at < body.length; n += 1) {
    if (n >= total) return null;
    const size = n === total - 1 ? bytes - (total - 1) * chunkBytes + tagBytes : sealedChunkBytes;
    if (at + size > body.length) return null;
    chunks.push(body.subarray(at, at + size));
    at += size;
  }
  return chunks.length === 0 ? null : chunks;
}

/** Goes into the key: what was sealed as one thing does not open as another. */
export const sealPurpose = {
  manifest: (stationId: string, packetId: string): string => `vestibule.manifest.1 ${stationId} ${packetId}`,
  part: (stationId: string, captureId: string): string => `vestibule.part.1 ${stationId} ${captureId}`,
  /** Of a station, told to the hub: what is for that station alone is closed under it. */
  replyKey: (stationId: string): string => `vestibule.reply-key.1 ${stationId}`,
  /** The list of faces in a bundle, and its key on the way to one station. */
  faces: 'vestibule.faces.1',
  facesKey: (stationId: string): string => `vestibule.faces-key.1 ${stationId}`,
} as const;

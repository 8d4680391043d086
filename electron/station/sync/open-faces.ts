/** Opens head office's list of faces with the key that came beside the bundle for this station alone; closed by hub/faces.ts. */
import { createDecipheriv, hkdfSync } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { blockedFacesSchema, mostListBytes, type BlockedFace, type SealedFaces } from '../../../core/sync/blocked-faces.ts';
import { nonceOf, sealPurpose, tagBytes } from '../../../core/sync/sealed.ts';
import { jsonOf } from '../json.ts';

/** @param facesKey beside the bundle, base64; left out by a hub that does not know this station's reply key. @returns null when it does not open, or is not what it says it is. */
export function openFaces(list: SealedFaces, facesKey: string | undefined, replyKey: Uint8Array | null, stationId: string): BlockedFace[] | null {
  if (facesKey === undefined || replyKey === null) return null;
  try {
    const key = open(Buffer.from(hkdfSync('sha256', replyKey, Buffer.from(list.salt, 'hex'), sealPurpose.facesKey(stationId), 32)), facesKey);
    const text = inflateRawSync(open(key, list.sealed), { maxOutputLength: mostListBytes }).toString('utf8');
    const read = blockedFacesSchema.safeParse(jsonOf(text));
    return read.success && read.data.length === list.count ? read.data : null;
  } catch {
    // Another key, a changed byte, or more than a list may hold: node:crypto and node:zlib say so by throwing.
    return null;
  }
}

function open(key: Uint8Array, closed: string): Buffer {
  const bytes = Buffer.from(closed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(0, true), { authTagLength: tagBytes });
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - tagBytes)), decipher.final()]);
}

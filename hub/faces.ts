/**
 * The list of faces in a bundle. It is closed once, under a key of that list alone, so that the signed bundle is the same for all and no proxy, stick or database shows a face;
 * a station gets the key beside the bundle, closed under the reply key that it sealed to this hub. Opened by electron/station/sync/open-faces.ts.
 */
import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { BlockedFace, SealedFaces } from '../core/sync/blocked-faces.ts';
import { headerBytes, nonceOf, sealPurpose, tagBytes } from '../core/sync/sealed.ts';
import type { HubKeys } from './keys.ts';
import { openerOf } from './unseal.ts';

const keyBytes = 32;

/** Made anew from the hub's own secret whenever it is needed, so it lies nowhere; the same after a change of keys. */
const listKey = ({ lookup }: HubKeys, salt: string): Buffer => Buffer.from(hkdfSync('sha256', lookup, Buffer.from(salt, 'hex'), sealPurpose.faces, keyBytes));

/** Never twice under one key. */
function close(key: Uint8Array, plain: Uint8Array): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(0, true), { authTagLength: tagBytes });
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** @returns null where there are none. */
export function closeFaces(keys: HubKeys, faces: readonly BlockedFace[]): SealedFaces | null {
  if (faces.length === 0) return null;
  const salt = randomBytes(16).toString('hex');
  return { count: faces.length, salt, sealed: close(listKey(keys, salt), deflateRawSync(Buffer.from(JSON.stringify(faces), 'utf8'))) };
}

/** @param replyKey as the station sealed it. @returns null where it does not open: the keys it was sealed to are lost. */
export function facesKeyFor(keys: HubKeys, stationId: string, replyKey: Uint8Array, { salt }: SealedFaces): string | null {
  const reply = openerOf(replyKey.subarray(0, headerBytes), keys.seals, sealPurpose.replyKey(stationId))?.open(replyKey.subarray(headerBytes), 0, true);
  if (reply?.length !== keyBytes) return null;
  const key = Buffer.from(hkdfSync('sha256', reply, Buffer.from(salt, 'hex'), sealPurpose.facesKey(stationId), keyBytes));
  return close(key, listKey(keys, salt));
}

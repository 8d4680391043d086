/** The publisher's public key for updates, as electron-builder packs it beside the archive. */
import { readFileSync } from 'node:fs';
import { publicKeyOf } from '../../electron/update/manifest.ts';

/** @param file PEM, Ed25519; null: none is packed @throws CodedError update.bad-key */
export function updateKeyResource(file: string | null): { from: string; to: string }[] {
  if (file === null) return [];
  publicKeyOf(readFileSync(file, 'utf8'));
  return [{ from: file, to: 'update-key.pem' }];
}

/** Raw 32-byte keys as the DER that programs want (RFC 8410), and keys as people compare them. */

const spki = { ed25519: [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00], x25519: [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x03, 0x21, 0x00] } as const;
const pkcs8 = {
  ed25519: [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20],
  x25519: [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20],
} as const;
export type KeyKind = keyof typeof spki;

export const publicDer = (kind: KeyKind, raw: Uint8Array): Uint8Array => Uint8Array.from([...spki[kind], ...raw]);
export const privateDer = (kind: KeyKind, raw: Uint8Array): Uint8Array => Uint8Array.from([...pkcs8[kind], ...raw]);
/** Of either DER: the key is its last 32 bytes. */
export const rawOf = (der: Uint8Array): Uint8Array => der.slice(-32);

/** Crockford's base 32: no I, L, O, U. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 80 bits: out of reach of somebody who tries keys until one fits. */
const codeLetters = 16;

/** The first 80 bits of a SHA-256 as four groups of four, to be read aloud. */
export function codeOf(digest: Uint8Array): string {
  let bits = 0n;
  for (const byte of digest.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
  const text = Array.from({ length: codeLetters }, (_, at) => letters[Number((bits >> BigInt(5 * (codeLetters - 1 - at))) & 31n)]).join('');
  return (text.match(/.{4}/g) ?? []).join('-');
}

/** What somebody typed, in the form codeOf() gives; I and L are 1, O is 0. @returns null when it cannot be a code. */
export function readCode(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
  if (plain.length !== codeLetters || [...plain].some((letter) => !letters.includes(letter))) return null;
  return (plain.match(/.{4}/g) ?? []).join('-');
}

/** Parts of what a code is the SHA-256 of. */
export const codeSource = {
  hub: (signKey: string): string => `vestibule.hub-code.1 ${signKey}`,
  station: (publicKey: string): string => `vestibule.station-code.1 ${publicKey}`,
  enrolment: (publicKey: string, hubKey: string, nonce: string): string => `vestibule.enrolment-code.1 ${publicKey} ${hubKey} ${nonce}`,
} as const;

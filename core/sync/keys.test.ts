import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { codeOf, publicDer, rawOf, readCode } from './keys.ts';

it('a digest is read aloud as four groups of four', () => {
  expect(codeOf(createHash('sha256').update('Vestibule').digest())).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(codeOf(new Uint8Array(32))).toBe('0000-0000-0000-0000');
  expect(codeOf(new Uint8Array(32).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ');
});

it('takes a code as people type it, and nothing that is none', () => {
  expect(readCode('abcd efgh oil0 2345')).toBe('ABCD-EFGH-0110-2345');
  for (const typed of ['', 'ABCD', 'ABCD-EFGH-JKMN-PQRU', 'ABCD-EFGH-JKMN-PQRST']) expect(readCode(typed), typed).toBeNull();
});

it('32 bytes are the key that node knows (RFC 8410)', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = rawOf(publicKey.export({ format: 'der', type: 'spki' }));
  const again = createPublicKey({ key: Buffer.from(publicDer('ed25519', raw)), format: 'der', type: 'spki' });
  expect(again.export({ format: 'jwk' })).toEqual(publicKey.export({ format: 'jwk' }));
  expect(privateKey.asymmetricKeyType).toBe('ed25519');
  expect(verify(null, Buffer.from('a'), again, Buffer.alloc(64))).toBe(false);
});

import { expect, test } from 'vitest';
import { strengthOf } from './passphrase.ts';

test.each([
  ['short', 0], ['aaaaaaaaaaaaaaaa', 1], ['teller-07', 2], ['four green doors', 3], ['a quiet river under old bridges', 4],
] as const)('%s is of strength %i', (passphrase, strength) => expect(strengthOf(passphrase)).toBe(strength));

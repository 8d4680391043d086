import { expect, test } from 'vitest';
import { writtenOnce } from './twice.ts';

test.each([['CoinEXx', 'CoinEX'], ['Co1lnEX', 'Co1nEX'], ['ColInEX', 'ColnEX'], ['Col1lnEx', 'ColnEx'], ['C0oinEx', 'C0inEx']])('%s may be %s', (read, once) => expect(writtenOnce(read)).toBe(once));
test.each(['CoinEx', 'CoinExx', 'CoinEEx', 'Success', 'BUILDING', 'Eel', '2026/11/29'])('%s is as it was read', (read) => expect(writtenOnce(read)).toBe(read));

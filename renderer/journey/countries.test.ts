import { expect, test } from 'vitest';
import { countryName, issuers } from './countries.ts';

const named = (code: string): string => (code === 'UTO' ? 'Utopia' : code);

test('codes are told by name, the specimen state included, unknown ones stay as they are', () => {
  expect(countryName('DEU', 'en', named)).toBe('Germany');
  expect(countryName('UTO', 'en', named)).toBe('Utopia');
  expect(countryName('QQQ', 'en', named)).toBe('QQQ');
});

test('every code stands once, three capital letters each', () => {
  const codes = issuers('en', named).map((i) => i.code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.filter((c) => !/^[A-Z]{3}$/.test(c))).toEqual([]);
  expect(codes.length).toBeGreaterThan(240);
});

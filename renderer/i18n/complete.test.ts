/** Every key that the window asks for is there, and every check of the registry has a name. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checks } from '../../core/checks/index.ts';
import generated from '../../resources/locales/en.json';
import en from './messages/en.json';
import { flatten } from './flat.ts';

const known = { ...flatten(en), ...flatten(generated) };
const renderer = path.resolve(import.meta.dirname, '..');
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((f) => /\.(vue|ts)$/.test(f) && !f.endsWith('.test.ts'));

test('no key is missing', () => {
  const asked = sources.flatMap((file) => [...readFileSync(path.join(renderer, file), 'utf8').matchAll(/\bt\('([\w.-]+)'/g)].map((m) => m[1]!));
  expect(asked.length).toBeGreaterThan(150);
  expect([...new Set(asked)].filter((key) => !(key in known))).toEqual([]);
});

test('every check has a name for the record', () => {
  expect(checks.map((c) => c.id).filter((id) => !(`checkName.${id}` in known))).toEqual([]);
});

/** Of two keys of one name JSON keeps the later one in silence. */
test('no key stands twice in one object', () => {
  const keysIn = (value: unknown): number => (typeof value === 'object' && value !== null ? Object.entries(value).reduce((sum, [, inner]) => sum + 1 + keysIn(inner), 0) : 0);
  const written = [...readFileSync(path.join(import.meta.dirname, 'messages/en.json'), 'utf8').matchAll(/"(?:[^"\\]|\\.)*"\s*:/g)].length;
  expect(written).toBe(keysIn(en));
});

import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checks } from '../checks/index.ts';
import { parsePolicy } from './policy.ts';

const folder = new URL('../../resources/policies/', import.meta.url);
const coinex = () => JSON.parse(readFileSync(new URL('coinex.json', folder), 'utf8')) as Record<string, unknown> & { checks: Record<string, unknown> };

describe('policy', () => {
  it.each(readdirSync(folder))('%s is valid and names every check', (file) => {
    const policy = parsePolicy(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    expect(Object.keys(policy.checks).sort()).toEqual(checks.map((c) => c.id).sort());
  });

  it.each([
    ['a check nobody knows', (p: ReturnType<typeof coinex>) => { p.checks['doc.beauty'] = { enabled: true }; }],
    ['a check left out', (p: ReturnType<typeof coinex>) => { delete p.checks['match.id']; }],
    ['a key nobody reads', (p: ReturnType<typeof coinex>) => { p['matchThreshold'] = 0.6; }],
    ['a misspelt rule', (p: ReturnType<typeof coinex>) => { p.checks['match.id'] = { enabled: true, treshold: 0.4 }; }],
    ['a word of nothing but marks', (p: ReturnType<typeof coinex>) => { p['statement'] = { ...(p['statement'] as object), word: '***' }; }],
    ['a type that is not a class', (p: ReturnType<typeof coinex>) => { p['acceptedTypes'] = ['pasport']; }],
  ])('refuses %s', (_name, spoil) => {
    const policy = coinex();
    spoil(policy);
    expect(() => parsePolicy(policy)).toThrowError(expect.objectContaining({ code: 'policy.invalid' }));
  });
});

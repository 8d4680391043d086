import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checks } from '../checks/index.ts';
import { laterChecks, parsePolicy } from './policy.ts';

const folder = new URL('../../resources/policies/', import.meta.url);
const coinex = () => JSON.parse(readFileSync(new URL('coinex.json', folder), 'utf8')) as Record<string, unknown> & { checks: Record<string, unknown> };

describe('policy', () => {
  it.each(readdirSync(folder))('%s is valid and names every check', (file) => {
    const policy = parsePolicy(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    expect(Object.keys(policy.checks).sort()).toEqual(checks.map((c) => c.id).sort());
  });

  it('one that was published before a check came, which ships switched off, asks for none of it; of all other checks none may be missing', () => {
    const before = coinex();
    for (const id of laterChecks) delete before.checks[id];
    expect(parsePolicy(before)).toEqual(parsePolicy(coinex()));
    for (const { id } of checks.filter((one) => !laterChecks.includes(one.id))) {
      const { [id]: _left, ...rest } = coinex().checks;
      expect(() => parsePolicy({ ...coinex(), checks: rest })).toThrowError(expect.objectContaining({ code: 'policy.invalid' }));
    }
  });

  it.each(readdirSync(folder))('%s switches none of the checks on that may be missing', (file) => {
    const { checks: rules } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { checks: Record<string, unknown> };
    expect(laterChecks.map((id) => rules[id])).toEqual(laterChecks.map(() => ({ enabled: false })));
  });

  it('one that was published before steps of the live check were named is valid, and both turns are always among those that are', () => {
    const named = (from?: string[]) => parsePolicy({ ...coinex(), challenge: { steps: [2, 3], secondsPerStep: 15, ...(from && { from }) } }).challenge.from;
    expect(named()).toBeUndefined();
    expect(named(['turn-right', 'mouth', 'turn-left'])).toEqual(['turn-right', 'mouth', 'turn-left']);
    for (const from of [['turn-left', 'blink'], ['blink', 'mouth', 'closer'], ['turn-left', 'turn-right', 'nod'], []]) expect(() => named(from)).toThrowError(expect.objectContaining({ code: 'policy.invalid' }));
  });

  it('a check that came later is searched for only where the policy says so, and then with its words of consent', () => {
    const asked = coinex();
    asked.checks['match.blocked-face'] = { enabled: true };
    expect(() => parsePolicy(asked)).toThrowError(expect.objectContaining({ values: { place: 'consent.listedFaces' } }));
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

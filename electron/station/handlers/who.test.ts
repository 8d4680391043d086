/** Who may call what. The table is the handlers' own; this pins it, so that a right is never given by the way. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOf, must, newFolder, newResources, passphrase, removeFolders, setupInput, supervisorName } from '../../../test/fakes/station-kit.ts';
import type { Role } from '../../../core/contract.ts';
import { createStation, type RunningStation } from '../create.ts';
import { handlers } from './index.ts';

type StationCall = keyof typeof handlers;
const staff = ['clerk', 'supervisor'];
const overseers = ['supervisor', 'auditor'];
const everyone = ['clerk', 'supervisor', 'auditor'];

const changes: Partial<Record<StationCall, readonly string[]>> = {
  'devices.save': staff, 'draft.save': staff, 'draft.discard': staff, 'capture.put': staff, 'case.submit': staff, 'case.finish': staff, 'case.review': staff, 'draft.list': staff,
  'operators.add': ['supervisor'], 'operators.change': ['supervisor'], 'operators.unlock': ['supervisor'], 'appeal.export': ['supervisor'], 'operators.figures': ['supervisor'],
  'scanner.start': staff, 'scanner.cancel': staff, 'scanner.drop': staff, 'scanner.save-settings': ['supervisor'],
  'golden.keep': staff,
  'sync.now': staff, 'sync.pause': ['supervisor'],
};
const looks: Partial<Record<StationCall, readonly string[]>> = {
  'records.search': everyone, 'records.open': everyone, 'capture.get': everyone, 'session.touch': everyone, 'golden.compare': staff, 'golden.history': staff, 'operators.passphrase': everyone,
  'operators.list': overseers, 'fairness.counts': overseers, 'audit.list': overseers, 'audit.verify': overseers, 'audit.export': overseers, 'reviews.waiting': overseers,
};
const withoutSession: StationCall[] = ['station.status', 'station.about', 'setup.policies', 'setup.complete', 'policy.current', 'operators.names', 'session.login', 'session.logout', 'scanner.list'];

it.each(Object.entries({ ...changes, ...looks }))('%s is for %j', (name, who) => expect([...handlers[name as StationCall].who]).toEqual(who));

it('takes only these without anybody logged in', () => {
  for (const name of withoutSession) expect(handlers[name].who, name).toBe('anyone');
});

it('gives an auditor nothing that changes records, devices or people', () => {
  for (const name of Object.keys(changes)) expect(handlers[name as StationCall].who, name).not.toContain('auditor');
});

let station: RunningStation;
beforeAll(async () => {
  station = await createStation({ dir: newFolder(), resourcesDir: newResources() });
  await must(station.call('setup.complete', setupInput));
  for (const role of ['clerk', 'auditor'] as const) await must(station.call('operators.add', { name: role, role, passphrase }));
});
afterAll(() => {
  station.close();
  removeFolders();
});

it.each<[Role, StationCall[]]>([
  ['auditor', ['draft.list']],
  ['clerk', ['operators.list', 'audit.verify', 'audit.export', 'fairness.counts']],
])('refuses a logged-in %s', async (role, calls) => {
  await must(station.call('session.login', { name: role, passphrase }));
  for (const name of calls) expect(await codeOf(station.answer(name, {})), name).toBe('operator.not-allowed');
  await must(station.call('session.login', { name: supervisorName, passphrase }));
});

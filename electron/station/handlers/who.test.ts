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
const supervisors = ['supervisor'];
/** The walk of a case: in self-service the customer's too, in their own case alone (visits.test.ts). */
const serving = ['clerk', 'supervisor', 'customer'];
const customer = ['customer'];

type Rights = Partial<Record<StationCall, readonly string[] | 'anyone'>>;
/** Change records, devices or people, or take a customer's data out of the station. */
const changes: Rights = {
  'devices.save': staff, 'draft.save': serving, 'draft.list': staff, 'draft.discard': serving, 'capture.put': serving, 'case.submit': serving, 'case.finish': serving, 'case.duplicate': staff, 'case.blocked-face': staff, 'case.review': staff, 'case.asked': serving, 'case.sheet': serving,
  'visit.end': customer, 'visit.call': customer,
  'operators.add': supervisors, 'operators.change': supervisors, 'operators.unlock': supervisors, 'operators.figures': supervisors, 'appeal.export': supervisors,
  'scanner.capabilities': staff, 'scanner.button': staff, 'scanner.look': staff, 'scanner.start': staff, 'scanner.state': staff, 'scanner.page': staff, 'scanner.cancel': staff, 'scanner.keep': staff, 'scanner.drop': staff, 'scanner.settings': staff, 'scanner.save-settings': supervisors,
  'sync.now': staff, 'sync.pause': supervisors, 'sync.retry': supervisors, 'sync.carry': supervisors, 'sync.receipts': supervisors, 'hub.enrol': supervisors, 'hub.leave': supervisors,
  'golden.keep': staff, 'golden.compare': staff, 'golden.history': staff, 'golden.desk': serving, 'devices.note': serving, 'devices.history': staff,
  'staff-face.remove': supervisors,
  'backup.run': supervisors, 'backup.folder': supervisors, 'key.change': supervisors, 'clock.accept': supervisors,
  'retention.run': supervisors, 'retention.hold': supervisors, 'retention.release': supervisors,
};
const looks: Rights = {
  'records.search': everyone, 'records.open': everyone, 'capture.get': everyone, 'support.report': staff, 'session.touch': [...everyone, 'customer'], 'station.load': staff, 'operators.passphrase': everyone, 'sync.status': everyone,
  'staff-face.own': everyone, 'staff-face.keep': everyone, 'staff-face.remove-own': everyone, 'operators.list': overseers, 'fairness.counts': overseers, 'audit.list': overseers, 'audit.verify': overseers, 'audit.export': overseers, 'reviews.waiting': overseers,
  'retention.status': overseers, 'backup.status': overseers, 'retention.report': overseers,
};
const withoutSession: Rights = {
  'station.status': 'anyone', 'station.about': 'anyone', 'setup.policies': 'anyone', 'setup.complete': 'anyone', 'policy.current': 'anyone', 'operators.names': 'anyone', 'session.login': 'anyone', 'session.logout': 'anyone', 'scanner.list': 'anyone', 'kiosk.permit': 'anyone', 'visit.begin': 'anyone', 'backup.find': 'anyone', 'backup.restore': 'anyone',
};

it('pins every call there is', () => {
  expect(Object.fromEntries(Object.entries(handlers).map(([name, { who }]) => [name, who]))).toEqual({ ...changes, ...looks, ...withoutSession });
});

it('gives an auditor nothing that changes records, devices or people', () => {
  for (const name of Object.keys(changes)) expect(handlers[name as StationCall].who, name).not.toContain('auditor');
});

it('gives a customer the walk of a case and nothing else', () => {
  const theirs = Object.entries(handlers).filter(([, { who }]) => who !== 'anyone' && (who as readonly string[]).includes('customer')).map(([name]) => name);
  expect(theirs.sort()).toEqual(['capture.put', 'case.asked', 'case.finish', 'case.sheet', 'case.submit', 'devices.note', 'draft.discard', 'draft.save', 'golden.desk', 'session.touch', 'visit.call', 'visit.end']);
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

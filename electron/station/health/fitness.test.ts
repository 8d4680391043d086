/** A station that is not fit for a new customer says so before one is served, and lets what is open be finished. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, expect, it } from 'vitest';
import { captureInput, codeOf, mira, must, newFolder, noon, passphrase, pictureOf, prepareCase, removeFolders, setupInput, supervisorName, testPolicy } from '../../../test/fakes/station-kit.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { evenSharpness, goldenFigures } from '../../../core/golden-card/figures.fixture.ts';
import { parsePolicy, type Policy } from '../../../core/case/policy.ts';
import type { Bundle } from '../../../core/sync/bundle.ts';
import { createStation, type RunningStation, type StationOptions } from '../create.ts';
import { openStationStore } from '../../../test/fakes/station-store.ts';
import { writeBundle } from '../store/bundle.ts';
import { writeHubLink, type HubLink } from '../store/hub-link.ts';
import { addReceipt } from '../store/packets.ts';
import { transact } from '../store/db.ts';
import type { LookedAtModel } from './models.ts';

let station: RunningStation | null = null;
afterEach(() => { station?.close(); station = null; });
afterAll(removeFolders);

type Limits = NonNullable<Policy['guard']>;
const lenient: Limits = { freeMegabytes: { warn: 0, refuse: 0 }, waiting: { warn: 200, refuse: 1000 }, waitingDays: { warn: 3, refuse: 14 } };
function resources(guard: Partial<Limits> | null): string {
  const dir = newFolder();
  mkdirSync(path.join(dir, 'policies'));
  writeFileSync(path.join(dir, 'policies/coinex.json'), JSON.stringify({ ...testPolicy(), guard: guard === null ? undefined : { ...lenient, ...guard } }));
  return dir;
}
async function open(guard: Partial<Limits> | null = {}, more: Partial<StationOptions> = {}, dir = newFolder()): Promise<RunningStation> {
  station = await createStation({ dir, resourcesDir: resources(guard), clock: () => new Date(noon), ...more });
  return station;
}
const warned = async (of: RunningStation): Promise<string[]> => (await must(of.call('station.status', {}))).warnings.map(({ code, refuses }) => `${code}${refuses ? ' refuses' : ''}`);
const newCase = (of: RunningStation): Promise<string> => codeOf(of.call('draft.save', { caseId: randomUUID(), state: {} }));

it('a station within its limits says nothing and takes a customer', async () => {
  const of = await open();
  await must(of.call('setup.complete', setupInput));
  expect([await warned(of), await newCase(of)]).toEqual([[], 'ok']);
});

it('a policy of before, without limits, is valid: disk and queue stop nobody, the clock does', async () => {
  let clock = Date.parse(noon);
  const of = await open(null, { clock: () => new Date(clock) });
  await must(of.call('setup.complete', setupInput));
  expect([await warned(of), await newCase(of)]).toEqual([[], 'ok']);
  clock -= 3_600_000;
  expect([await warned(of), await newCase(of)]).toEqual([['clock.set-back refuses'], 'clock.set-back']);
});

it('a clock that was ahead closes the station until a supervisor says by passphrase that it is right now; the next set-back is refused again', async () => {
  const year = 365 * 86_400_000;
  let clock = Date.parse(noon) + year;
  const [dir, options] = [newFolder(), { clock: () => new Date(clock) }];
  let of = await open({}, options, dir);
  await must(of.call('setup.complete', setupInput));
  of.close();
  clock -= year;
  // A restart is no remedy.
  of = await open({}, options, dir);
  await must(of.call('session.login', { name: supervisorName, passphrase }));
  expect([await warned(of), await newCase(of)]).toEqual([['clock.set-back refuses'], 'clock.set-back']);
  expect(await codeOf(of.call('clock.accept', { passphrase: 'not the passphrase' }))).toBe('operator.unknown');
  expect(await newCase(of)).toBe('clock.set-back');
  await must(of.call('clock.accept', { passphrase }));
  expect([await warned(of), await newCase(of), (await must(of.call('station.status', {}))).date]).toEqual([[], 'ok', '2026-11-23']);
  expect((await must(of.call('audit.list', { before: null, limit: 20 }))).filter(({ action }) => action === 'clock.accepted')).toMatchObject([{ at: noon, operatorName: supervisorName, facts: { by: 'supervisor', before: '2027-11-23T12:00:00.000Z' } }]);
  expect(await must(of.call('audit.verify', {}))).toMatchObject({ ok: true });
  of.close();
  of = await open({}, options, dir);
  await must(of.call('session.login', { name: supervisorName, passphrase }));
  expect([await warned(of), await newCase(of)]).toEqual([[], 'ok']);
  clock -= 3_600_000;
  expect([await warned(of), await newCase(of)]).toEqual([['clock.set-back refuses'], 'clock.set-back']);
});

it('a clock before what the hub signed is no supervisor\'s to accept', async () => {
  const dir = newFolder();
  let clock = Date.parse(noon);
  const of = await open({}, { clock: () => new Date(clock) }, dir);
  await must(of.call('setup.complete', setupInput));
  const { evidence } = await prepareCase(of);
  await must(of.call('case.submit', evidence));
  const db = await openStationStore(dir, passphrase);
  const packetId = db.prepare('SELECT packet_id FROM packets').pluck().get() as string;
  transact(db, (tx) => addReceipt(tx, packetId, { body: JSON.stringify({ protocol: 1, stationId: 'a'.repeat(32), packetId, manifestSha256: 'b'.repeat(64), parts: [], at: noon }), signature: 's' }, 'k', noon));
  db.close();
  clock -= 3_600_000;
  expect(await codeOf(of.call('clock.accept', { passphrase }))).toBe('clock.set-back');
  expect(await newCase(of)).toBe('clock.set-back');
});

it('a disk that is nearly full is warned of, a fuller one takes nobody, and what is open is finished', async () => {
  const resourcesDir = resources({ freeMegabytes: { warn: 1e9, refuse: 0 } });
  const dir = newFolder();
  let of = await createStation({ dir, resourcesDir, clock: () => new Date(noon) });
  await must(of.call('setup.complete', setupInput));
  expect(await warned(of)).toEqual(['store.space-low']);
  const { caseId, captureIds, evidence } = await prepareCase(of);
  of.close();
  of = await open({ freeMegabytes: { warn: 1e9, refuse: 1e9 } }, {}, dir);
  await must(of.call('session.login', { name: supervisorName, passphrase }));
  expect(await warned(of)).toEqual(['store.space-out refuses']);
  expect(await newCase(of)).toBe('store.space-out');
  expect(await codeOf(of.call('capture.put', captureInput(randomUUID(), randomUUID(), 'face', pictureOf(100))))).toBe('store.space-out');
  expect(await codeOf(of.call('draft.save', { caseId, state: { captureIds } }))).toBe('ok');
  expect(await codeOf(of.call('case.submit', evidence))).toBe('ok');
});

it('a model that is changed or gone takes nobody until it is put back', async () => {
  let states: LookedAtModel[] = [{ name: 'models/a.bin', state: 'as-shipped', sha256: 'a' }];
  let last: LookedAtModel[] = [];
  const of = await open({}, { tools: { models: { look: async () => (last = states), last: () => last } } });
  await must(of.call('setup.complete', setupInput));
  expect([await warned(of), await newCase(of)]).toEqual([[], 'ok']);
  states = [{ name: 'models/a.bin', state: 'changed', sha256: 'b' }];
  // Not looked at since: the door looks itself.
  expect(await newCase(of)).toBe('model.changed');
  expect(await warned(of)).toEqual(['model.changed refuses']);
  states = [{ name: 'models/a.bin', state: 'missing', sha256: null }];
  expect(await newCase(of)).toBe('model.missing');
  states = [{ name: 'models/a.bin', state: 'as-shipped', sha256: 'a' }];
  expect([await newCase(of), await warned(of)]).toEqual(['ok', []]);
});

it('a clock that is put back or forward while the station runs is told apart from time that passes', async () => {
  let [clock, passed] = [Date.parse(noon), 0];
  const of = await open({}, { clock: () => new Date(clock), tools: { elapsedMs: () => passed } });
  await must(of.call('setup.complete', setupInput));
  [clock, passed] = [clock + 7_200_000, passed + 7_200_000];
  expect(await warned(of)).toEqual([]);
  // After every line of the trail, and still back: two hours have passed, the clock says one.
  clock -= 3_600_000;
  expect([await warned(of), await newCase(of)]).toEqual([['clock.set-back refuses'], 'clock.set-back']);
  clock += 3_600_000 + 1_800_000;
  expect([await warned(of), await newCase(of)]).toEqual([['clock.moved'], 'ok']);
});

const link = { url: 'https://hub.example', name: 'Hub', hubKey: 'k', sealKey: 'k', nonce: 'n', state: 'enrolled' as const, paused: true, attempts: 0, dueAt: noon, reason: null, contactAt: null, askedAt: noon };

it('decisions that wait for head office, many or long, are warned of and then refuse; without a hub nothing waits', async () => {
  const dir = newFolder();
  let clock = Date.parse(noon);
  let of = await open({ waiting: { warn: 0, refuse: 1 } }, { clock: () => new Date(clock) }, dir);
  await must(of.call('setup.complete', setupInput));
  for (const [i, person] of [mira, { ...mira, documentNumber: 'L898902C4' }].entries()) await must(of.call('case.submit', (await prepareCase(of, person, 3000, 1 + 7 * i)).evidence));
  expect(await warned(of)).toEqual([]);
  of.close();
  const db = await openStationStore(dir, passphrase);
  writeHubLink(db, link);
  db.close();
  of = await open({ waiting: { warn: 0, refuse: 1 } }, { clock: () => new Date(clock) }, dir);
  await must(of.call('session.login', { name: supervisorName, passphrase }));
  expect([await warned(of), await newCase(of)]).toEqual([['queue.full refuses'], 'queue.full']);
  of.close();
  of = await open({}, { clock: () => new Date(clock) }, dir);
  await must(of.call('session.login', { name: supervisorName, passphrase }));
  clock += 4 * 86_400_000;
  expect([await warned(of), await newCase(of)]).toEqual([['queue.old'], 'ok']);
  clock += 11 * 86_400_000;
  expect([await warned(of), await newCase(of)]).toEqual([['queue.too-old refuses'], 'queue.too-old']);
});

it('a station whose line is silent says so though nothing waits, until it is heard of again, and refuses nobody', async () => {
  const dir = newFolder();
  const days = (count: number): string => new Date(Date.parse(noon) + count * 86_400_000).toISOString();
  const limits = { silentDays: 7 };
  let clock = noon;
  let of = await open(limits, { clock: () => new Date(clock) }, dir);
  await must(of.call('setup.complete', setupInput));
  const heard = async (contactAt: string | null, at: string): Promise<[string[], string]> => {
    of.close();
    const db = await openStationStore(dir, passphrase);
    writeHubLink(db, { ...link, contactAt });
    db.close();
    clock = at;
    of = await open(limits, { clock: () => new Date(clock) }, dir);
    await must(of.call('session.login', { name: supervisorName, passphrase }));
    return [await warned(of), await newCase(of)];
  };
  expect(await heard(null, days(7))).toEqual([[], 'ok']);
  expect(await heard(null, days(8))).toEqual([['hub.silent'], 'ok']);
  expect(await heard(days(2), days(9))).toEqual([[], 'ok']);
  expect(await heard(days(2), days(33))).toEqual([['hub.silent'], 'ok']);
  expect(await heard(days(33), days(33))).toEqual([[], 'ok']);
});

it('what head office did not take is told, with how many and since when, and refuses nobody; sent again it is not told any more', async () => {
  const dir = newFolder();
  let clock = Date.parse(noon);
  let of = await open({}, { clock: () => new Date(clock) }, dir);
  await must(of.call('setup.complete', setupInput));
  await must(of.call('case.submit', (await prepareCase(of)).evidence));
  const stands = async (state: 'parked' | 'receipted'): Promise<[string[], string, number]> => {
    of.close();
    const db = await openStationStore(dir, passphrase);
    db.prepare('UPDATE outbox SET state = ?').run(state);
    db.close();
    of = await open({}, { clock: () => new Date(clock) }, dir);
    await must(of.call('session.login', { name: supervisorName, passphrase }));
    return [await warned(of), await newCase(of), (await must(of.call('station.load', {}))).parked];
  };
  clock += 40 * 86_400_000;
  expect(await stands('parked')).toEqual([['queue.parked'], 'ok', 1]);
  expect((await must(of.call('station.status', {}))).warnings[0]?.values).toEqual({ parked: 1, days: 40 });
  expect(await stands('receipted')).toEqual([[], 'ok', 0]);
});

it('what was decided before anybody asked a hub waits since then, and for a hub that never let the station in nothing waits', async () => {
  const dir = newFolder();
  let clock = Date.parse(noon);
  let of = await open({}, { clock: () => new Date(clock) }, dir);
  await must(of.call('setup.complete', setupInput));
  await must(of.call('case.submit', (await prepareCase(of)).evidence));
  const linked = async (change: Partial<HubLink>): Promise<string[]> => {
    of.close();
    const db = await openStationStore(dir, passphrase);
    writeHubLink(db, { ...link, ...change });
    db.close();
    of = await open({}, { clock: () => new Date(clock) }, dir);
    await must(of.call('session.login', { name: supervisorName, passphrase }));
    return warned(of);
  };
  const askedAt = new Date(clock + 20 * 86_400_000).toISOString();
  clock += 21 * 86_400_000;
  expect(await linked({ askedAt })).toEqual([]);
  clock += 30 * 86_400_000;
  expect(await linked({ askedAt })).toEqual(['queue.too-old refuses']);
  expect(await linked({ askedAt, state: 'blocked', reason: 'station.expired' })).toEqual([]);
});

it.each([
  ['a clock before what the hub has signed is set back, whatever the trail says', '2026-11-24T12:00:00.000Z', ['clock.set-back refuses'], 'clock.set-back', 'clock.set-back'],
  ['a receipt from the future of the station\'s own time refuses nobody: the hub\'s clock may be the wrong one', noon, [], 'ok', 'ok'],
])('%s', async (_what, arrivedAt, warnings, begun, submitted) => {
  const dir = newFolder();
  let of = await open({}, {}, dir);
  await must(of.call('setup.complete', setupInput));
  await must(of.call('case.submit', (await prepareCase(of)).evidence));
  const { evidence: underWay } = await prepareCase(of, { ...mira, documentNumber: 'L898902C4' }, 3000, 8);
  of.close();
  const db = await openStationStore(dir, passphrase);
  const packetId = String(db.prepare('SELECT packet_id FROM packets').pluck().get());
  const receipt = { protocol: 1, stationId: 'a'.repeat(32), packetId, manifestSha256: 'b'.repeat(64), parts: [], at: '2026-11-24T12:00:00.000Z' };
  transact(db, (tx) => addReceipt(tx, packetId, { body: JSON.stringify(receipt), signature: 's' }, 'k', arrivedAt));
  db.close();
  of = await open({}, {}, dir);
  await must(of.call('session.login', { name: supervisorName, passphrase }));
  expect([await warned(of), await newCase(of), await codeOf(of.call('case.submit', underWay))]).toEqual([warnings, begun, submitted]);
});

it('a desk that uses the golden card is reminded each morning, warned of a lens that got worse, and takes nobody with one that reads nothing, until it is mended', async () => {
  let clock = Date.parse(noon);
  const of = await open({ goldenCardDays: { warn: 0, refuse: 30 } }, { clock: () => new Date(clock) });
  await must(of.call('setup.complete', setupInput));
  const show = (linePairs: number) => must(of.call('golden.keep', { device: 'demo', label: 'Desk camera', figures: goldenFigures({ sharpness: evenSharpness(linePairs) }), baseline: false }));
  expect(await warned(of)).toEqual([]);
  await show(2.4);
  expect(await warned(of)).toEqual([]);
  clock += 86_400_000;
  expect([await warned(of), await newCase(of)]).toEqual([['camera.card-due'], 'ok']);
  await show(1.6);
  expect([await warned(of), await newCase(of)]).toEqual([['camera.below-baseline'], 'ok']);
  await show(0.8);
  expect([await warned(of), await newCase(of)]).toEqual([['camera.unfit refuses'], 'camera.unfit']);
  await show(2.4);
  expect([await warned(of), await newCase(of)]).toEqual([[], 'ok']);
  clock += 31 * 86_400_000;
  expect((await warned(of))[0]).toBe('camera.card-overdue refuses');
});

it('a desk that never used the golden card is reminded of each camera and of the scanner, refuses nobody, and is reminded no more where the policy does not want the card', async () => {
  let clock = Date.parse(noon);
  const keep = (of: RunningStation, device: string) => must(of.call('golden.keep', { device, label: device, figures: goldenFigures(), baseline: false }));
  const choose = (of: RunningStation, scanner: string | null) => must(of.call('devices.save', { ...setupInput.devices, documentCamera: 'desk', faceCamera: 'face', scanner }));
  const of = await open({ goldenCardDays: { warn: 0, refuse: 30 } }, { clock: () => new Date(clock) });
  await must(of.call('setup.complete', setupInput));
  // Specimens are played in the place of both cameras: there is nothing to measure.
  expect(await warned(of)).toEqual([]);
  await choose(of, 'escl/at:192.168.1.20');
  expect([await warned(of), await newCase(of)]).toEqual([['camera.card-first', 'scanner.card-first'], 'ok']);
  await keep(of, 'desk');
  expect(await warned(of)).toEqual(['camera.card-first', 'scanner.card-first']);
  await keep(of, 'face');
  await keep(of, 'escl/at:192.168.1.20');
  expect(await warned(of)).toEqual([]);
  clock += 400 * 86_400_000;
  await keep(of, 'desk');
  await keep(of, 'face');
  expect([await warned(of), await newCase(of)]).toEqual([['scanner.card-due'], 'ok']);
  // A folder, or no scanner.
  for (const scanner of ['folder/scans', null]) {
    await choose(of, scanner);
    expect(await warned(of)).toEqual([]);
  }
  of.close();
  const without = await open();
  await must(without.call('setup.complete', setupInput));
  await choose(without, 'escl/at:192.168.1.20');
  expect(await warned(without)).toEqual([]);
});

it('a face camera of its own is held against its baseline, and refuses nobody: it reads no documents', async () => {
  const of = await open({ goldenCardDays: { warn: 0, refuse: 30 } });
  await must(of.call('setup.complete', setupInput));
  await must(of.call('devices.save', { ...setupInput.devices, documentCamera: 'desk', faceCamera: 'face' }));
  const show = (device: string, linePairs: number) => must(of.call('golden.keep', { device, label: device, figures: goldenFigures({ sharpness: evenSharpness(linePairs) }), baseline: false }));
  await show('desk', 2.4);
  for (const [linePairs, told] of [[2.4, []], [1.6, ['camera.below-baseline']], [0.8, ['camera.below-baseline']], [2.4, []]] as const) {
    await show('face', linePairs);
    expect(await warned(of)).toEqual(told);
  }
});

it('says for how many customers there is room until it takes nobody: the limit of the disk, and copies beside the records, are none of it', async () => {
  const room = async (guard: Partial<Limits>, backup?: Policy['backup']): Promise<number> => {
    const dir = newFolder();
    mkdirSync(path.join(dir, 'policies'));
    writeFileSync(path.join(dir, 'policies/coinex.json'), JSON.stringify({ ...testPolicy(), guard: { ...lenient, ...guard }, backup }));
    const of = await createStation({ dir: newFolder(), resourcesDir: dir, clock: () => new Date(noon) });
    await must(of.call('setup.complete', setupInput));
    const { room: customers } = await must(of.call('station.load', {}));
    of.close();
    return customers!;
  };
  const whole = await room({});
  expect(whole).toBeGreaterThan(10);
  expect(await room({ freeMegabytes: { warn: 1e9, refuse: 1e9 } })).toBe(0);
  // Seven that stay and the one that is being written, beside the records themselves; the disk is used by others meanwhile.
  expect((await room({}, { everyHours: 24, keep: 7, warnAfterDays: 3 })) / whole).toBeCloseTo(1 / 9, 1);
});

it('a policy of head office that this program does not take is told where a customer begins, and the shipped one takes its place', async () => {
  const dir = newFolder();
  let of = await open({}, {}, dir);
  await must(of.call('setup.complete', setupInput));
  of.close();
  // Taken by the program before an update.
  const bundle: Bundle = { format: 'vestibule.bundle', protocol: 1, version: 1, issuedAt: noon, expiresAt: null, stations: null, policies: [{ id: 'coinex' }], revokedStations: [], revokedOperators: [], blockedDocuments: null, notes: [], nextKeys: null };
  const db = await openStationStore(dir, passphrase);
  transact(db, (tx) => writeBundle(tx, { hubKey: 'k', version: 1, sha256: 'a'.repeat(64), body: JSON.stringify(bundle), at: noon }));
  db.close();
  of = await open({}, {}, dir);
  await must(of.call('session.login', { name: supervisorName, passphrase }));
  expect([await warned(of), await newCase(of), parsePolicy(await must(of.call('policy.current', {}))).version]).toEqual([['policy.not-taken'], 'ok', testPolicy().version]);
});

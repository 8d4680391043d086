/** The two codes with which station and hub are brought together: how long they last, and how often they may be tried. */
import { afterAll, expect, it } from 'vitest';
import { administer } from '../../hub/admin.ts';
import { silent } from '../../hub/log.ts';
import { mostWrongCodes } from '../../hub/stations.ts';
import { confirm } from '../../scripts/hub/confirm.ts';
import { rawStation } from '../../scripts/hub/raw-station.ts';
import { approve } from '../fakes/approve.ts';
import { testDatabases } from '../fakes/databases.ts';
import { hubOn, settled, startStation, until } from '../fakes/hub-kit.ts';
import { must, newResources, removeFolders } from '../fakes/station-kit.ts';

const resourcesDir = newResources();
afterAll(removeFolders);
const running = hubOn(testDatabases().at(-1)!.open);
const hourMs = 3_600_000;
/** The hub's clock, ahead of ours. */
const aheadBy = (hours: number): void => { running().hub.clock = () => new Date(Date.now() + hours * hourMs); };

it('a code stays while it is read out, ends when it said it would, and is not good again', async () => {
  const station = await startStation(resourcesDir, 'Harbour');
  const ask = async () => (await must(station.call('hub.enrol', { url: running().url, hubCode: running().hub.keys.code }))).hub!;
  const first = await ask();
  expect((await ask()).enrolmentCode).toBe(first.enrolmentCode);
  expect(Date.parse(first.codeUntil!) - Date.now()).toBeGreaterThan(23.9 * hourMs);
  await settled(station, ({ hub }) => hub?.reason === 'station.pending' && hub.contactAt !== first.contactAt);
  // Somebody else asks meanwhile, a day later: the old request is neither renewed nor forgotten.
  aheadBy(25);
  const other = await startStation(resourcesDir, 'Mill', { clock: () => new Date(Date.now() + 25 * hourMs) });
  await must(other.call('hub.enrol', { url: running().url, hubCode: running().hub.keys.code }));
  await until(async () => (await administer(running().hub, silent, { command: 'stations' })).lines.join('\n').includes('Mill'));
  other.close();
  await must(station.call('sync.now', {}));
  const late = await settled(station, ({ hub }) => hub?.state === 'blocked');
  expect(late.hub).toMatchObject({ reason: 'station.expired', enrolmentCode: null });
  expect(await approve(running().hub.db, first.enrolmentCode!, running().hub.keys, running().hub.clock())).toBeNull();
  expect((await administer(running().hub, silent, { command: 'stations' })).lines.join('\n')).toContain('code too old');
  await must(station.call('hub.leave', {}));
  const second = await ask();
  expect(second.enrolmentCode).not.toBe(first.enrolmentCode);
  aheadBy(0);
  station.close();
});

it('ten codes that fit nothing, and an hour without any', async () => {
  const raw = await rawStation(running().url, 'Quay');
  await raw.enrol();
  aheadBy(2);
  const type = (code: string) => confirm((asked) => administer(running().hub, silent, asked), code);
  for (let n = 1; n <= mostWrongCodes; n += 1) expect((await type('AAAA-BBBB-CCCC-DDDD')).lines[0]).toContain(`${n} of ${mostWrongCodes}`);
  expect(await type(raw.code)).toMatchObject({ ok: false, lines: [expect.stringContaining('Wait an hour')] });
  aheadBy(3.1);
  expect(await type(raw.code)).toMatchObject({ ok: true });
});

it('a station that waits while the keys of the hub change is let in by the code it shows, and goes over to the new key; nobody begins under an old one', async () => {
  aheadBy(0);
  const { hub, url } = running();
  const station = await startStation(resourcesDir, 'Pier');
  const code = (await must(station.call('hub.enrol', { url, hubCode: hub.keys.code }))).hub!.enrolmentCode!;
  await settled(station, (status) => status.hub?.reason === 'station.pending');
  const [late, before] = [await rawStation(url, 'Late'), hub.keys];
  expect((await administer(hub, silent, { command: 'rotate-keys' })).ok).toBe(true);
  expect(hub.keys.signKey).not.toBe(before.signKey);
  expect(await late.enrol()).toMatchObject({ status: 401, verdict: null });
  // Still waiting, not gone.
  await must(station.call('sync.now', {}));
  expect((await administer(hub, silent, { command: 'stations' })).lines.filter((line) => line.includes('Pier'))).toEqual([expect.stringContaining('asks to be let in')]);
  expect(await confirm((asked) => administer(hub, silent, asked), code)).toMatchObject({ ok: true });
  await must(station.call('sync.now', {}));
  await settled(station, (status) => status.hub?.state === 'enrolled' && status.hub.code === hub.keys.code);
  // Of a hub that has lost its keys: what was pinned is nobody's any more.
  const raw = await rawStation(url, 'Dune');
  await raw.enrol();
  await hub.db.query(`UPDATE stations SET hub_key = 'lost' WHERE branch = 'Dune'`);
  expect((await administer(hub, silent, { command: 'stations' })).lines.join('\n')).toContain('it must ask again');
  expect((await confirm((asked) => administer(hub, silent, asked), raw.code)).ok).toBe(false);
  station.close();
});

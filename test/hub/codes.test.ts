/** The two codes with which station and hub are brought together: how long they last, and how often they may be tried. */
import { afterAll, expect, it } from 'vitest';
import { administer } from '../../hub/admin.ts';
import { silent } from '../../hub/log.ts';
import { approve, mostWrongCodes } from '../../hub/stations.ts';
import { rawStation } from '../../scripts/hub/raw-station.ts';
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
  expect(await approve(running().hub.db, first.enrolmentCode!, running().hub.keys.signKey, running().hub.clock())).toBeNull();
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
  const type = (code: string) => administer(running().hub, silent, { command: 'approve', code });
  for (let n = 1; n <= mostWrongCodes; n += 1) expect((await type('AAAA-BBBB-CCCC-DDDD')).lines[0]).toContain(`${n} of ${mostWrongCodes}`);
  expect(await type(raw.code)).toMatchObject({ ok: false, lines: [expect.stringContaining('Wait an hour')] });
  aheadBy(3.1);
  expect(await type(raw.code)).toMatchObject({ ok: true });
});

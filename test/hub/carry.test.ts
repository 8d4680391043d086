/** A queue carried by hand: once, twice, and also by the line; the stick lost; the receipts back. */
import { mkdirSync, readFileSync, renameSync, rmdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openPglite } from '../../hub/db/pglite.ts';
import { administer } from '../../hub/admin.ts';
import { draftSchema, publish } from '../../hub/bundles.ts';
import { loadCarry } from '../../hub/carry.ts';
import type { Said } from '../../hub/hub.ts';
import { revoke } from '../../hub/stations.ts';
import { silent } from '../../hub/log.ts';
import type { Database } from '../../hub/db/database.ts';
import { testDatabases } from '../fakes/databases.ts';
import { closeCase, enrol, hubOn, login, settled, startHub, startStation } from '../fakes/hub-kit.ts';
import { openStationStore } from '../fakes/station-store.ts';
import { codeOf, mira, must, newFolder, newResources, removeFolders } from '../fakes/station-kit.ts';
import { createStation, type RunningStation } from '../../electron/station/create.ts';

const resourcesDir = newResources();
afterAll(removeFolders);

const rowsOf = async (db: Database, branch: string): Promise<number> =>
  (await db.transaction('head', (sql) => sql.query('SELECT 1 AS one FROM packets WHERE branch = $1', [branch]))).length;

describe.each(testDatabases())('on $name', ({ open }) => {
  const running = hubOn(open);

  /** Enrolled, then without a line, with one case of two decisions and two pictures. */
  async function cutOffStation(branch: string): Promise<{ station: RunningStation; dir: string; file: string }> {
    const first = await startStation(resourcesDir, branch);
    await enrol(first, running());
    first.close();
    const station = await createStation({ dir: first.dir, resourcesDir, tools: { fetch: () => Promise.reject(new TypeError('fetch failed')) } });
    await login(station);
    await closeCase(station, mira, 1_300_000);
    const carried = await must(station.call('sync.carry', {}));
    expect(carried).toMatchObject({ packets: 2, pictures: 2, damaged: 0 });
    return { station, dir: first.dir, file: path.join(carried.folder, carried.file) };
  }

  it('arrives whole; loaded twice and sent by the line as well it is one record; the receipts close the rows', async () => {
    const { station, dir, file } = await cutOffStation('Island');
    expect(await administer(running().hub, silent, { command: 'import', file })).toMatchObject({ ok: true, lines: [expect.stringContaining('Taken: 2. Already there: 0.'), expect.stringContaining('(2)')] });
    expect(await administer(running().hub, silent, { command: 'import', file })).toMatchObject({ ok: true, lines: [expect.stringContaining('Taken: 0. Already there: 2.'), expect.stringContaining('(2)')] });
    expect(await rowsOf(running().hub.db, 'Island')).toBe(2);
    // The receipts have no place: told, and the file may be taken in again.
    renameSync(`${file}.receipts.json`, `${file}.kept`);
    mkdirSync(`${file}.receipts.json`);
    expect(await administer(running().hub, silent, { command: 'import', file })).toMatchObject({ ok: false, lines: [expect.stringContaining('(EISDIR)')] });
    rmdirSync(`${file}.receipts.json`);
    renameSync(`${file}.kept`, `${file}.receipts.json`);
    const receipts = readFileSync(`${file}.receipts.json`, 'utf8');
    station.close();
    const back = await createStation({ dir, resourcesDir });
    await login(back);
    await must(back.call('sync.now', {}));
    await settled(back, ({ counts }) => counts.receipted === 2);
    expect(await must(back.call('sync.receipts', { text: receipts }))).toEqual({ taken: 0, known: 2, refused: 0, bundle: 'none' });
    expect(await rowsOf(running().hub.db, 'Island')).toBe(2);
    back.close();
  });

  it('a station without any line is told by the file that came back, and believes no other', async () => {
    const { station, file } = await cutOffStation('Lighthouse');
    await loadAndWrite(file);
    const receipts = readFileSync(`${file}.receipts.json`, 'utf8');
    const heardAt = async () => Date.parse((await must(station.call('sync.status', {}))).hub?.contactAt ?? '');
    const before = await heardAt();
    expect(await must(station.call('sync.receipts', { text: receipts.replaceAll(/"signature":"../g, '"signature":"AA') }))).toEqual({ taken: 0, known: 0, refused: 2, bundle: 'none' });
    expect(await codeOf(station.call('sync.receipts', { text: '{"receipts":' }))).toBe('file.corrupt');
    expect(await heardAt()).toBe(before);
    expect(await must(station.call('sync.receipts', { text: receipts }))).toEqual({ taken: 2, known: 0, refused: 0, bundle: 'none' });
    expect((await must(station.call('sync.status', {}))).counts).toEqual({ waiting: 0, parked: 0, receipted: 2 });
    const heard = await heardAt();
    expect(heard).toBeGreaterThan(before);
    // Loaded once more it brings nothing new.
    await must(station.call('sync.receipts', { text: receipts }));
    expect(await heardAt()).toBe(heard);
    station.close();
  });

  it('one record that is damaged on the station does not keep the receipt of another out', async () => {
    const { station, dir, file } = await cutOffStation('Pier');
    await loadAndWrite(file);
    station.close();
    const store = await openStationStore(dir);
    for (const trigger of store.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'packets'`).pluck().all()) store.exec(`DROP TRIGGER ${String(trigger)}`);
    store.exec(`UPDATE packets SET manifest = '{}' WHERE outbox_id = (SELECT min(outbox_id) FROM packets)`);
    store.close();
    const back = await createStation({ dir, resourcesDir, tools: { fetch: () => Promise.reject(new TypeError('fetch failed')) } });
    await login(back);
    expect(await must(back.call('sync.receipts', { text: readFileSync(`${file}.receipts.json`, 'utf8') }))).toEqual({ taken: 1, known: 0, refused: 1, bundle: 'none' });
    back.close();
  });

  it('a stick that was lost tells nothing, opens at no other hub, and a cut copy is told as one', async () => {
    const { station, file } = await cutOffStation('Ferry');
    const bytes = readFileSync(file);
    for (const word of ['Mira', 'Östergård', mira.documentNumber, 'passport', 'Ferry']) expect(bytes.includes(Buffer.from(word, 'utf8')), word).toBe(false);
    const other = await startHub(await openPglite(null));
    expect(await loadCarry(other.hub, file)).toBe('station-unknown');
    await other.close();
    await other.hub.db.close();
    const changed = path.join(newFolder(), 'changed.vsc');
    writeFileSync(changed, Uint8Array.from(bytes, (byte, at) => (at === 400 ? byte ^ 1 : byte)));
    expect((await administer(running().hub, silent, { command: 'import', file: changed })).lines).toEqual(expect.arrayContaining(['Taken: 1. Already there: 0.', 'Not taken (1): A record does not open: it was changed on the way, or sealed to another hub.']));
    truncateSync(file, bytes.length - 50);
    expect(await loadCarry(running().hub, file)).toMatchObject({ cutOff: true, refused: {} });
    writeFileSync(file, bytes);
    expect(await loadCarry(running().hub, file)).toMatchObject({ cutOff: false, alreadyThere: 2, refused: {} });
    expect(await rowsOf(running().hub.db, 'Ferry')).toBe(2);
    // What ends it in the middle leaves both lines in the trail.
    const broken = { ...running().hub, months: { ...running().hub.months, ensure: () => Promise.reject(new Error('no room')) } };
    await expect(administer(broken, silent, { command: 'import', file })).rejects.toThrow('no room');
    const lines = (await running().hub.db.query('SELECT body FROM hub_trail ORDER BY sequence DESC LIMIT 2')).map(({ body }) => JSON.parse(String(body)) as object);
    expect(lines).toMatchObject([{ action: 'carry.imported', branch: 'Ferry', facts: { accepted: 0, broken: true } }, { action: 'carry.begun', branch: 'Ferry' }]);
    station.close();
  });

  it('a revoked station without a line hears of it by the answer to its file, of which nothing is taken', async () => {
    const { hub } = running();
    const { station, file } = await cutOffStation('Breakwater');
    const [row] = await hub.db.query(`SELECT station_id AS id FROM stations WHERE branch = 'Breakwater'`);
    await publish(hub, draftSchema.parse({ notes: ['Before.'] }));
    await revoke(hub.db, String(row!['id']), new Date());
    const importIt = (): Promise<Said> => administer(hub, silent, { command: 'import', file });
    expect(await importIt()).toEqual({ ok: false, lines: [expect.stringContaining('was revoked'), expect.stringContaining('publish'), expect.stringContaining('.receipts.json')] });
    await publish(hub, draftSchema.parse({}));
    expect((await importIt()).lines).toHaveLength(2);
    expect(await rowsOf(hub.db, 'Breakwater')).toBe(0);
    expect(await must(station.call('sync.receipts', { text: readFileSync(`${file}.receipts.json`, 'utf8') }))).toEqual({ taken: 0, known: 0, refused: 0, bundle: 'applied' });
    expect((await must(station.call('station.status', {}))).warnings).toContainEqual(expect.objectContaining({ code: 'hub.revoked', refuses: true }));
    station.close();
  });

  it('a file that is not there, or cannot be read, is told as what it is', async () => {
    const folder = newFolder();
    expect(await administer(running().hub, silent, { command: 'import', file: path.join(folder, 'none.vsc') })).toEqual({ ok: false, lines: ['The file is not there.'] });
    expect(await administer(running().hub, silent, { command: 'import', file: folder })).toEqual({ ok: false, lines: ['The file cannot be read (EISDIR).'] });
  });

  const loadAndWrite = async (file: string): Promise<void> => {
    expect((await administer(running().hub, silent, { command: 'import', file })).ok).toBe(true);
  };
});

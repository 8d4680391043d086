/** An administrator lets stations in and revokes them on the pages of head office. */
import { describe, expect, it } from 'vitest';
import { draftSchema, giveBundle, publish } from '../../hub/bundles.ts';
import { findStation, mostWrongCodes } from '../../hub/stations.ts';
import { rawStation, type RawStation } from '../../scripts/hub/raw-station.ts';
import { testDatabases } from '../fakes/databases.ts';
import { countOf, fieldOf, firstAdmin, personOf } from '../fakes/head-office.ts';
import { hubOn, type RunningHub } from '../fakes/hub-kit.ts';
import { letIn } from '../fakes/raw-cases.ts';

async function asks({ url }: RunningHub, branch: string): Promise<RawStation> {
  const raw = await rawStation(url, branch);
  await raw.enrol();
  return raw;
}

describe.each(testDatabases())('on $name', ({ open }) => {
  const running = hubOn(open);
  const stateOf = async (raw: RawStation): Promise<unknown> => (await findStation(running().hub.db, raw.key.stationId))?.state;
  const lastLine = async (): Promise<Record<string, unknown>> => JSON.parse(String((await running().hub.db.query('SELECT body FROM hub_trail ORDER BY sequence DESC LIMIT 1'))[0]!['body'])) as Record<string, unknown>;

  it('whoever waits is listed without its code; the code that is read out shows name and branch, and only then lets in', async () => {
    const admin = await firstAdmin(running());
    const raw = await asks(running(), 'Harbour');
    const page = await admin.get('/review/stations');
    expect([countOf(page, 'waits'), page.text.includes('Harbour'), page.text.includes(raw.code), page.text.includes(raw.code.replaceAll('-', ''))]).toEqual([1, true, false, false]);
    expect((await admin.post('/review/stations/find', { code: 'AAAA-AAAA-AAAA-AAAA' })).text).toContain('No station that waits has this code');
    const asked = await admin.post('/review/stations/find', { code: raw.code.toLowerCase() });
    expect([asked.status, countOf(asked, 'asks'), asked.text.includes('Harbour'), await stateOf(raw)]).toEqual([200, 1, true, 'pending']);
    // The code of one station with the number of another that was confirmed lets in nobody.
    const other = await asks(running(), 'Harbour');
    expect((await admin.post('/review/stations/approve', { code: raw.code, station: other.key.stationId })).status).toBe(400);
    expect([await stateOf(raw), await stateOf(other)]).toEqual(['pending', 'pending']);
    // Nor is it let in when it goes by another branch than what was shown.
    const shown = { code: fieldOf(asked, 'code'), station: fieldOf(asked, 'station'), mark: fieldOf(asked, 'mark') };
    await running().hub.db.query(`UPDATE stations SET branch = 'Head' WHERE station_id = $1`, [raw.key.stationId]);
    expect((await admin.post('/review/stations/approve', shown)).text).toContain('not what you were shown');
    await running().hub.db.query(`UPDATE stations SET branch = 'Harbour' WHERE station_id = $1`, [raw.key.stationId]);
    const done = await admin.post('/review/stations/approve', shown);
    expect(done.text).toContain('Harbour, is let in');
    expect([await stateOf(raw), await stateOf(other)]).toEqual(['approved', 'pending']);
    expect(await lastLine()).toMatchObject({ action: 'station.approved', person: { name: 'Ada Quist' }, branch: 'Harbour', caseId: null, facts: { stationId: raw.key.stationId } });
    expect((await raw.sendFacts(raw.manifest())).status).toBe(201);
  });

  it('a code that fitted nobody counts as one at the shell does', async () => {
    const { hub } = running();
    await hub.db.query('DELETE FROM wrong_codes');
    const admin = await personOf(running(), 'Ben Ito', 'admin');
    const raw = await asks(running(), 'Pier');
    for (let n = 0; n < mostWrongCodes; n += 1) await admin.post('/review/stations/find', { code: `nonsense ${n}` });
    const tried = await admin.post('/review/stations/approve', { code: raw.code, station: raw.key.stationId });
    expect([tried.status, tried.text.includes('Wait an hour'), await stateOf(raw)]).toEqual([400, true, 'pending']);
    await hub.db.query('DELETE FROM wrong_codes');
  });

  it('how far each has got with what was published is told; a revocation needs a reason and a tick, and holds', async () => {
    const { hub } = running();
    const admin = await personOf(running(), 'Cleo Marsh', 'admin');
    const raw = await letIn(running(), 'Mill');
    const { stationId } = raw.key;
    const published = await publish(hub, draftSchema.parse({}));
    if (typeof published === 'string' || 'policy' in published) throw new Error('not published');
    const says = async (): Promise<string> => (await admin.get('/review/stations?branch=Mill')).text;
    expect(await says()).toContain('Has not asked yet');
    await giveBundle(hub, stationId, { have: null, refused: { version: published.version, code: 'bundle.policy' } });
    expect(await says()).toMatch(new RegExp(`Refuses ${published.version}.*bundle.policy`));
    await giveBundle(hub, stationId, { have: published, refused: null });
    expect(await says()).toContain(`Has ${published.version}, the newest`);
    await raw.sendFacts(raw.manifest());
    const revoke = (fields: Record<string, string>): Promise<{ status: number; text: string }> => admin.post('/review/stations/revoke', { station: stationId, ...fields });
    expect((await admin.get(`/review/station?station=${stationId}`)).text).toContain('data-testid="revoke"');
    for (const fields of [{}, { reason: 'lost' }, { sure: 'yes' }, { reason: 'made-up', sure: 'yes' }] as Record<string, string>[]) expect((await revoke(fields)).status).toBe(400);
    expect(await stateOf(raw)).toBe('approved');
    expect((await revoke({ reason: 'lost', sure: 'yes' })).text).toContain('Nothing more is taken from it');
    expect(await lastLine()).toMatchObject({ action: 'station.revoked', branch: 'Mill', facts: { stationId, reason: 'lost' } });
    expect((await revoke({ reason: 'lost', sure: 'yes' })).text).toContain('It was revoked already');
    expect((await raw.sendFacts(raw.manifest())).status).toBe(403);
    expect((await admin.get('/review/trail')).text).toContain('Station revoked');
  });

  it('an administrator who is kept to some branches sees, lets in and revokes those alone', async () => {
    const admin = await personOf(running(), 'Dora Lund', 'admin', ['Mill']);
    const raw = await asks(running(), 'Weir');
    const known = await letIn(running(), 'Weir');
    expect((await admin.get('/review/stations')).text).not.toContain('Weir');
    expect((await admin.post('/review/stations/find', { code: raw.code })).text).toContain('of a branch that is not yours');
    expect((await admin.get(`/review/station?station=${known.key.stationId}`)).status).toBe(404);
    expect((await admin.post('/review/stations/revoke', { station: known.key.stationId, reason: 'lost', sure: 'yes' })).status).toBe(404);
    expect([await stateOf(raw), await stateOf(known)]).toEqual(['pending', 'approved']);
  });
});

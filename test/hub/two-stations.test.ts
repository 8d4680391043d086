/** Two branches without a line for a week, then both send: order, the same document in both, new rules, somebody who is out. Clocks are given. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Policy } from '../../core/case/policy.ts';
import { administer } from '../../hub/admin.ts';
import { draftSchema, publish } from '../../hub/bundles.ts';
import { duplicateDocuments } from '../../hub/documents.ts';
import { silent } from '../../hub/log.ts';
import type { Hub } from '../../hub/hub.ts';
import { createStation, type RunningStation } from '../../electron/station/create.ts';
import { testDatabases } from '../fakes/databases.ts';
import { closeCase, enrol, login, settled, startHub, startStation, until } from '../fakes/hub-kit.ts';
import { codeOf, mira, must, newResources, passphrase, removeFolders, testPolicy, type Person } from '../fakes/station-kit.ts';

/** Nobody is logged out for being idle: on a slow machine a day of the test takes longer than a minute of the counter. */
const policy: Policy = { ...testPolicy(), modes: { ...testPolicy().modes, attended: { ...testPolicy().modes.attended, idleSeconds: 3600 } } };
const resourcesDir = newResources();
writeFileSync(path.join(resourcesDir, 'policies/coinex.json'), JSON.stringify(policy));
afterAll(removeFolders);

const monday = Date.parse('2026-11-23T08:00:00.000Z');
const hourMs = 3_600_000;
const tomas: Person = { surname: 'Lind', givenNames: 'Tomas', documentNumber: 'T500' };
const ana: Person = { surname: 'López', givenNames: 'Ana', documentNumber: 'A600' };

const decisions = (hub: Hub, branch: string): Promise<Record<string, unknown>[]> =>
  hub.db.transaction('head', (sql) => sql.query('SELECT number, sequence, decided_at, audit_sequence FROM packets WHERE branch = $1 ORDER BY audit_sequence', [branch]));

describe.each(testDatabases())('on $name', ({ open }) => {
  it('a week apart, then together', async () => {
    let hours = 0;
    /** Each its own: a station that hears of its line sends by itself. */
    const line = { Harbour: true, Mill: true };
    const clock = (): Date => new Date(monday + hours * hourMs);
    const { db, end } = await open();
    const running = await startHub(db, { clock });
    const optionsOf = (branch: keyof typeof line) => ({ clock, tools: { fetch: (...asked: Parameters<typeof fetch>) => (line[branch] ? fetch(...asked) : Promise.reject(new TypeError('fetch failed'))) } });
    const harbour = await startStation(resourcesDir, 'Harbour', optionsOf('Harbour'));
    const mill = await startStation(resourcesDir, 'Mill', optionsOf('Mill'));
    for (const station of [harbour, mill]) {
      await must(station.call('operators.add', { name: 'Noa Brandt', role: 'clerk', passphrase }));
      await enrol(station, running);
    }
    Object.assign(line, { Harbour: false, Mill: false });

    // A week: each branch serves somebody every day, Noa at one of them; on the fifth day Mira goes to the other branch.
    const days: readonly (readonly [RunningStation, Person])[] = [[harbour, mira], [mill, tomas], [harbour, ana], [mill, { ...tomas, documentNumber: 'T501' }], [mill, mira], [harbour, { ...ana, documentNumber: 'A601' }], [mill, { ...tomas, documentNumber: 'T502' }]];
    await must(harbour.call('session.login', { name: 'Noa Brandt', passphrase }));
    for (const [day, [station, person]] of days.entries()) {
      hours = 24 * (day + 1);
      await closeCase(station, person, 3000, 10 * day + 3, false);
    }
    // What head office decided meanwhile.
    const published = await publish(running.hub, draftSchema.parse({ policies: [{ ...policy, version: 'after the week' }], revokedOperators: [{ name: 'Noa Brandt' }], notes: ['Welcome back.'] }));
    expect(published).toMatchObject({ version: 1 });
    expect((await must(harbour.call('sync.status', {}))).counts.waiting).toBe(6);
    expect((await must(mill.call('sync.status', {}))).counts.waiting).toBe(8);

    hours += 12;
    line.Mill = true;
    await must(mill.call('sync.now', {}));
    await settled(mill, ({ counts }) => counts.receipted === 8 && counts.waiting === 0, 240);
    hours += 1;
    // Noa is at the counter when the line comes back.
    expect((await must(harbour.call('station.status', {}))).operator?.name).toBe('Noa Brandt');
    line.Harbour = true;
    // It may have heard of it by itself, and then nobody is there to press anything.
    await harbour.call('sync.now', {});
    await until(async () => (await must(harbour.call('station.status', {}))).operator === null);
    expect(await codeOf(harbour.call('session.login', { name: 'Noa Brandt', passphrase }))).toBe('operator.revoked');
    await login(harbour);
    await settled(harbour, ({ counts }) => counts.receipted === 6 && counts.waiting === 0, 240);

    // Order: as it was decided, whatever came first; every decision once.
    for (const [branch, count] of [['Harbour', 6], ['Mill', 8]] as const) {
      const rows = await decisions(running.hub, branch);
      expect(rows).toHaveLength(count);
      const at = rows.map((row) => (row['decided_at'] as Date).getTime());
      expect(at).toEqual([...at].sort((a, b) => a - b));
      expect(at.at(-1)! - at[0]!).toBeGreaterThanOrEqual(4 * 24 * hourMs);
    }

    // The same document in two branches, once; nothing of it in the table that looks across them.
    const pairs = await duplicateDocuments(running.hub, { since: new Date(0), most: 10 });
    expect(pairs).toHaveLength(1);
    expect([pairs[0]!.now.branch, pairs[0]!.earlier.branch]).toEqual(['Harbour', 'Mill']);
    expect(pairs[0]!.now).toMatchObject({ number: '20261124-0001', outcome: 'accept' });
    expect(pairs[0]!.earlier).toMatchObject({ number: '20261128-0001' });
    const keys = await running.hub.db.transaction('head', (sql) => sql.query('SELECT * FROM document_keys'));
    expect(keys).toHaveLength(7);
    expect(JSON.stringify(keys)).not.toMatch(/L898902C3|T50|A60/);
    expect((await administer(running.hub, silent, { command: 'duplicates', days: 30 })).lines).toEqual([expect.stringMatching(/^Harbour 20261124-0001 .* same document as {2}Mill 20261128-0001/)]);
    // A branch sees its own alone.
    expect(await running.hub.db.transaction({ branch: 'Mill' }, (sql) => sql.query('SELECT DISTINCT branch FROM document_keys'))).toEqual([{ branch: 'Mill' }]);

    // New rules at both, reported by both; and the hub knows.
    for (const station of [harbour, mill]) {
      expect(await must(station.call('policy.current', {}))).toMatchObject({ version: 'after the week' });
      await must(station.call('sync.now', {}));
    }
    await until(async () => (await administer(running.hub, silent, { command: 'bundles' })).lines.filter((text) => text.includes('has 1')).length === 2);

    // Once more from the start: nobody comes back, nothing is sent twice.
    harbour.close();
    const again = await createStation({ dir: harbour.dir, resourcesDir, ...optionsOf('Harbour') });
    await login(again);
    expect(await codeOf(again.call('session.login', { name: 'Noa Brandt', passphrase }))).toBe('operator.revoked');
    expect((await must(again.call('sync.status', {}))).counts).toEqual({ waiting: 0, parked: 0, receipted: 6 });
    again.close();
    mill.close();
    await running.close();
    await end();
  });
});

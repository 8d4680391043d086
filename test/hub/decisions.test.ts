/** What becomes of decisions at head office, and whom they wait for. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../core/sync/manifest.ts';
import { duplicateLines } from '../../hub/admin-bundles.ts';
import { administer, restOf, type Asked } from '../../hub/admin.ts';
import { silent } from '../../hub/log.ts';
import { decisionsAPage, decisionsThatHold } from '../../hub/review/decisions.ts';
import { personByName, setPassword } from '../../hub/review/people.ts';
import type { RawStation } from '../../scripts/hub/raw-station.ts';
import { testDatabases } from '../fakes/databases.ts';
import { comeIn, countOf, personOf, type Browser, type Page } from '../fakes/head-office.ts';
import { hubOn } from '../fakes/hub-kit.ts';
import { decide, letIn, openCase, reasonOf, sent, stateOf } from '../fakes/raw-cases.ts';

describe.each(testDatabases())('on $name', ({ open }) => {
  const running = hubOn(open);
  let harbour: RawStation;
  let hill: RawStation;
  let first: Browser;
  let second: Browser;

  beforeAll(async () => {
    [harbour, hill] = [await letIn(running(), 'Harbour'), await letIn(running(), 'Hill & Dale')];
    [first, second] = [await personOf(running(), 'Ruth Vane', 'reviewer'), await personOf(running(), 'Sam Okoro', 'reviewer')];
  });

  it('a proposal on a case that was found by its number stands in the queue for a second person, from when it was made; one that was only looked at does not', async () => {
    const at = 'Quarry';
    const quarry = await letIn(running(), at);
    const manifest = await sent(quarry, 'accept');
    const queue = (state: string): Promise<Page> => second.get(`/review?branch=${at}&state=${state}`);
    await openCase(first, manifest);
    for (const state of ['to-do', 'at-station']) expect(countOf(await queue(state), 'queue-row'), state).toBe(0);
    await running().hub.db.transaction({ branch: at }, (sql) => sql.query(`UPDATE review_cases SET since = now() - interval '90 days'`));
    expect((await decide(first, manifest, { outcome: 'reject', reason: 'document-not-genuine' })).to).toContain('done=proposed');
    for (const state of ['to-do', 'second']) expect((await queue(state)).text, state).toContain(manifest.case.number);
    expect((await queue('second')).text).not.toContain('90 days');
    await decide(second, manifest, { agree: 'no' });
    expect(countOf(await queue('open'), 'queue-row')).toBe(1);
    await decide(second, manifest, { outcome: 'reject', reason: 'document-not-genuine' });
    await decide(first, manifest, { agree: 'yes' });
    expect([countOf(await queue('to-do'), 'queue-row'), countOf(await queue('decided'), 'queue-row')]).toEqual([0, 1]);
  });

  it('whoever once gave a password is not forgotten when somebody else gives the next one', async () => {
    const { hub } = running();
    const giver = await personOf(running(), 'Vera Once Admin', 'reviewer');
    await personOf(running(), 'Wim Later', 'admin');
    const taker = await personOf(running(), 'Yan Given', 'reviewer');
    const idOf = async (name: string): Promise<string> => (await personByName(hub.db, name))!.personId;
    for (const by of ['Vera Once Admin', 'Wim Later', 'Vera Once Admin', 'Wim Later']) await setPassword(hub.db, await idOf('Yan Given'), 'x', await idOf(by));
    await setPassword(hub.db, await idOf('Yan Given'), 'own', null);
    const manifest = await sent(harbour, 'accept');
    await decide(giver, manifest, { outcome: 'reject', reason: 'other' });
    const again = await comeIn(running(), 'Yan Given');
    expect(await decide(again, manifest, { agree: 'yes' })).toMatchObject({ status: 403, text: expect.stringContaining('gave the other a password') as unknown });
    expect((await decide(second, manifest, { agree: 'yes' })).to).toContain('done=agreed');
    expect((await taker.get('/review')).to).toBe('/review/login');
  });

  it('what holds is printed for whatever acts on it, page after page: nothing proposed or not agreed to, no name of a customer', async () => {
    const { hub } = running();
    const branch = 'Weir';
    const weir = await letIn(running(), branch);
    const held = async (): Promise<Record<string, unknown>[]> => {
      const { ok, lines } = await administer(hub, silent, { command: 'decisions', since: '1970-01-01', after: null });
      expect([ok, lines.some((line) => line.includes('Mira'))]).toEqual([true, false]);
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((one) => one['branch'] === branch);
    };
    const [referred, accepted] = [await sent(weir, 'refer', [reasonOf('match.id')]), await sent(weir, 'accept')];
    await decide(first, accepted, { outcome: 'reject', reason: 'other', note: 'The first saw it.' });
    expect(await held()).toEqual([]);
    await decide(first, referred, { outcome: 'accept', reason: 'documents-agree' });
    await decide(second, accepted, { agree: 'yes', note: 'So did the second.' });
    const [alone, agreed] = await held() as [Record<string, unknown>, Record<string, unknown>];
    expect(alone).toMatchObject({ caseId: referred.case.caseId, number: referred.case.number, demo: true, stationOutcome: 'refer', outcome: 'accept', reason: 'documents-agree', person: 'Ruth Vane', first: null, firstNote: null });
    expect(agreed).toMatchObject({ caseId: accepted.case.caseId, stationOutcome: 'accept', outcome: 'reject', person: 'Sam Okoro', note: 'So did the second.', first: 'Ruth Vane', firstNote: 'The first saw it.', sequence: accepted.sequence });
    const place = { at: String(alone['at']), decisionId: String(alone['decisionId']) };
    expect((await decisionsThatHold(hub, new Date(0), place, 1)).map(({ caseId }) => caseId)).toEqual([accepted.case.caseId]);
    expect(await decisionsThatHold(hub, new Date(Date.now() + 86_400_000), null)).toEqual([]);
    // A whole page is followed by the next.
    const asked: Asked = { command: 'decisions', since: '1970-01-01', after: null };
    const lines = Array.from({ length: decisionsAPage }, () => JSON.stringify(alone));
    expect([restOf(asked, { ok: true, lines }), restOf(asked, { ok: true, lines: lines.slice(1) })]).toEqual([{ ...asked, after: place }, null]);
  });

  it('what is cut says that there is more: records that were not taken, and documents that came twice', async () => {
    const { hub } = running();
    const copied = await letIn(running(), 'Copied');
    const twinOf = (manifest: Manifest): Manifest => ({ ...manifest, packetId: randomUUID(), operatorName: randomUUID() });
    const manifest = await sent(copied, 'accept');
    await copied.sendFacts(twinOf(manifest));
    await hub.db.transaction({ branch: 'Copied' }, (sql) => sql.query(`INSERT INTO parked_packets SELECT branch, gen_random_uuid(), manifest_sha256, station_id, CASE WHEN n > 20 THEN gen_random_uuid() ELSE case_id END, reason, manifest, signature, at FROM parked_packets, generate_series(1, 199) AS n WHERE branch = 'Copied'`));
    const page = await openCase(first, manifest);
    expect([countOf(page, 'parked'), countOf(page, 'more-parked'), countOf(page, 'not-kept')]).toEqual([20, 1, 0]);
    // The station has left as many as it may: its next one is not kept, and the case is raised, once.
    const next = await sent(copied, 'accept');
    await copied.sendFacts(twinOf(next));
    expect([await stateOf(running(), next), countOf(await openCase(first, next), 'not-kept')]).toEqual(['open', 1]);
    await decide(first, next, { outcome: 'accept', reason: 'other' });
    await copied.sendFacts(twinOf(next));
    expect(await stateOf(running(), next)).toBe('decided');
    for (const station of [copied, harbour, hill]) {
      const made = station.manifest().case;
      await sent(station, 'accept', [], { case: { ...made, documentNumber: 'TWICE1', demo: false } });
    }
    expect((await duplicateLines(hub, 1, 2)).lines.map((line) => line.includes('And more'))).toEqual([false, false, true]);
    expect((await duplicateLines(hub, 1)).lines).toHaveLength(3);
  });
});

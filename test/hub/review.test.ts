/** What head office sees and decides. */
import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../core/sync/manifest.ts';
import { paths } from '../../core/sync/protocol.ts';
import { makeHubKeys } from '../../hub/keys.ts';
import { mayBeSecond, whySecond, type StationOutcome } from '../../hub/review/four-eyes.ts';
import { verifyTrail } from '../../hub/review/trail.ts';
import type { RawStation } from '../../scripts/hub/raw-station.ts';
import { testDatabases } from '../fakes/databases.ts';
import { countOf, fieldOf, personOf, type Browser } from '../fakes/head-office.ts';
import { closeCase, enrol, hubOn, settled, startHub, startStation } from '../fakes/hub-kit.ts';
import { decide, letIn, openCase, reasonOf, sent, stateOf as caseState } from '../fakes/raw-cases.ts';
import { attestation, must, newFolder, newResources, pictureOf, prepareCase, removeFolders } from '../fakes/station-kit.ts';

afterAll(removeFolders);

describe('four eyes', () => {
  const open = (stationOutcome: StationOutcome, fraud = false) => ({ stationOutcome, fraud, sequence: 2 });
  it.each([
    ['refer', 'accept', null], ['refer', 'reject', null], ['refer', 'ask-again', null], ['accept', 'accept', null], ['accept', 'reject', 'otherwise'], ['reject', 'reject', null], ['reject', 'accept', 'otherwise'],
    ['retry', 'accept', 'otherwise'], ['retry', 'reject', 'otherwise'], ['unknown', 'accept', 'otherwise'], ['reject', 'ask-again', null],
  ] as const)('the station said %s, one says %s: %s', (station, outcome, why) => {
    expect(whySecond(open(station), [], outcome)).toBe(why);
    expect(whySecond(open(station, true), [], outcome)).toBe('fraud');
    for (const stage of ['alone', 'agreed'] as const) expect(whySecond(open(station), [{ stage, sequence: 1 }], outcome)).toBe('again');
    for (const stage of ['proposed', 'disagreed'] as const) {
      expect(whySecond(open(station), [{ stage, sequence: 2 }], outcome)).toBe('again');
      expect(whySecond(open(station), [{ stage, sequence: 1 }], outcome)).toBe(why);
    }
  });

  it('nobody is their own second person, nor that of whoever gave them a password', () => {
    const [a, b] = [{ personId: 'a', givers: [] }, { personId: 'b', givers: ['x', 'a', 'y'] }];
    expect([mayBeSecond(a, a), mayBeSecond(a, b), mayBeSecond(b, a), mayBeSecond(a, { personId: 'c', givers: ['x'] })]).toEqual([false, false, false, true]);
  });
});

describe.each(testDatabases())('on $name', ({ open }) => {
  const running = hubOn(open);
  let harbour: RawStation;
  let hill: RawStation;
  let first: Browser;
  let second: Browser;
  let auditor: Browser;
  let restricted: Browser;

  const open_ = openCase;
  const stateOf = (manifest: Manifest): Promise<unknown> => caseState(running(), manifest);
  const actionsOf = async ({ case: { caseId } }: Manifest): Promise<unknown[]> => (await running().hub.db.query('SELECT action FROM hub_trail WHERE case_id = $1 ORDER BY sequence', [caseId])).map(({ action }) => action);

  beforeAll(async () => {
    [harbour, hill] = [await letIn(running(), 'Harbour'), await letIn(running(), 'Hill & Dale')];
    [first, second] = [await personOf(running(), 'Ruth Vane', 'reviewer'), await personOf(running(), 'Sam Okoro', 'reviewer')];
    [auditor, restricted] = [await personOf(running(), 'Tilda Noor', 'auditor'), await personOf(running(), 'Uri Hall', 'reviewer', ['Hill & Dale'])];
  });

  it('a referred case stands in the queue, oldest first, with filters and pages; one that was decided does not', async () => {
    await sent(harbour, 'accept');
    await sent(harbour, 'reject', [reasonOf('doc.expired', { lane: 'final', concern: 'eligibility' })]);
    for (let n = 0; n < 26; n += 1) await sent(harbour, 'refer', [reasonOf('doc.glare')]);
    await sent(hill, 'refer', [reasonOf('match.id')]);
    const page = await first.get('/review');
    expect(countOf(page, 'queue-row')).toBe(25);
    const next = /href="([^"]*)"[^>]*>Next|rel="next"[^>]*href="([^"]*)"/.exec(page.text)!;
    expect(countOf(await first.get((next[1] ?? next[2])!.replaceAll('&amp;', '&')), 'queue-row')).toBe(2);
    expect(countOf(await first.get('/review?reason=match.id'), 'queue-row')).toBe(1);
    expect(countOf(await first.get('/review?branch=Harbour&reason=match.id'), 'queue-row')).toBe(0);
    expect(countOf(await first.get('/review?state=decided'), 'queue-row')).toBe(0);
    expect((await first.get('/review?state=nonsense&since=x&after=y&branch=a&branch=b')).status).toBe(200);
  });

  it('the case page holds facts, every check and the pictures, and each look is a line of the trail', async () => {
    const picture = pictureOf(3000, 5);
    const manifest = await sent(harbour, 'refer', [reasonOf('doc.glare')], {}, [picture]);
    const captureId = manifest.captures[0]!.captureId;
    const at = `/review/picture?branch=Harbour&case=${manifest.case.caseId}&capture=${captureId}`;
    expect((await open_(first, manifest)).text).toContain('Not here yet');
    expect((await first.get(at)).status).toBe(404);
    await harbour.ask({ method: 'PUT', path: paths.part(manifest.packetId, captureId, 0), body: harbour.sealPicture(captureId, picture) });
    const page = await open_(first, manifest);
    expect(page.text).toContain(manifest.case.number);
    expect(countOf(page, 'result')).toBe(manifest.results.length);
    const shown = await first.get(at);
    expect(createHash('sha256').update(shown.bytes).digest('hex')).toBe(createHash('sha256').update(picture).digest('hex'));
    expect([shown.headers.get('cache-control'), shown.headers.get('content-security-policy')]).toEqual(['no-store', "default-src 'none'; sandbox"]);
    // A picture of another case does not come along under this one.
    const other = await sent(harbour, 'refer', [reasonOf('doc.glare')]);
    expect((await first.get(at.replace(manifest.case.caseId, other.case.caseId))).status).toBe(404);
    expect(await actionsOf(manifest)).toEqual(['case.opened', 'case.opened', 'picture.opened']);
  });

  it('one person decides what the station left open; reason and note are demanded', async () => {
    const manifest = await sent(harbour, 'refer', [reasonOf('match.id')]);
    expect((await decide(first, manifest, { outcome: 'accept', reason: '' })).status).toBe(400);
    expect((await decide(first, manifest, { outcome: 'accept', reason: 'documents-agree', note: '  ' })).status).toBe(400);
    expect((await decide(first, manifest, { outcome: 'accept', reason: 'made-up' })).status).toBe(400);
    expect(await stateOf(manifest)).toBe('open');
    expect((await decide(first, manifest, { outcome: 'accept', reason: 'documents-agree' })).to).toContain('done=alone');
    expect(await stateOf(manifest)).toBe('decided');
    const [row] = await running().hub.db.transaction({ branch: 'Harbour' }, (sql) => sql.query(`SELECT outcome, reason, note, stage, person_name FROM head_decisions WHERE case_id = $1`, [manifest.case.caseId]));
    expect(row).toEqual({ outcome: 'accept', reason: 'documents-agree', note: 'Held side by side.', stage: 'alone', person_name: 'Ruth Vane' });
    expect((await actionsOf(manifest)).at(-1)).toBe('case.decided');
  });

  it('otherwise than the station, and suspected fraud, wait for a second person, who is not the first', async () => {
    for (const manifest of [await sent(harbour, 'accept'), await sent(harbour, 'refer', [reasonOf('auth.altered', { concern: 'fraud' })])]) {
      expect((await decide(first, manifest, { outcome: 'reject', reason: 'document-not-genuine' })).to).toContain('done=proposed');
      expect(await stateOf(manifest)).toBe('second');
      expect((await open_(first, manifest)).text).toContain('data-testid="own-proposal"');
      const proposal = fieldOf(await open_(second, manifest), 'answers');
      expect((await decide(first, manifest, { agree: 'yes', sequence: String(manifest.sequence), answers: proposal })).status).toBe(403);
      expect((await decide(auditor, manifest, { agree: 'yes' })).status).toBe(403);
      expect((await decide(second, manifest, { agree: 'no' })).to).toContain('done=disagreed');
      expect(await stateOf(manifest)).toBe('open');
      await decide(second, manifest, { outcome: 'reject', reason: 'document-not-genuine' });
      expect((await decide(second, manifest, { agree: 'yes', sequence: String(manifest.sequence), answers: fieldOf(await open_(first, manifest), 'answers') })).status).toBe(403);
      expect((await decide(first, manifest, { agree: 'yes' })).to).toContain('done=agreed');
      expect(await stateOf(manifest)).toBe('decided');
      // Changed once more only by two.
      expect((await decide(first, manifest, { outcome: 'reject', reason: 'appeal' })).to).toContain('done=proposed');
      expect((await actionsOf(manifest)).filter((action) => action !== 'case.opened')).toEqual(['case.proposed', 'case.disagreed', 'case.proposed', 'case.agreed', 'case.proposed']);
    }
  });

  it('what was decided once is decided otherwise by two, whatever opened the case again: an objection, a conflict, another record', async () => {
    const accept = { outcome: 'accept', reason: 'documents-agree' };
    const rejected = async (): Promise<Manifest> => {
      const manifest = await sent(hill, 'refer', [reasonOf('match.id')]);
      expect((await decide(first, manifest, { outcome: 'reject', reason: 'not-the-holder' })).to).toContain('done=alone');
      return manifest;
    };
    const objected = await rejected();
    expect((await decide(second, objected, accept)).to).toContain('done=proposed');
    expect((await decide(first, objected, { agree: 'no' })).to).toContain('done=disagreed');
    expect((await open_(second, objected)).text).toContain('The case was decided before');
    expect((await decide(second, objected, accept)).to).toContain('done=proposed');
    const doubled = await rejected();
    expect((await hill.sendFacts({ ...doubled, packetId: randomUUID(), operatorName: 'Somebody else' })).status).toBe(409);
    expect(await stateOf(doubled)).toBe('open');
    expect((await decide(second, doubled, accept)).to).toContain('done=proposed');
    const later = await rejected();
    await sent(hill, 'refer', [reasonOf('match.id')], { packetId: randomUUID(), sequence: later.sequence + 1, case: later.case });
    expect(await stateOf(later)).toBe('open');
    expect((await decide(second, later, accept)).to).toContain('done=proposed');
    // A proposal that a conflict opened before anybody answered.
    const waiting = await sent(hill, 'reject');
    expect((await decide(first, waiting, accept)).to).toContain('done=proposed');
    await hill.sendFacts({ ...waiting, packetId: randomUUID(), operatorName: 'Somebody else' });
    expect((await decide(second, waiting, { outcome: 'reject', reason: 'other' })).to).toContain('done=proposed');
  });

  it('a later record of the station is what is decided upon, also where it referred nothing', async () => {
    const early = await sent(harbour, 'reject', [], { final: false });
    const page = await open_(first, early);
    await decide(first, early, { outcome: 'accept', reason: 'other' });
    expect(await stateOf(early)).toBe('second');
    await sent(harbour, 'accept', [reasonOf('auth.altered', { concern: 'fraud' })], { packetId: randomUUID(), sequence: early.sequence + 1, case: early.case });
    expect(await stateOf(early)).toBe('open');
    const now = await open_(first, early);
    expect(fieldOf(now, 'sequence')).toBe(String(early.sequence + 1));
    expect(now.text).toContain('Suspected fraud');
    expect((await first.post('/review/decide', { branch: 'Harbour', caseId: early.case.caseId, sequence: fieldOf(page, 'sequence'), answers: '', outcome: 'reject', reason: 'other', note: 'x' })).status).toBe(409);
    // A row that missed it comes up when it is looked at.
    await running().hub.db.transaction({ branch: 'Harbour' }, (sql) => sql.query('UPDATE review_cases SET sequence = $2 WHERE case_id = $1', [early.case.caseId, early.sequence]));
    expect(fieldOf(await open_(first, early), 'sequence')).toBe(String(early.sequence + 1));
  });

  it('what was on the page is what is decided: a page that is old decides nothing', async () => {
    const manifest = await sent(harbour, 'refer', [reasonOf('match.id')]);
    const page = await open_(first, manifest);
    const late = { branch: 'Harbour', caseId: manifest.case.caseId, sequence: fieldOf(page, 'sequence'), answers: fieldOf(page, 'answers'), outcome: 'reject', reason: 'not-the-holder', note: 'x' };
    await sent(harbour, 'accept', [], { packetId: randomUUID(), sequence: manifest.sequence + 1, case: manifest.case, decision: { ...manifest.decision, outcome: 'accept', review: { kind: 'referral', machine: 'refer', reason: 'original-seen', note: 'Seen.', clerk: { operatorId: randomUUID(), name: 'A' }, second: { operatorId: randomUUID(), name: 'B' } } } });
    expect(await stateOf(manifest)).toBe('at-station');
    expect((await first.post('/review/decide', late)).status).toBe(409);
    const both = await sent(harbour, 'refer', [reasonOf('match.id')]);
    const answers = await Promise.all([first, second].map((who) => decide(who, both, { outcome: 'ask-again', reason: 'pictures-unclear' })));
    expect(answers.map(({ to }) => /done=(\w+)/.exec(to ?? '')?.[1]).sort()).toEqual(expect.arrayContaining(['alone']));
    expect(await running().hub.db.transaction('head', (sql) => sql.query(`SELECT 1 AS one FROM head_decisions WHERE case_id = $1 AND stage = 'alone'`, [both.case.caseId]))).toHaveLength(1);
  });

  it('the database itself refuses one person as both, and any change of what was decided', async () => {
    const { db } = running().hub;
    const manifest = await sent(harbour, 'accept');
    await decide(first, manifest, { outcome: 'reject', reason: 'other' });
    const copy = (stage: string): Promise<unknown> => db.transaction({ branches: null }, (sql) => sql.query(
      `INSERT INTO head_decisions SELECT branch, gen_random_uuid(), case_id, station_id, packet_id, sequence, station_outcome, outcome, reason, note, $2, person_id, person_name, decision_id, person_id, at FROM head_decisions WHERE case_id = $1`, [manifest.case.caseId, stage]));
    await expect(copy('agreed')).rejects.toThrow(/four_eyes/);
    for (const statement of [`UPDATE head_decisions SET outcome = 'accept'`, 'DELETE FROM head_decisions', `UPDATE hub_trail SET action = 'session.begun'`, 'DELETE FROM hub_trail']) {
      await expect(db.query(statement)).rejects.toThrow(/only added to/);
      await expect(db.transaction({ branches: null }, (sql) => sql.query(statement))).rejects.toThrow(/permission denied/);
    }
  });

  it('a search is a line of the trail with the number of the case it found, and without what fitted none', async () => {
    const manifest = await sent(hill, 'accept');
    for (const typed of ['Mira Östergård', manifest.case.number]) expect((await first.get(`/review/search?number=${encodeURIComponent(typed)}`)).status).toBe(200);
    const lines = await running().hub.db.query(`SELECT body FROM hub_trail WHERE action = 'queue.searched' ORDER BY sequence DESC LIMIT 2`);
    expect(lines.map(({ body }) => (JSON.parse(String(body)) as { facts: unknown }).facts)).toEqual([{ number: manifest.case.number, found: expect.any(Number) as number }, { found: 0 }]);
    expect(await running().hub.db.query(`SELECT 1 AS one FROM hub_trail WHERE body LIKE '%Mira%'`)).toEqual([]);
  });

  it('whoever is kept to some branches sees and decides nothing of others, whatever they ask for', async () => {
    const theirs = await sent(hill, 'refer', [reasonOf('match.id')]);
    const not = await sent(harbour, 'refer', [reasonOf('match.id')], {}, [pictureOf(500, 3)]);
    const queue = await restricted.get('/review?state=all');
    expect(queue.text).not.toContain('Harbour');
    expect((await restricted.get('/review?branch=Harbour')).text).toContain('queue-empty');
    expect((await open_(restricted, theirs)).status).toBe(200);
    expect((await open_(restricted, not)).status).toBe(404);
    expect((await restricted.get(`/review/picture?branch=Harbour&case=${not.case.caseId}&capture=${not.captures[0]!.captureId}`)).status).toBe(404);
    expect((await restricted.post('/review/decide', { branch: 'Harbour', caseId: not.case.caseId, sequence: String(not.sequence), answers: '', outcome: 'accept', reason: 'other', note: 'x' })).status).toBe(404);
    expect((await restricted.get(`/review/search?number=${not.case.number}`)).text).not.toContain('Harbour');
    expect((await restricted.get('/review/figures')).text).not.toContain('Harbour');
    const { db } = running().hub;
    for (const branches of [[], ['Nowhere']]) for (const table of ['packets', 'packet_keys', 'parts', 'part_chunks', 'review_cases', 'head_decisions', 'reject_reasons', 'station_health']) {
      expect(await db.transaction({ branches }, (sql) => sql.query(`SELECT 1 AS one FROM ${table} LIMIT 1`))).toEqual([]);
    }
    await expect(db.transaction({ branches: null }, (sql) => sql.query('SELECT password FROM people'))).rejects.toThrow(/permission denied/);
    await expect(db.transaction({ branches: null }, (sql) => sql.query(`UPDATE packets SET outcome = 'accept'`))).rejects.toThrow(/permission denied/);
  });

  it('two records that disagree are a case for a person, with both shown; the same one again is not raised anew', async () => {
    const manifest = await sent(harbour, 'accept');
    const twin: Manifest = { ...manifest, packetId: randomUUID(), operatorName: 'Somebody else', case: { ...manifest.case, name: 'Another Name' } };
    expect((await harbour.sendFacts(twin)).status).toBe(409);
    const page = await open_(first, manifest);
    expect(countOf(page, 'parked')).toBe(1);
    expect(page.text).toContain('Another Name');
    expect(countOf(await first.get('/review?reason=conflict&branch=Harbour'), 'queue-row')).toBe(1);
    expect((await decide(first, manifest, { outcome: 'accept', reason: 'other' })).to).toContain('done=alone');
    await harbour.sendFacts(twin);
    expect(await stateOf(manifest)).toBe('decided');
  });

  it('a record with what the database cannot hold as JSON is not taken; one that was taken before is shown all the same', async () => {
    for (const name of ['A\u0000B', 'A\ud800']) {
      const made = harbour.manifest();
      const heard = await harbour.sendFacts({ ...made, evidence: { seen: [{ name }] } });
      expect(heard.status).toBe(422);
      expect(JSON.stringify(heard)).toContain('packet.malformed');
    }
    const taken = await sent(harbour, 'accept', [reasonOf('auth.altered', { concern: 'fraud' })]);
    await running().hub.db.query('CREATE POLICY test ON packets USING (true) WITH CHECK (true)');
    await running().hub.db.query(`UPDATE packets SET manifest = replace(manifest, $2, $3) WHERE case_id = $1`, [taken.case.caseId, '"evidence":{', String.raw`"evidence":{"z":"\u0000\ud800",`]);
    await running().hub.db.query('DROP POLICY test ON packets');
    const page = await open_(first, taken);
    expect([page.status, page.text.includes('Suspected fraud')]).toEqual([200, true]);
  });

  it('what a customer is called becomes no markup', async () => {
    const manifest = await sent(harbour, 'refer', [reasonOf('doc.glare')], { operatorName: '<script>alert(1)</script>', case: { ...harbour.manifest().case, caseId: randomUUID(), name: '"><img src=x onerror=alert(1)>' } });
    const page = await open_(first, manifest);
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/<script>alert|<img src=x/);
    expect(page.text).toContain('&lt;script&gt;');
  });

  it('figures count each reason once a case, by week and branch; a station is heard of', async () => {
    const reasons = [reasonOf('doc.expired', { lane: 'final', concern: 'eligibility' }), reasonOf('doc.glare')];
    const manifest = await sent(hill, 'reject', reasons, { case: { ...hill.manifest().case, demo: false } });
    // A demonstration is not counted.
    await sent(hill, 'reject', reasons);
    await hill.sendFacts(manifest);
    const rows = await running().hub.db.transaction('head', (sql) => sql.query(`SELECT code, count FROM reject_reasons WHERE branch = 'Hill & Dale'`));
    expect(rows).toEqual([{ code: 'doc.expired', count: 1 }]);
    const page = await auditor.get('/review/figures?branch=Hill+%26+Dale');
    expect(page.text).toContain('data-testid="stations"');
    expect(page.text).toMatch(/second|minute/);
  });

  it('the trail is whole, shows to the auditor who looked at what, and shows a change', async () => {
    const { hub } = running();
    const sound = await verifyTrail(hub.db, hub.keys);
    expect(sound.broken).toBeNull();
    expect((await auditor.post('/review/trail', {})).text).toContain('each as it was written');
    expect(await verifyTrail(hub.db, hub.keys, { sequence: sound.lines, hash: sound.hash })).toMatchObject({ anchored: true });
    expect(await verifyTrail(hub.db, hub.keys, { sequence: sound.lines, hash: '0'.repeat(64) })).toMatchObject({ anchored: false });
    // Somebody with rights over the database: the chain tells.
    await hub.db.query('ALTER TABLE hub_trail DISABLE TRIGGER only_added');
    const tamper = async (statement: string, back: string): Promise<number | null> => {
      await hub.db.query(statement);
      const { broken } = await verifyTrail(hub.db, hub.keys);
      await hub.db.query(back);
      return broken;
    };
    // Chained as it should be, signed by somebody else.
    const { signature } = (await hub.db.query('SELECT signature FROM hub_trail WHERE sequence = 8'))[0]!;
    expect(await tamper(`UPDATE hub_trail SET signature = '${'A'.repeat(86)}==' WHERE sequence = 8`, `UPDATE hub_trail SET signature = '${String(signature)}' WHERE sequence = 8`)).toBe(8);
    // A hub that has new keys knows its own; one whose keys are lost believes only an end that somebody kept.
    const file = path.join(newFolder(), 'keys.json');
    const other = makeHubKeys(file);
    expect(await verifyTrail(hub.db, { signKey: other.signKey, former: [hub.keys.signKey] })).toMatchObject({ broken: null, otherKey: 0, sound: true });
    expect(await verifyTrail(hub.db, other)).toMatchObject({ broken: null, otherKey: sound.lines + 1, sound: false });
    const end = await verifyTrail(hub.db, hub.keys);
    expect(await verifyTrail(hub.db, other, { sequence: end.lines, hash: end.hash })).toMatchObject({ anchored: true, sound: true });
    const early = (await hub.db.query('SELECT hash FROM hub_trail WHERE sequence = 3'))[0]!;
    expect(await verifyTrail(hub.db, other, { sequence: 3, hash: String(early['hash']) })).toMatchObject({ anchored: true, sound: false });
    expect(await tamper(`UPDATE hub_trail SET case_id = NULL, body = replace(body, 'case.opened', 'case.closed') WHERE sequence = 12`, `SELECT 1`)).toBe(12);
    expect(await tamper(`UPDATE hub_trail_end SET sequence = sequence + 1`, `UPDATE hub_trail_end SET sequence = sequence - 1`)).toBe(12);
    await hub.db.query('DELETE FROM hub_trail WHERE sequence = 5');
    expect((await verifyTrail(hub.db, hub.keys)).broken).toBe(5);
    expect((await auditor.post('/review/trail', {})).text).toContain('Line 5');
  });

  it('a case is read before the trail is waited for, so that nobody waits for the reading', async () => {
    const { hub } = running();
    const manifest = await sent(harbour, 'refer');
    const { db } = hub;
    const asked: string[] = [];
    hub.db = { ...db, transaction: (reach, work) => db.transaction(reach, (sql) => work({ query: (text, ...more) => { asked.push(text); return sql.query(text, ...more); } })) };
    try {
      expect((await open_(first, manifest)).status).toBe(200);
    } finally {
      hub.db = db;
    }
    const from = asked.findIndex((text) => text.includes('hub_trail_end') && text.includes('FOR UPDATE'));
    expect(asked.slice(0, from).some((text) => text.includes('head_decisions'))).toBe(true);
    expect(asked.slice(from).filter((text) => !text.includes('hub_trail'))).toEqual([]);
  });
});

it('a real station\'s referred case is decided here', async () => {
  const [{ open }] = testDatabases() as [ReturnType<typeof testDatabases>[0]];
  const { db, end } = await open();
  const running = await startHub(db);
  const station = await startStation(newResources(), 'Harbour');
  await enrol(station, running);
  await closeCase(station);
  const { caseId, evidence } = await prepareCase(station, undefined, 3000, 9);
  await must(station.call('case.submit', { ...evidence, results: evidence.results.map((one) => (one.id === 'match.id' ? { ...one, value: 9 } : one)) }));
  await must(station.call('case.finish', { caseId, attestation }));
  await settled(station, ({ counts }) => counts.receipted === 4);
  const reviewer = await personOf(running, 'Ruth Vane', 'reviewer');
  const queue = await reviewer.get('/review');
  expect(countOf(queue, 'queue-row')).toBe(1);
  const page = await reviewer.get(`/review/case?branch=Harbour&case=${caseId}`);
  expect(countOf(page, 'picture')).toBe(2);
  expect(page.text).toContain('Mira Lu Östergård');
  // A face that is not the portrait's is suspected fraud: two people.
  const said = { branch: 'Harbour', caseId, sequence: fieldOf(page, 'sequence'), note: 'Same person, other glasses.' };
  expect((await reviewer.post('/review/decide', { ...said, answers: '', outcome: 'accept', reason: 'documents-agree' })).to).toContain('done=proposed');
  const second = await personOf(running, 'Sam Okoro', 'reviewer');
  const answers = fieldOf(await second.get(`/review/case?branch=Harbour&case=${caseId}`), 'answers');
  expect((await second.post('/review/decide', { ...said, answers, agree: 'yes' })).to).toContain('done=agreed');
  station.close();
  await running.close();
  await end();
});

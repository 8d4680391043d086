/** How a decision is written down: in one statement, whole, also beside another one of its case; and no index is kept that nothing reads. */
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../core/sync/manifest.ts';
import { no, Refused } from '../../hub/hub.ts';
import { findReviewCase } from '../../hub/review/cases.ts';
import { openCaseOf } from '../../hub/review/intake.ts';
import { writeFacts } from '../../hub/write-facts.ts';
import type { Heard, RawStation } from '../../scripts/hub/raw-station.ts';
import { testDatabases } from '../fakes/databases.ts';
import { hubOn } from '../fakes/hub-kit.ts';
import { letIn, reasonOf } from '../fakes/raw-cases.ts';
import { pictureOf, removeFolders } from '../fakes/station-kit.ts';

afterAll(removeFolders);

/** Left to staff, then decided there; of the same pictures. */
function decisionsOf(station: RawStation): [Manifest, Manifest] {
  const first = station.manifest({}, [pictureOf(2000, 1), pictureOf(3000, 2)]);
  return [{ ...first, decision: { ...first.decision, outcome: 'refer', reasons: [reasonOf('doc.glare')] } }, { ...first, packetId: randomUUID(), sequence: 2 }];
}

describe.each(testDatabases())('on $name', ({ name, open }) => {
  const running = hubOn(open);
  const atOnce = it.runIf(name === 'PostgreSQL');
  /** What is asked while another connection has written the packet and not yet said whether it stays; goes on once it waits. @param stays false: it is taken back */
  const whileWritten = async (packet: Manifest, ask: () => Promise<Heard>, stays = true): Promise<{ sent: Promise<Heard> }> => {
    const { hub } = running();
    const held: { sent: Promise<Heard> | null } = { sent: null };
    await hub.db.transaction({ branch: packet.branch }, async (sql) => {
      await writeFacts(sql, hub, packet, { body: JSON.stringify(packet), signature: 's' });
      held.sent = ask();
      for (let waits = 0; waits === 0;) [{ waits }] = (await hub.db.query(`SELECT count(*)::int AS waits FROM pg_locks WHERE NOT granted`)) as [{ waits: number }];
      if (!stays) throw new Refused(no('part.unreadable', packet.packetId));
    }).catch((thrown: unknown) => { if (!(thrown instanceof Refused)) throw thrown; });
    return { sent: held.sent! };
  };
  /** What is left of a case: rows of its packets, what people see of it, records that were not taken. */
  const leftOf = async ({ case: { caseId } }: Manifest): Promise<unknown> => (await running().hub.db.transaction('head', (sql) => sql.query(
    `SELECT (SELECT count(*)::int FROM packet_keys WHERE case_id = $1) AS keys, (SELECT count(*)::int FROM packets WHERE case_id = $1) AS packets,
      (SELECT count(*)::int FROM packet_parts JOIN packet_keys USING (branch, packet_id) WHERE case_id = $1) AS parts, (SELECT count(*)::int FROM parked_packets WHERE case_id = $1) AS parked, (SELECT why FROM review_cases WHERE case_id = $1) AS why`, [caseId])))[0];
  const rejected = async (): Promise<number> => Number((await running().hub.db.transaction('head', (sql) => sql.query(`SELECT coalesce(sum(count), 0)::int AS count FROM reject_reasons WHERE code = 'doc.expired'`)))[0]?.['count']);

  it('key, facts, pictures to come and document are there; a demonstration leaves no document', async () => {
    const { hub } = running();
    const harbour = await letIn(running(), 'Harbour');
    const [demonstration] = decisionsOf(harbour);
    const [real] = decisionsOf(harbour);
    real.case.demo = false;
    for (const manifest of [demonstration, real]) {
      expect((await harbour.sendFacts(manifest)).verdict).toMatchObject({ outcome: 'accepted', parts: manifest.captures.map(({ captureId }) => ({ captureId, have: 0 })), receipt: null });
      const [row] = await hub.db.transaction('head', (sql) => sql.query(
        `SELECT (SELECT count(*)::int FROM packet_keys WHERE packet_id = $1) AS keys, (SELECT manifest FROM packets WHERE packet_id = $1) AS manifest, (SELECT array_agg(capture_id::text ORDER BY position) FROM packet_parts WHERE packet_id = $1) AS parts,
          (SELECT count(*)::int FROM parts JOIN packet_parts USING (branch, capture_id) WHERE packet_id = $1) AS known, (SELECT count(*)::int FROM document_keys WHERE case_id = $2) AS documents`, [manifest.packetId, manifest.case.caseId]));
      expect(row).toEqual({ keys: 1, manifest: JSON.stringify(manifest), parts: manifest.captures.map(({ captureId }) => captureId), known: 2, documents: manifest.case.demo ? 0 : 1 });
    }
  });

  it('what is refused at its last picture leaves nothing, not even its key', async () => {
    const harbour = await letIn(running(), 'Harbour');
    const [first, second] = decisionsOf(harbour);
    await harbour.sendFacts(first);
    const other = { ...second, captures: second.captures.map((capture, n) => (n === 1 ? { ...capture, sha256: createHash('sha256').update('another').digest('hex') } : capture)) };
    expect((await harbour.sendFacts(other)).verdict).toMatchObject({ outcome: 'conflict', reason: 'part.other-content' });
    expect(await running().hub.db.transaction('head', (sql) => sql.query('SELECT 1 FROM packet_keys WHERE packet_id = $1', [second.packetId]))).toEqual([]);
    expect((await harbour.sendFacts(second)).verdict).toMatchObject({ outcome: 'accepted' });
  });

  // The embedded database has one connection: there nothing comes at once.
  atOnce.each([['the same pictures: taken, and the case of the first one comes up to it', false, 'accepted'], ['another content under the id of a picture: a conflict', true, 'conflict']] as const)('a decision that waited for another one of its case, with %s', async (_what, changed, outcome) => {
    const { hub } = running();
    const harbour = await letIn(running(), 'Harbour');
    const [first, decided] = decisionsOf(harbour);
    const second = changed ? { ...decided, captures: decided.captures.map((capture) => ({ ...capture, bytes: capture.bytes + 1 })) } : decided;
    const asked = await whileWritten(first, () => harbour.sendFacts(second));
    expect((await asked.sent).verdict).toMatchObject({ outcome });
    const rows = await hub.db.transaction('head', (sql) => sql.query('SELECT sequence, station_outcome AS outcome FROM review_cases WHERE case_id = $1', [first.case.caseId]));
    expect(rows).toEqual([changed ? { sequence: 1, outcome: 'refer' } : { sequence: 2, outcome: 'accept' }]);
  });

  atOnce.each([
    ['the first one stays: the second is already there', (packet: Manifest) => packet, true, { outcome: 'already-there' }, { parked: 0, why: 'referred' }],
    ['the first one is taken back: the second is taken in its place', (packet: Manifest) => packet, false, { outcome: 'accepted' }, { parked: 0, why: 'referred' }],
    ['with another content: a conflict for a person', (packet: Manifest) => ({ ...packet, operatorName: 'Noa Brandt' }), true, { outcome: 'conflict', reason: 'packet.other-content' }, { parked: 1, why: 'conflict' }],
  ] as const)('the same packet over two connections, %s', async (_what, change, stays, word, left) => {
    const harbour = await letIn(running(), 'Harbour');
    const [first] = decisionsOf(harbour);
    const asked = await whileWritten(first, () => harbour.sendFacts(change(first)), stays);
    expect((await asked.sent).verdict).toMatchObject(word);
    expect(await leftOf(first)).toEqual({ keys: 1, packets: 1, parts: 2, ...left });
  });

  atOnce('a packet that is sent eight times at once is taken once, and counted once', async () => {
    const harbour = await letIn(running(), 'Harbour');
    const [referred] = decisionsOf(harbour);
    const packet: Manifest = { ...referred, case: { ...referred.case, demo: false }, decision: { ...referred.decision, outcome: 'reject', reasons: [reasonOf('doc.expired', { lane: 'final', concern: 'eligibility' })] } };
    const before = await rejected();
    const heard = await Promise.all(Array.from({ length: 8 }, () => harbour.sendFacts(packet)));
    expect(heard.map(({ verdict }) => verdict?.outcome).sort()).toEqual(['accepted', ...Array.from({ length: 7 }, () => 'already-there')]);
    expect(await leftOf(packet)).toEqual({ keys: 1, packets: 1, parts: 2, parked: 0, why: null });
    expect(await rejected()).toBe(before + 1);
  });

  atOnce('both decisions of four cases at once, the later one first: none waits for ever, and people are shown the last one of each', async () => {
    const { hub } = running();
    const harbour = await letIn(running(), 'Harbour');
    // Half of them without pictures: nothing makes those decisions wait for each other.
    const cases = [0, 1, 2, 3].map((n): Manifest[] => decisionsOf(harbour).map((packet) => (n % 2 === 0 ? packet : { ...packet, captures: [] })));
    const heard = await Promise.all(cases.flatMap(([first, second]) => [harbour.sendFacts(second!), harbour.sendFacts(first!)]));
    expect(heard.map(({ verdict }) => verdict?.outcome)).toEqual(heard.map(() => 'accepted'));
    for (const [first] of cases) {
      const row = await hub.db.transaction({ branches: null }, async (sql) => {
        await openCaseOf(sql, 'Harbour', first!.case.caseId, 'looked-up', hub.clock());
        return findReviewCase(sql, 'Harbour', first!.case.caseId);
      });
      expect(row).toMatchObject({ sequence: 2, stationOutcome: 'accept' });
    }
  });

  it('what stations and pages ask is answered by the indexes that are left', async () => {
    const { hub } = running();
    await hub.months.ensure('2026-11-01');
    const indexes = (await hub.db.query(`SELECT indexname FROM pg_indexes WHERE tablename IN ('packets', 'packet_parts', 'packets_2026_11') ORDER BY indexname`)).map(({ indexname }) => String(indexname));
    expect(indexes).toEqual(['packet_parts_pkey', 'packets_2026_11_branch_case_id_sequence_idx', 'packets_2026_11_number_branch_idx', 'packets_2026_11_pkey', 'packets_by_case', 'packets_by_number', 'packets_pkey']);
    const planOf = (query: string): Promise<string> => hub.db.transaction('owner', async (sql) => {
      await sql.query('SET LOCAL enable_seqscan = off');
      return (await sql.query(`EXPLAIN ${query}`)).map((row) => row['QUERY PLAN']).join('\n');
    });
    const id = randomUUID();
    // receipts.ts and pictures.ts; write-facts.ts asks parts by their key.
    expect(await planOf(`SELECT 1 FROM packet_parts m JOIN parts p ON p.branch = m.branch AND p.capture_id = m.capture_id WHERE m.branch = 'b' AND m.packet_id = '${id}' ORDER BY m.position`)).toMatch(/packet_parts_pkey[\s\S]*parts_pkey/);
    expect(await planOf(`SELECT 1 FROM packet_parts m JOIN parts p ON p.branch = m.branch AND p.capture_id = m.capture_id WHERE m.branch = 'b' AND m.packet_id = '${id}' AND m.capture_id = '${id}'`)).toMatch(/packet_parts_pkey/);
  });
});

/** How a decision is written down: in one statement, whole, also beside another one of its case; and no index is kept that nothing reads. */
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../core/sync/manifest.ts';
import { writeFacts } from '../../hub/write-facts.ts';
import type { RawStation } from '../../scripts/hub/raw-station.ts';
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
  it.runIf(name === 'PostgreSQL').each([['the same pictures: taken, and the case of the first one comes up to it', false, 'accepted'], ['another content under the id of a picture: a conflict', true, 'conflict']] as const)('a decision that waited for another one of its case, with %s', async (_what, changed, outcome) => {
    const { hub } = running();
    const harbour = await letIn(running(), 'Harbour');
    const [first, decided] = decisionsOf(harbour);
    const second = changed ? { ...decided, captures: decided.captures.map((capture) => ({ ...capture, bytes: capture.bytes + 1 })) } : decided;
    const asked = await hub.db.transaction({ branch: 'Harbour' }, async (sql) => {
      await writeFacts(sql, hub, first, { body: JSON.stringify(first), signature: 's' });
      const sent = harbour.sendFacts(second);
      for (let waits = 0; waits === 0;) [{ waits }] = (await hub.db.query(`SELECT count(*)::int AS waits FROM pg_locks WHERE NOT granted`)) as [{ waits: number }];
      return { sent };
    });
    expect((await asked.sent).verdict).toMatchObject({ outcome });
    const rows = await hub.db.transaction('head', (sql) => sql.query('SELECT sequence, station_outcome AS outcome FROM review_cases WHERE case_id = $1', [first.case.caseId]));
    expect(rows).toEqual([changed ? { sequence: 1, outcome: 'refer' } : { sequence: 2, outcome: 'accept' }]);
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

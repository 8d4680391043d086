/** The hub's tables on several servers. No engine that spreads them can be had here: its rules are held against the catalog, and the path of a record is run over several real servers, each with the rows of one branch. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../core/sync/protocol.ts';
import { enter, type Database, type Reach } from '../../hub/db/database.ts';
import { migrate } from '../../hub/db/migrate.ts';
import { createMonths } from '../../hub/db/months.ts';
import { openPostgresql } from '../../hub/db/postgresql.ts';
import { distributionColumn, places, spreadStatements, tablesAt } from '../../hub/db/spread.ts';
import { readPicture } from '../../hub/stored-picture.ts';
import type { RawStation } from '../../scripts/hub/raw-station.ts';
import { newSealSecret } from '../../electron/station/sync/seal.ts';
import type { RunningStation } from '../../electron/station/create.ts';
import { testDatabases } from '../fakes/databases.ts';
import { closeCase, enrol, login, settled, startHub, startStation, type RunningHub } from '../fakes/hub-kit.ts';
import { postgresqlPrograms, startCluster, type Cluster } from '../fakes/postgresql.ts';
import { letIn, reasonOf, sent } from '../fakes/raw-cases.ts';
import { changesTables, cutByBranch, piecesOf, spreadDatabase, type Asked, type SpreadDatabase } from '../fakes/spread.ts';
import { mira, must, newResources, pictureOf, removeFolders } from '../fakes/station-kit.ts';

afterAll(removeFolders);

/** `relations`: every table and partition, with the place of what it belongs to and the number of its distribution column. */
const relations = `WITH placed AS (SELECT key AS name, value AS place FROM jsonb_each_text($1::jsonb)),
  tables AS (SELECT c.oid, c.relname::text AS name, c.relkind, c.relpersistence, c.relispartition, coalesce(pg_partition_root(c.oid), c.oid) AS root FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'f')),
  relations AS (SELECT t.*, p.place, (SELECT a.attnum FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = $2) AS key FROM tables t LEFT JOIN placed p ON p.name = (SELECT relname FROM pg_class r WHERE r.oid = t.root))`;

/**
 * What such an engine refuses. Citus documentation, "Creating and Modifying Distributed Objects (DDL)": keys and unique constraints hold the distribution column, foreign keys go to a colocated table with that column in them
 * or to a reference table. Its sources, create_distributed_table.c and policy.c: no trigger (but for a setting that they call unsafe), no identity column, no subquery in a policy.
 */
const refused: Record<string, string> = {
  'stands in no list': `SELECT name FROM relations WHERE place IS NULL`,
  'stands in the list alone': `SELECT p.name FROM placed p WHERE NOT EXISTS (SELECT FROM tables t WHERE t.name = p.name)`,
  'has no such column': `SELECT name FROM relations r WHERE place = 'distributed' AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attnum = r.key AND a.atttypid = 'text'::regtype AND a.attcollation = 'pg_catalog."default"'::regcollation AND a.attnotnull AND a.attgenerated = '')`,
  'has no primary key': `SELECT name FROM relations r WHERE place IN ('distributed', 'reference') AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = r.oid AND i.indisprimary)`,
  'has a key without the column': `SELECT r.name || ' ' || i.indexrelid::regclass AS name FROM relations r JOIN pg_index i ON i.indrelid = r.oid WHERE place = 'distributed' AND (i.indisunique OR i.indisexclusion) AND coalesce(r.key, -1) <> ALL ((i.indkey::int2[])[0:i.indnkeyatts - 1])`,
  'has a foreign key that leads away': `SELECT r.name || ' ' || c.conname AS name FROM relations r JOIN pg_constraint c ON c.conrelid = r.oid AND c.contype = 'f' JOIN relations t ON t.oid = c.confrelid
    WHERE NOT (r.place = t.place AND (r.place <> 'distributed' OR EXISTS (SELECT FROM unnest(c.conkey, c.confkey) AS pair (own, other) WHERE own = r.key AND other = t.key)) OR (r.place = 'distributed' AND t.place = 'reference'))`,
  'has a trigger': `SELECT r.name || ' ' || t.tgname AS name FROM relations r JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal WHERE place IN ('distributed', 'reference')`,
  'has a rule': `SELECT r.name || ' ' || w.rulename AS name FROM relations r JOIN pg_rewrite w ON w.ev_class = r.oid WHERE place IN ('distributed', 'reference')`,
  'has a column that counts': `SELECT r.name || ' ' || a.attname AS name FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE place IN ('distributed', 'reference') AND (a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE '%nextval%')`,
  'has a policy with a subquery': `SELECT r.name || ' ' || p.polname AS name FROM relations r JOIN pg_policy p ON p.polrelid = r.oid WHERE place IN ('distributed', 'reference') AND concat(p.polqual, p.polwithcheck) LIKE '%{SUBLINK %'`,
  'is no ordinary table': `SELECT name FROM relations r WHERE place IN ('distributed', 'reference') AND (relkind = 'f' OR relpersistence <> 'p' OR (NOT relispartition AND EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = r.oid)))`,
};

async function refusals(db: Database, list: Record<string, string>): Promise<string[]> {
  const found: string[] = [];
  for (const [says, sql] of Object.entries(refused)) {
    for (const { name } of await db.query(`${relations} SELECT name FROM (${sql}) AS found ORDER BY name`, [JSON.stringify(list), distributionColumn])) found.push(`${String(name)} ${says}`);
  }
  return found;
}

describe.each(testDatabases())('the tables as they are, on $name', ({ open }) => {
  let db: Database;
  let end: () => Promise<void>;
  beforeAll(async () => {
    ({ db, end } = await open());
    await migrate(db);
    await createMonths(db).ensure('2026-11-01');
  });
  afterAll(() => end());

  it('each has its place, and none has what such an engine refuses', async () => {
    expect(await refusals(db, places)).toEqual([]);
    const [partition] = await db.query(`SELECT count(*)::int AS count FROM pg_class WHERE relispartition AND relkind = 'r'`);
    expect(partition).toEqual({ count: 2 });
  });

  it('what a migration to come could bring is told', async () => {
    await db.script(`CREATE TABLE forgotten (id int);
      CREATE TABLE keyed (branch text NOT NULL, id serial PRIMARY KEY, person_id uuid REFERENCES people (person_id), station_id text REFERENCES stations (station_id), UNIQUE (branch, id));
      CREATE TABLE led (branch text PRIMARY KEY, other text NOT NULL, id int NOT NULL, FOREIGN KEY (other, id) REFERENCES keyed (branch, id), FOREIGN KEY (branch, id) REFERENCES keyed (branch, id));
      CREATE TABLE loose (branch text);
      CREATE TRIGGER only_added BEFORE UPDATE ON led EXECUTE FUNCTION only_added();
      CREATE POLICY asks ON led USING (branch IN (SELECT branch FROM stations));`);
    try {
      expect(await refusals(db, { ...places, keyed: 'distributed', led: 'distributed', loose: 'distributed', gone: 'local' })).toEqual([
        'forgotten stands in no list', 'gone stands in the list alone', 'loose has no such column', 'loose has no primary key', 'keyed keyed_pkey has a key without the column',
        'keyed keyed_person_id_fkey has a foreign key that leads away', 'led led_other_id_fkey has a foreign key that leads away', 'led only_added has a trigger', 'keyed id has a column that counts', 'led asks has a policy with a subquery',
      ]);
    } finally {
      await db.script('DROP TABLE forgotten, led, keyed, loose');
    }
  });
});

it('the statements for such an engine name every table that does not stay, what others lie beside first', () => {
  const made = spreadStatements().filter((statement) => statement.startsWith('SELECT'));
  expect(made).toHaveLength(tablesAt('reference').length + tablesAt('distributed').length);
  expect(made.slice(0, 3)).toEqual([`SELECT create_reference_table('stations');`, `SELECT create_distributed_table('packet_keys', 'branch');`, `SELECT create_distributed_table('packets', 'branch', colocate_with => 'packet_keys');`]);
});

const branches = ['Harbour', `L'Île \\ "Mill"`] as const;

it('role and branch of a transaction are set in the one way that such an engine hands on, whatever the branch is called', async () => {
  const said: string[] = [];
  for (const reach of [{ branch: branches[1] }, { branches: [...branches] }, 'head', 'owner'] as const) await enter({ query: async (text, values = []) => (said.push(text, ...values.map(String)), []) }, reach);
  expect(said).toEqual([
    'SET LOCAL ROLE vestibule_branch', `SET LOCAL vestibule.branch =  E'L''Île \\\\ "Mill"'`,
    'SET LOCAL ROLE vestibule_review', `SET LOCAL vestibule.branches =  E'["Harbour","L''Île \\\\\\\\ \\\\"Mill\\\\""]'`,
    'SET LOCAL ROLE vestibule_head', `SET LOCAL vestibule.branch = ''`,
  ]);
});

const bin = postgresqlPrograms();

describe.runIf(bin !== null)('each branch on a server of its own', () => {
  let clusters: [head: Cluster, harbour: Cluster, mill: Cluster];
  let servers: [head: Database, harbour: Database, mill: Database];
  let spread: SpreadDatabase;
  let running: RunningHub;
  const stations: RunningStation[] = [];
  const pictures = new Map<string, { branch: string; sha256: string }>();

  const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const closed = async (station: RunningStation, branch: string, seed: number, documentNumber: string): Promise<void> => {
    const { captureIds } = await closeCase(station, { ...mira, documentNumber }, 150_000, seed, false);
    for (const [n, captureId] of captureIds.entries()) pictures.set(captureId, { branch, sha256: sha256(pictureOf(150_000, seed + n)) });
  };
  /** Everything else a station may bring: what is left to people and what is rejected, the same again, another content, and a picture that comes in pieces and is begun anew. */
  const otherwise = async (raw: RawStation): Promise<void> => {
    await sent(raw, 'refer', [reasonOf('doc.glare')]);
    await sent(raw, 'reject', [reasonOf('doc.expired', { lane: 'final', concern: 'eligibility' })], { case: { ...raw.manifest().case, demo: false } });
    const picture = pictureOf(150_000, 90);
    const manifest = await sent(raw, 'accept', [], {}, [picture]);
    expect((await raw.sendFacts(manifest)).verdict?.outcome).toBe('already-there');
    expect((await raw.sendFacts({ ...manifest, operatorName: 'Somebody else' })).verdict?.outcome).toBe('conflict');
    const { captureId } = manifest.captures[0]!;
    const put = (from: number, body: Uint8Array) => raw.ask({ method: 'PUT', path: paths.part(manifest.packetId, captureId, from), body });
    await put(0, raw.sealPicture(captureId, picture, { to: 1 }));
    const secret = newSealSecret();
    expect((await put(0, raw.sealPicture(captureId, picture, { secret, to: 2 }))).verdict?.parts).toEqual([{ captureId, have: 2 }]);
    expect((await put(2, raw.sealPicture(captureId, picture, { secret, from: 2 }))).receipt).toMatchObject({ packetId: manifest.packetId });
    pictures.set(captureId, { branch: raw.branch, sha256: sha256(picture) });
  };

  beforeAll(async () => {
    clusters = [startCluster(bin!), startCluster(bin!), startCluster(bin!)];
    servers = [openPostgresql(clusters[0].url), openPostgresql(clusters[1].url), openPostgresql(clusters[2].url)];
    for (const server of servers) await migrate(server);
    spread = spreadDatabase(servers[0], new Map([[branches[0], servers[1]], [branches[1], servers[2]]]));
    running = await startHub(spread);
    const resourcesDir = newResources();
    for (const [n, branch] of branches.entries()) {
      const station = await startStation(resourcesDir, branch);
      stations.push(station);
      await enrol(station, running);
      await closed(station, branch, 10 * n + 3, `T50${n}`);
      await settled(station, ({ counts }) => counts.receipted === 2, 120);
      await otherwise(await letIn(running, branch));
    }
  }, 300_000);
  afterAll(async () => {
    for (const station of stations) station.close();
    await running?.close();
    await spread?.close();
    for (const cluster of clusters ?? []) cluster.stop();
  });

  const rowsOf = async (server: Database, table: string): Promise<unknown[]> => (await server.query(`SELECT DISTINCT ${distributionColumn} AS branch FROM ${table} ORDER BY 1`)).map(({ branch }) => branch);

  it('what came of a branch lies on its server alone, whole and once; head office\'s server has none of it, and the others no station', async () => {
    for (const table of tablesAt('distributed')) {
      expect([await rowsOf(servers[0], table), await rowsOf(servers[1], table), await rowsOf(servers[2], table)], table).toEqual([[], [branches[0]], [branches[1]]]);
    }
    for (const [n, server] of servers.entries()) {
      const [row] = await server.query('SELECT (SELECT count(*)::int FROM stations) AS stations, (SELECT count(*)::int FROM bundle_standing) AS standing, (SELECT count(*)::int FROM packets) AS packets, (SELECT count(*)::int FROM packet_keys WHERE receipt_body IS NOT NULL) AS receipts');
      expect(row).toEqual(n === 0 ? { stations: 4, standing: 2, packets: 0, receipts: 0 } : { stations: 0, standing: 0, packets: 5, receipts: 5 });
    }
    expect(pictures.size).toBe(6);
    for (const [captureId, { branch, sha256: wanted }] of pictures) expect(sha256((await readPicture(running.hub, branch, captureId))!)).toBe(wanted);
  });

  it('no transaction is of two branches, and no statement outside of one touches what is spread', () => {
    const ofTables = spread.transactions.filter(({ reach }) => reach === 'owner').flatMap(({ asked }) => asked.map(({ text }) => text));
    const reaches = new Set(spread.transactions.filter(({ reach }) => reach !== 'owner').map(({ reach }) => JSON.stringify(reach)));
    expect([...reaches].sort()).toEqual(branches.map((branch) => JSON.stringify({ branch } satisfies Reach)).sort());
    const spreadTable = new RegExp(`\\b(${tablesAt('distributed').join('|')})\\b`);
    expect(spread.alone.map(({ text }) => text).filter((text) => spreadTable.test(text))).toEqual([]);
    expect(ofTables.filter((text) => spreadTable.test(text) && !changesTables.test(text))).toEqual([]);
    expect(spread.alone.some(({ text }) => text.includes('bundle_standing'))).toBe(true);
  });

  it('every statement names the branch, so that a planner finds the one piece it is for; all tables of a branch in the same one', async () => {
    const [head] = servers;
    await cutByBranch(head, tablesAt('distributed'));
    const touched = new Set<string>();
    const pieceOf: unknown[] = [];
    for (const branch of branches) {
      const asked = spread.transactions.filter(({ reach }) => typeof reach === 'object' && 'branch' in reach && reach.branch === branch).flatMap((one) => one.asked);
      const numbers = new Set<string>();
      for (const one of new Map(asked.map((each) => [each.text, each])).values()) {
        const added = [...one.text.matchAll(/INSERT INTO (\w+) \(branch, [^)]*\)\s+(?:VALUES \(|SELECT )\$1\b/g)].map(([, table]) => table!);
        expect(added, one.text).toHaveLength([...one.text.matchAll(/INSERT INTO/g)].length);
        if (added.length > 0) expect(one.values[0], one.text).toBe(branch);
        const found = one.text.startsWith('INSERT') ? [] : await piecesOf(head, one);
        if (!one.text.startsWith('INSERT')) expect(found, one.text).not.toEqual([]);
        for (const piece of found) numbers.add(piece.split(' ')[1]!);
        for (const name of [...added, ...found.map((piece) => piece.split(' ')[0]!)]) touched.add(name);
      }
      expect(numbers.size, branch).toBe(1);
      pieceOf.push(...numbers);
    }
    expect([...touched].sort()).toEqual(tablesAt('distributed').sort());
    expect(new Set(pieceOf).size).toBe(2);
    // One that does not name it would be for all pieces.
    const blind: Asked = { text: 'SELECT name FROM packets WHERE packet_id = $1', values: ['00000000-0000-4000-8000-000000000000'] };
    expect(await piecesOf(head, blind)).toHaveLength(8);
  });

  it('a branch whose server is away keeps nobody else waiting, and comes to its own when it is back', async () => {
    const [harbour, mill] = stations as [RunningStation, RunningStation];
    for (const station of stations) await login(station);
    clusters[2].halt();
    await closed(mill, branches[1], 43, 'T601');
    await closed(harbour, branches[0], 53, 'T600');
    await must(harbour.call('sync.now', {}));
    await settled(harbour, ({ counts }) => counts.receipted === 4, 120);
    expect((await must(mill.call('sync.status', {}))).counts).toEqual({ waiting: 2, parked: 0, receipted: 2 });
    clusters[2].start();
    await must(mill.call('sync.now', {}));
    await settled(mill, ({ counts }) => counts.receipted === 4, 120);
    const counted = await Promise.all(servers.map(async (server) => (await server.query('SELECT count(*)::int AS count FROM packets'))[0]?.['count']));
    expect(counted).toEqual([0, 7, 7]);
  }, 300_000);
});

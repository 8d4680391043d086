/** How the stations stand to what was published, as `npm run hub -- bundles` tells it. */
import { describe, expect, it } from 'vitest';
import { administer } from '../../hub/admin.ts';
import { carriedBundles, draftSchema, giveBundle, publish } from '../../hub/bundles.ts';
import { silent } from '../../hub/log.ts';
import type { Database } from '../../hub/db/database.ts';
import type { Said, Word } from '../../hub/hub.ts';
import { revoke } from '../../hub/stations.ts';
import { testDatabases } from '../fakes/databases.ts';
import { hubOn } from '../fakes/hub-kit.ts';
import { letIn } from '../fakes/raw-cases.ts';

describe.each(testDatabases())('on $name', ({ open }) => {
  const running = hubOn(open);

  it('a refusal counts as long as what was refused is missing at a station that is let in, and not for ever', async () => {
    const { hub } = running();
    const { key: { stationId } } = await letIn(running(), 'Harbour');
    const publishNow = async (stations: string[] | null = null): Promise<{ version: number; sha256: string }> => {
      const published = await publish(hub, draftSchema.parse({ stations }));
      if (typeof published === 'string' || 'policy' in published) throw new Error('not published');
      return published;
    };
    const says = (have: { version: number; sha256: string } | null, refused: { version: number | null; code: 'bundle.policy' | 'bundle.older' | 'bundle.unreadable' } | null): Promise<unknown> => giveBundle(hub, stationId, { have, refused });
    const heard = (): Promise<Said> => administer(hub, silent, { command: 'bundles' });
    const one = await publishNow();
    const two = await publishNow();
    for (const version of [two.version, null]) {
      await says(one, { version, code: version === null ? 'bundle.unreadable' : 'bundle.policy' });
      expect(await heard()).toMatchObject({ ok: false, lines: [`Newest: ${two.version}`, expect.stringContaining(`REFUSED ${version ?? '?'}: bundle.`)] });
    }
    // It has what is due; somebody brought an old one by hand.
    await says(two, { version: one.version, code: 'bundle.older' });
    expect(await heard()).toMatchObject({ ok: true, lines: [expect.any(String), expect.stringContaining('once refused 1: bundle.older')] });
    // A word for others alone makes nothing due here.
    await publishNow(['0'.repeat(32)]);
    expect((await heard()).ok).toBe(true);
    const four = await publishNow();
    expect((await heard()).ok).toBe(true);
    await says(two, { version: four.version, code: 'bundle.policy' });
    expect((await heard()).ok).toBe(false);
    await revoke(hub.db, stationId, new Date());
    expect(await heard()).toMatchObject({ ok: true, lines: [expect.any(String), expect.stringMatching(/revoked  has 2  once refused 4: bundle.policy/)] });
  });

  it('a word that is over hides none that holds, by the line and by hand; nothing older than what a station has is offered, and nothing that is over is missed', async () => {
    const { hub } = running();
    const { clock } = hub;
    const [pier, mole] = [(await letIn(running(), 'Pier head')).key.stationId, (await letIn(running(), 'Mole')).key.stationId];
    const publishNow = async (stations: string[] | null, expiresAt: string | null = null): Promise<{ version: number; sha256: string }> => {
      const published = await publish(hub, draftSchema.parse({ stations, expiresAt }));
      if (typeof published === 'string' || 'policy' in published) throw new Error('not published');
      return published;
    };
    const forAll = await publishNow(null);
    const over = await publishNow([pier], new Date(Date.now() + 3_600_000).toISOString());
    const ask = async (stationId: string, have: { version: number; sha256: string } | null): Promise<number | null> => {
      const { bundle } = await giveBundle(hub, stationId, { have, refused: null });
      return bundle === undefined ? null : (JSON.parse(bundle.body) as { version: number }).version;
    };
    const carried = async (stationId: string): Promise<number[]> => (await carriedBundles(hub, stationId)).map(({ body }) => (JSON.parse(body) as { version: number }).version);
    expect([await ask(pier, null), await ask(mole, null), await carried(pier)]).toEqual([over.version, forAll.version, [over.version]]);
    hub.clock = () => new Date(Date.now() + 7_200_000);
    try {
      expect([await ask(pier, null), await carried(pier)]).toEqual([forAll.version, [forAll.version]]);
      // Taken while it was good: the older one would be refused.
      expect([await ask(pier, over), await carried(pier), await ask(mole, forAll)]).toEqual([null, [], null]);
      await giveBundle(hub, mole, { have: forAll, refused: { version: over.version, code: 'bundle.expired' } });
      const lines = (await administer(hub, silent, { command: 'bundles' })).lines.filter((line) => line.includes('Mole'));
      expect(lines).toEqual([expect.stringContaining(`once refused ${over.version}`)]);
    } finally {
      hub.clock = clock;
    }
  });

  it('whether a station has it is told without its text, and the text is read once for all who do not', async () => {
    const { hub } = running();
    const [mill, pier] = [(await letIn(running(), 'Mill')).key.stationId, (await letIn(running(), 'Pier')).key.stationId];
    const published = await publish(hub, draftSchema.parse({ notes: ['x'.repeat(500)] }));
    if (typeof published === 'string' || 'policy' in published) throw new Error('not published');
    const read: unknown[] = [];
    const db: Database = { ...hub.db, query: async (...asked) => {
      const rows = await hub.db.query(...asked);
      read.push(...rows.flatMap(({ body }) => (body === undefined ? [] : [body])));
      return rows;
    } };
    const asks = (stationId: string, have: { version: number; sha256: string } | null): Promise<Word> => giveBundle({ ...hub, db }, stationId, { have, refused: null });
    expect(await asks(mill, published)).toMatchObject({ outcome: 'already-there' });
    expect(read).toEqual([]);
    const handed = [await asks(mill, null), await asks(pier, { version: 1, sha256: '0'.repeat(64) })];
    expect(handed.map(({ outcome, bundle }) => [outcome, bundle?.body])).toEqual([['accepted', read[0]], ['accepted', read[0]]]);
    expect(read).toHaveLength(1);
    // The next one is another text.
    await publish(hub, draftSchema.parse({ notes: ['next'] }));
    expect((await asks(mill, published)).bundle?.body).toContain('next');
    expect(read).toHaveLength(2);
  });
});

import { expect, it } from 'vitest';
import { storeAt } from '../../../../test/fakes/query-plan.ts';
import { readHubLink } from '../hub-link.ts';
import { migrate } from '../migrate.ts';

it('a station that was connected before stays so, and has a time at which it asked', () => {
  const db = storeAt(11);
  db.exec(`INSERT INTO hub_link VALUES (1, 'https://hub.example', 'Head office', 'k', 's', 'n', 'enrolled', 0, 0, '2026-01-02T00:00:00.000Z', NULL, '2026-01-01T00:00:00.000Z')`);
  migrate(db);
  expect(readHubLink(db)).toMatchObject({ state: 'enrolled', askedAt: '2026-01-01T00:00:00.000Z' });
});

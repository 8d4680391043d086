/** The one hub this station sends to, as a supervisor enrolled it, and how the line to it stands. */
import { z } from 'zod';
import { parsed, type Db, type ReadDb } from './db.ts';

const rowSchema = z.object({
  url: z.string(), name: z.string(), hubKey: z.string(), sealKey: z.string(), nonce: z.string(),
  /** pending: asked, nobody has approved yet · blocked: the hub does not take from this station (any more) */
  state: z.enum(['pending', 'enrolled', 'blocked']),
  paused: z.number().transform((n) => n === 1),
  attempts: z.number().int(), dueAt: z.iso.datetime(), reason: z.string().nullable(), contactAt: z.iso.datetime().nullable(), askedAt: z.iso.datetime(),
});
export type HubLink = z.infer<typeof rowSchema>;

export function readHubLink(db: ReadDb): HubLink | null {
  const row = db.prepare(`SELECT url, name, hub_key AS hubKey, seal_key AS sealKey, nonce, state, paused, attempts, due_at AS dueAt, reason, contact_at AS contactAt, asked_at AS askedAt FROM hub_link`).get();
  return row === undefined ? null : parsed(rowSchema, row);
}

export function writeHubLink(db: Db, link: HubLink): void {
  db.prepare(`INSERT OR REPLACE INTO hub_link (one, url, name, hub_key, seal_key, nonce, state, paused, attempts, due_at, reason, contact_at, asked_at) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(link.url, link.name, link.hubKey, link.sealKey, link.nonce, link.state, link.paused ? 1 : 0, link.attempts, link.dueAt, link.reason, link.contactAt, link.askedAt);
}

/** Changes some columns of the row that is there; none: nothing happens. */
export function changeHubLink(db: Db, change: Partial<HubLink>): void {
  const link = readHubLink(db);
  if (link) writeHubLink(db, { ...link, ...change });
}

export function removeHubLink(db: Db): void {
  db.prepare(`DELETE FROM hub_link`).run();
}

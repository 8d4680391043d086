/** What was decided here and holds, for whatever the bank does with it next: stations are not told (docs/adr/0031-head-office.md). */
import { z } from 'zod';
import { headOutcomes, headReasons } from '../../core/sync/head-office.ts';
import type { Hub } from '../hub.ts';

/** No name and no document of the customer, but what people wrote in their notes. `first`: who decided first, where two did. */
const heldSchema = z.object({
  decisionId: z.uuid(), at: z.date(), branch: z.string(), stationId: z.string(), caseId: z.uuid(), number: z.string(), demo: z.boolean(), packetId: z.uuid(),
  /** Of the station's decision that was decided upon. */
  sequence: z.number().int(), stationOutcome: z.string(),
  outcome: z.enum(headOutcomes), reason: z.enum(headReasons), person: z.string(), note: z.string(), first: z.string().nullable(), firstNote: z.string().nullable(),
});
export type HeldDecision = z.infer<typeof heldSchema>;

export const placeSchema = z.object({ at: z.iso.datetime(), decisionId: z.uuid() });
/** Where the page before ended. */
export type Place = z.infer<typeof placeSchema>;
/** Chosen: some hundred kilobytes. */
export const decisionsAPage = 500;

/** The first one first; of several of one case the last counts. */
export async function decisionsThatHold(hub: Hub, since: Date, after: Place | null, limit: number = decisionsAPage): Promise<HeldDecision[]> {
  const rows = await hub.db.transaction('head', (sql) => sql.query(
    `SELECT d.decision_id AS "decisionId", d.at, d.branch, d.station_id AS "stationId", d.case_id AS "caseId", c.number, c.demo, d.packet_id AS "packetId", d.sequence, d.station_outcome AS "stationOutcome",
       d.outcome, d.reason, d.person_name AS person, d.note, f.person_name AS first, f.note AS "firstNote"
     FROM head_decisions d JOIN review_cases c ON c.branch = d.branch AND c.case_id = d.case_id LEFT JOIN head_decisions f ON f.branch = d.branch AND f.decision_id = d.answers
     WHERE d.stage IN ('alone', 'agreed') AND d.at >= $1 AND ($2::timestamptz IS NULL OR (d.at, d.decision_id) > ($2, $3::uuid)) ORDER BY d.at, d.decision_id LIMIT $4`,
    [since, after?.at ?? null, after?.decisionId ?? null, limit],
  ));
  return rows.map((row) => heldSchema.parse(row));
}

/** One person decides, or two. What was decided is a row of its own that is never changed; stages 'alone' and 'agreed' hold. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { headOutcomes, headReasons } from '../../core/sync/head-office.ts';
import type { Sql } from '../db/database.ts';
import type { Hub } from '../hub.ts';
import { decisionsOf, findReviewCase, proposalOf, type HeadDecision, type ReviewCase } from './cases.ts';
import { mayBeSecond, whySecond } from './four-eyes.ts';
import { openCaseOf } from './intake.ts';
import { eyeOf, type Person } from './people.ts';
import { addLine, type TrailAction } from './trail.ts';

export const decideSchema = z.object({
  branch: z.string().min(1).max(80), caseId: z.uuid(),
  /** Of the station's decision that was on the page. */
  sequence: z.coerce.number().int().min(0),
  /** The proposal that was on the page; empty: none was. */
  answers: z.union([z.uuid(), z.literal('')]).default(''),
  agree: z.enum(['yes', 'no', '']).default(''),
  outcome: z.enum([...headOutcomes, '']).default(''), reason: z.enum([...headReasons, '']).default(''),
  note: z.string().trim().max(1000).default(''),
});
export type Decide = z.infer<typeof decideSchema>;

export const decideRefusals = {
  'not-found': 'There is no such case here.', 'changed': 'The case has changed since you opened it. Nothing was decided: look at it again.', 'incomplete': 'Say what you decide, choose a reason, and write a sentence.',
  'same-person': 'You decided first. Somebody else must be the second person.', 'gave-password': 'One of you two once gave the other a password. Somebody else must be the second person.',
} as const;
export type DecideRefusal = keyof typeof decideRefusals;
export type Decided = { ok: true; stage: HeadDecision['stage'] } | { ok: false; why: DecideRefusal };

export function decide(hub: Hub, person: Person, asked: Decide): Promise<Decided> {
  return hub.db.transaction({ branches: person.branches }, async (sql) => {
    await openCaseOf(sql, asked.branch, asked.caseId, 'looked-up', hub.clock());
    const found = await findReviewCase(sql, asked.branch, asked.caseId, true);
    if (!found) return refused('not-found');
    const decisions = await decisionsOf(sql, asked.branch, asked.caseId);
    const proposal = proposalOf(found, decisions);
    if (found.sequence !== asked.sequence || (proposal?.decisionId ?? '') !== asked.answers) return refused('changed');
    return proposal ? answer(hub, sql, person, found, proposal, asked) : propose(hub, sql, person, { found, decisions }, asked);
  });
}

const refused = (why: DecideRefusal): Decided => ({ ok: false, why });

async function propose(hub: Hub, sql: Sql, person: Person, { found, decisions }: { found: ReviewCase; decisions: readonly HeadDecision[] }, { outcome, reason, note }: Decide): Promise<Decided> {
  if (outcome === '' || reason === '' || note === '') return refused('incomplete');
  const second = whySecond(found, decisions, outcome);
  const stage = second === null ? 'alone' : 'proposed';
  await write(hub, sql, person, found, { outcome, reason, note, stage, answers: null });
  await addLine(hub, sql, { action: second === null ? 'case.decided' : 'case.proposed', person, branch: found.branch, caseId: found.caseId, facts: { outcome, reason, sequence: found.sequence, ...(second === null ? {} : { second }) } });
  return { ok: true, stage };
}

async function answer(hub: Hub, sql: Sql, person: Person, found: ReviewCase, proposal: HeadDecision, { agree, note }: Decide): Promise<Decided> {
  if (proposal.personId === person.personId) return refused('same-person');
  if (!mayBeSecond(await eyeOf(sql, proposal.personId), await eyeOf(sql, person.personId))) return refused('gave-password');
  if (agree === '' || note === '') return refused('incomplete');
  const stage = agree === 'yes' ? 'agreed' : 'disagreed';
  await write(hub, sql, person, found, { outcome: proposal.outcome, reason: proposal.reason, note, stage, answers: proposal });
  const action: TrailAction = `case.${stage}`;
  await addLine(hub, sql, { action, person, branch: found.branch, caseId: found.caseId, facts: { outcome: proposal.outcome, reason: proposal.reason, sequence: found.sequence } });
  return { ok: true, stage };
}

type Written = Pick<HeadDecision, 'outcome' | 'reason' | 'note' | 'stage'> & { answers: HeadDecision | null };
const stateAfter = ({ stage, outcome }: Written): ReviewCase['state'] =>
  stage === 'proposed' ? 'second' : stage === 'disagreed' ? 'open' : outcome === 'ask-again' ? 'asked-again' : 'decided';

async function write(hub: Hub, sql: Sql, person: Person, found: ReviewCase, written: Written): Promise<void> {
  const { outcome, reason, note, stage, answers } = written;
  await sql.query(
    `INSERT INTO head_decisions (branch, decision_id, case_id, station_id, packet_id, sequence, station_outcome, outcome, reason, note, stage, person_id, person_name, answers, first_by, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [found.branch, randomUUID(), found.caseId, found.stationId, found.packetId, found.sequence, found.stationOutcome, outcome, reason, note, stage, person.personId, person.name, answers?.decisionId ?? null, answers?.personId ?? null, hub.clock()],
  );
  // A case that was the station's waits at head office from now on, however long ago somebody looked at it.
  await sql.query(`UPDATE review_cases SET state = $3, since = CASE WHEN state = 'at-station' THEN $4 ELSE since END WHERE branch = $1 AND case_id = $2`, [found.branch, found.caseId, stateAfter(written), hub.clock()]);
}

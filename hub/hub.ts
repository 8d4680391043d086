/** What everything at the hub works with. */
import type { Database, Sql } from './db/database.ts';
import type { Months } from './db/months.ts';
import type { HubKeys } from './keys.ts';
import type { Refusal, Signed, Verdict } from '../core/sync/protocol.ts';

export type Hub = { db: Database; keys: HubKeys; months: Months; name: string; clock: () => Date; /** Where its keys lie. */ keysFile: string };

/** What an administrator is told. */
export type Said = { ok: boolean; lines: string[] };

/** The hub's word before it is bound to a request and signed. */
export type Word = Pick<Verdict, 'outcome' | 'reason' | 'packetId' | 'parts' | 'receipt' | 'bundle'>;

export const no = (reason: Refusal, packetId: string | null = null, outcome: 'refused' | 'conflict' = 'refused'): Word => ({ outcome, reason, packetId, parts: [], receipt: null });

export const yes = (outcome: 'accepted' | 'already-there', packetId: string | null, parts: Word['parts'] = [], receipt: Signed | null = null): Word => ({ outcome, reason: null, packetId, parts, receipt });

/** Ends a transaction with a word: what it had written is taken back. */
export class Refused extends Error {
  readonly word: Word;
  constructor(word: Word) {
    super(word.reason ?? word.outcome);
    this.word = word;
  }
}

export async function within(hub: Hub, branch: string, work: (sql: Sql) => Promise<Word>): Promise<Word> {
  try {
    return await hub.db.transaction({ branch }, work);
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.word;
    throw thrown;
  }
}

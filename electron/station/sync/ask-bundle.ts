/** Asks head office for what is newer than what this station goes by, and says what it could not take. */
import { effectOf, type Effect, type Heard } from '../../../core/sync/outcome.ts';
import { paths, type HandedBundle } from '../../../core/sync/protocol.ts';
import { sealPurpose } from '../../../core/sync/sealed.ts';
import type { BundleAsk } from '../../../core/sync/bundle.ts';
import type { StationHealth } from '../../../core/sync/health.ts';
import { readBundle, readRefusal } from '../store/bundle.ts';
import type { Db } from '../store/db.ts';
import type { HubLink } from '../store/hub-link.ts';
import { replyKeyOf } from '../store/reply-key.ts';
import { exchange, type ExchangeTools } from './exchange.ts';
import { newSealSecret, sealWhole } from './seal.ts';

/** Chosen: three times the largest bundle there can be, written as text within text. */
const mostBundleBytes = 8_000_000;
const timeoutMs = 60_000;

/** @param health null: it could not be told */
export async function askBundle(db: Db, link: HubLink, tools: ExchangeTools, health: StationHealth | null): Promise<{ effect: Effect; bundle: HandedBundle | null }> {
  const held = readBundle(db);
  const refused = readRefusal(db);
  const ask: BundleAsk = {
    // One whose list was dropped is had in part alone (drop-faces.ts).
    have: held && held.hubKey === link.hubKey && held.sha256 !== refused?.sha256 ? { version: held.version, sha256: held.sha256 } : null,
    refused: refused && { version: refused.version, code: refused.code },
  };
  const replyKey = Buffer.from(sealWhole(link.sealKey, newSealSecret(), sealPurpose.replyKey(tools.key.stationId), replyKeyOf(db))).toString('base64');
  const say = (what: BundleAsk): Promise<Heard> => exchange(link, { method: 'POST', path: paths.bundle, body: Buffer.from(JSON.stringify(what), 'utf8'), timeoutMs, mostBytes: mostBundleBytes }, tools);
  // A hub of before the one or the other refuses a question that holds it: one of before `health` is asked without, one of before lists of faces has none to give either.
  const questions: BundleAsk[] = [...(health === null ? [] : [{ ...ask, replyKey, health }]), { ...ask, replyKey }, ask];
  let heard = await say(questions[0]!);
  for (const question of questions.slice(1)) if (heard.kind === 'verdict' && heard.verdict.reason === 'packet.malformed') heard = await say(question);
  return { effect: effectOf(heard), bundle: heard.kind === 'verdict' ? (heard.verdict.bundle ?? null) : null };
}

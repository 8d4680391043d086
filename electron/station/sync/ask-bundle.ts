/** Asks head office for what is newer than what this station goes by, and says what it could not take. */
import { effectOf, type Effect } from '../../../core/sync/outcome.ts';
import { paths, type HandedBundle } from '../../../core/sync/protocol.ts';
import { sealPurpose } from '../../../core/sync/sealed.ts';
import type { BundleAsk } from '../../../core/sync/bundle.ts';
import { readBundle, readRefusal } from '../store/bundle.ts';
import type { Db } from '../store/db.ts';
import type { HubLink } from '../store/hub-link.ts';
import { replyKeyOf } from '../store/reply-key.ts';
import { exchange, type ExchangeTools } from './exchange.ts';
import { newSealSecret, sealWhole } from './seal.ts';

/** Chosen: three times the largest bundle there can be, written as text within text. */
const mostBundleBytes = 8_000_000;
const timeoutMs = 60_000;

export async function askBundle(db: Db, link: HubLink, tools: ExchangeTools): Promise<{ effect: Effect; bundle: HandedBundle | null }> {
  const held = readBundle(db);
  const refused = readRefusal(db);
  const ask: BundleAsk = {
    have: held && held.hubKey === link.hubKey ? { version: held.version, sha256: held.sha256 } : null,
    refused: refused && { version: refused.version, code: refused.code },
    replyKey: Buffer.from(sealWhole(link.sealKey, newSealSecret(), sealPurpose.replyKey(tools.key.stationId), replyKeyOf(db))).toString('base64'),
  };
  const heard = await exchange(link, { method: 'POST', path: paths.bundle, body: Buffer.from(JSON.stringify(ask), 'utf8'), timeoutMs, mostBytes: mostBundleBytes }, tools);
  return { effect: effectOf(heard), bundle: heard.kind === 'verdict' ? (heard.verdict.bundle ?? null) : null };
}

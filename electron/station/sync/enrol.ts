/**
 * How a station and a hub come to know each other. The supervisor types the hub's code, so the station cannot be led to another hub; the hub's
 * administrator types the station's code, which is made of both keys, so the hub cannot be led to another station. Neither code ever crosses the line.
 */
import { createHash, randomBytes } from 'node:crypto';
import { CodedError } from '../../../core/errors.ts';
import { codeOf, codeSource, readCode } from '../../../core/sync/keys.ts';
import { effectOf, type Effect } from '../../../core/sync/outcome.ts';
import { codeHours, contexts, enrolmentSchema, hubStatementSchema, paths, protocolVersion, signedSchema, type HubStatement } from '../../../core/sync/protocol.ts';
import { changeHubLink, readHubLink, type HubLink } from '../store/hub-link.ts';
import type { Db } from '../store/db.ts';
import { readSettings } from '../store/settings.ts';
import { isSignedBy } from '../store/station-key.ts';
import { jsonOf } from '../json.ts';
import { ask, exchange, type ExchangeTools, type Fetch } from './exchange.ts';

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest();

/** What a supervisor reads out to the hub's administrator. */
export const enrolmentCode = (publicKey: string, link: Pick<HubLink, 'hubKey' | 'nonce'>): string => codeOf(sha256(codeSource.enrolment(publicKey, link.hubKey, link.nonce)));
export const hubCode = (hubKey: string): string => codeOf(sha256(codeSource.hub(hubKey)));
export const stationCode = (publicKey: string): string => codeOf(sha256(codeSource.station(publicKey)));

/** https, or this computer itself. @throws CodedError hub.address */
export function hubAddress(typed: string): string {
  let url: URL;
  try {
    url = new URL(typed.trim());
  } catch {
    throw new CodedError('hub.address');
  }
  const own = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if ((url.protocol !== 'https:' && !(own && url.protocol === 'http:')) || url.username !== '' || url.search !== '' || url.hash !== '') throw new CodedError('hub.address');
  return url.href.replace(/\/+$/, '');
}

/** Chosen: a hub that does not answer within it is not there for the person who waits in front of the screen. */
const lookMs = 15_000;

/** The hub at this address, if it is the one whose code was typed. @throws CodedError hub.address · hub.unreachable · hub.other · hub.protocol */
export async function findHub(url: string, typedCode: string, fetchIt: Fetch): Promise<HubStatement> {
  const code = readCode(typedCode);
  if (code === null) throw new CodedError('hub.other');
  const answer = await ask(url + paths.hub, fetchIt, { method: 'GET', timeoutMs: lookMs });
  if (answer.kind === 'fault' || answer.status !== 200) throw new CodedError('hub.unreachable');
  const signed = signedSchema.safeParse(jsonOf(answer.text));
  const said = hubStatementSchema.safeParse(signed.success ? jsonOf(signed.data.body) : null);
  if (!signed.success || !said.success) throw new CodedError('hub.unreachable');
  if (hubCode(said.data.signKey) !== code || !isSignedBy(said.data.signKey, contexts.hub, signed.data.body, signed.data.signature)) throw new CodedError('hub.other');
  if (!said.data.protocols.includes(protocolVersion)) throw new CodedError('hub.protocol');
  return said.data;
}

/** Until when the code of a request is good, by this station's clock; the hub goes by its own. */
export const codeUntil = ({ askedAt }: Pick<HubLink, 'askedAt'>): string => new Date(Date.parse(askedAt) + codeHours * 3_600_000).toISOString();

/** `before`: a request to the same hub that is still good stays the same one, so that a code that is being read out does not change. */
export function newLink(url: string, hub: HubStatement, at: string, before: HubLink | null): HubLink {
  const same = before?.state === 'pending' && before.hubKey === hub.signKey && before.askedAt <= at && at < codeUntil(before);
  const { nonce, askedAt } = same ? before : { nonce: randomBytes(16).toString('hex'), askedAt: at };
  return {
    url, name: hub.name, hubKey: hub.signKey, sealKey: hub.sealKey, nonce, state: 'pending', paused: false,
    attempts: 0, dueAt: at, reason: 'station.pending', contactAt: at, askedAt,
  };
}

/** Asks to be let in, or whether somebody has let us in by now: the same request. */
export async function askToEnrol(db: Db, link: HubLink, tools: ExchangeTools): Promise<Effect> {
  const { stationName, branch } = readSettings(db);
  const { key } = tools;
  const statement = enrolmentSchema.parse({
    protocol: protocolVersion, stationId: key.stationId, stationName, branch, publicKey: key.publicKey, hubKey: link.hubKey, nonce: link.nonce, at: tools.clock().toISOString(),
  });
  const body = JSON.stringify(statement);
  const bytes = Buffer.from(JSON.stringify({ body, signature: key.sign(contexts.enrolment, body) }), 'utf8');
  const effect = effectOf(await exchange(link, { method: 'POST', path: paths.enrolments, body: bytes, timeoutMs: lookMs }, tools));
  // Only of the link that was asked for: a supervisor may have chosen another hub meanwhile.
  if (readHubLink(db)?.nonce === link.nonce && effect.outcome !== 'unavailable') {
    const letIn = effect.row === 'go-on';
    changeHubLink(db, { state: letIn ? 'enrolled' : effect.reason === 'station.pending' ? 'pending' : 'blocked', reason: letIn ? null : effect.reason, contactAt: tools.clock().toISOString() });
  }
  return effect;
}

/** One signed request to the hub, and what was heard. Whatever is not the pinned hub's own word to this request is a fault of the line. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { contexts, earliestTime, latestTime, protocolVersion, receiptSchema, signedSchema, verdictSchema, type Receipt, type RequestFacts, type Signed, type Verdict } from '../../../core/sync/protocol.ts';
import { faultOf, type Heard, type LinkFault } from '../../../core/sync/outcome.ts';
import { jsonOf } from '../json.ts';
import type { Pace } from './pace.ts';
import { isSignedBy, type StationKey } from '../store/station-key.ts';

export type Fetch = typeof fetch;

export type HubDoor = { url: string; hubKey: string };
export type Call = { method: RequestFacts['method']; path: string; body?: Uint8Array; timeoutMs: number; /** The largest answer that is read. */ mostBytes?: number };
export type ExchangeTools = { fetch: Fetch; clock: () => Date; key: StationKey; skewMs: { value: number }; pace: Pace; /** The hub's signed time less our clock, of every word of it. */ hubSays?: (skewMs: number) => void };

/** Chosen: a verdict is under 10 kB. */
const mostAnswerBytes = 256_000;

/**
 * A station that was off for weeks may have a wrong clock: the hub says its own, and the request is signed anew for that time. Anybody can say a time;
 * only the hub's signed word on a request of that time makes it the time of later ones. No case is ever dated by a hub.
 */
export async function exchange(door: HubDoor, call: Call, tools: ExchangeTools): Promise<Heard> {
  const first = await once(door, call, tools, tools.skewMs.value);
  const skewMs = first.hubTime === null ? NaN : first.hubTime - tools.clock().getTime();
  // The same time again: the refusal was about something else.
  if (!(Math.abs(skewMs - tools.skewMs.value) >= 1000)) return first.heard;
  const second = await once(door, call, tools, skewMs);
  if (second.heard.kind === 'verdict') tools.skewMs.value = skewMs;
  return second.hubTime === null ? second.heard : fault('clock');
}

type Once = { heard: Heard; /** Milliseconds since 1970, of an answer that did not take the request's time. */ hubTime: number | null };

async function once(door: HubDoor, call: Call, tools: ExchangeTools, skewMs: number): Promise<Once> {
  const { body = new Uint8Array() } = call;
  const facts: RequestFacts = {
    protocol: protocolVersion, stationId: tools.key.stationId, nonce: randomBytes(16).toString('hex'), at: new Date(tools.clock().getTime() + skewMs).toISOString(),
    method: call.method, path: call.path, bodySha256: createHash('sha256').update(body).digest('hex'), hubKey: door.hubKey,
  };
  const text = JSON.stringify(facts);
  const answer = await ask(door.url + call.path, tools.fetch, {
    method: call.method, timeoutMs: call.timeoutMs, pace: tools.pace, mostBytes: call.mostBytes,
    headers: { 'x-vestibule-request': Buffer.from(text).toString('base64'), 'x-vestibule-signature': tools.key.sign(contexts.request, text) },
    ...(call.body && { body }),
  });
  if (answer.kind === 'fault') return { heard: answer, hubTime: null };
  const heard = verdictIn(answer.text, door.hubKey, facts);
  if (heard?.kind === 'verdict') tools.hubSays?.(Date.parse(heard.verdict.at) - tools.clock().getTime());
  if (heard !== null) return { heard, hubTime: null };
  return { heard: fault(faultOf(answer.status), answer.retryAfterSeconds), hubTime: answer.status === 401 ? timeIn(answer.text) : null };
}

const fault = (which: LinkFault, retryAfterSeconds: number | null = null): Extract<Heard, { kind: 'fault' }> => ({ kind: 'fault', fault: which, retryAfterSeconds });

function verdictIn(text: string, hubKey: string, facts: RequestFacts): Heard | null {
  const opened = openSigned(text, hubKey, contexts.verdict);
  if (opened === null) return null;
  const verdict = verdictSchema.safeParse(opened);
  if (!verdict.success) return fault('not-the-hub');
  // A true word, to another request: sent again by something between, or out of order.
  if (verdict.data.nonce !== facts.nonce || verdict.data.stationId !== facts.stationId) return fault('stale-answer');
  return { kind: 'verdict', verdict: verdict.data, receipt: receiptIn(verdict.data, hubKey) };
}

function receiptIn(verdict: Verdict, hubKey: string): Receipt | null {
  return verdict.receipt === null ? null : openReceipt(verdict.receipt, hubKey);
}

/** @returns null when it is not the hub's signature, or not a receipt. */
export function openReceipt(receipt: Signed, hubKey: string): Receipt | null {
  if (!isSignedBy(hubKey, contexts.receipt, receipt.body, receipt.signature)) return null;
  const read = receiptSchema.safeParse(jsonOf(receipt.body));
  return read.success ? read.data : null;
}

function openSigned(text: string, publicKey: string, context: typeof contexts.verdict): unknown {
  const signed = signedSchema.safeParse(jsonOf(text));
  if (!signed.success || !isSignedBy(publicKey, context, signed.data.body, signed.data.signature)) return null;
  return jsonOf(signed.data.body);
}

const timeSchema = z.looseObject({ now: z.iso.datetime().transform((text) => Date.parse(text)).pipe(z.number().min(earliestTime).max(latestTime)) });

function timeIn(text: string): number | null {
  const said = timeSchema.safeParse(jsonOf(text));
  return said.success ? said.data.now : null;
}

type Ask = { method: string; headers?: Record<string, string>; body?: Uint8Array; timeoutMs: number; pace?: Pace; mostBytes?: number | undefined };
type Answer = { kind: 'answer'; status: number; text: string; retryAfterSeconds: number | null } | Extract<Heard, { kind: 'fault' }>;

/** Never rejects. A redirect is not followed: nobody is told the request that was not meant for them. */
export async function ask(url: string, fetchIt: Fetch, { method, headers = {}, body, timeoutMs, pace, mostBytes = mostAnswerBytes }: Ask): Promise<Answer> {
  const rate = pace?.kilobytesPerSecond ?? null;
  const paceMs = body && rate !== null ? 2 * body.length / rate : 0;
  const init: RequestInit = {
    method, headers: { ...headers, ...(body && { 'content-type': 'application/octet-stream', 'content-length': String(body.length) }) }, redirect: 'manual', signal: AbortSignal.timeout(Math.ceil(timeoutMs + paceMs)),
    ...(body && (pace && rate !== null ? { body: pace.stream(body, rate), duplex: 'half' } : { body: new Uint8Array(body) })),
  };
  try {
    const response = await fetchIt(url, init);
    const text = await boundedText(response, mostBytes);
    if (text === null) return fault('not-the-hub');
    const retry = Number(response.headers.get('retry-after'));
    return { kind: 'answer', status: response.status, text, retryAfterSeconds: Number.isFinite(retry) && retry > 0 ? retry : null };
  } catch (thrown) {
    return fault(whyOf(thrown));
  }
}

function whyOf(thrown: unknown): LinkFault {
  if (thrown instanceof Error && (thrown.name === 'TimeoutError' || thrown.name === 'AbortError')) return 'too-slow';
  const cause = thrown instanceof Error && thrown.cause instanceof Error && 'code' in thrown.cause ? String(thrown.cause.code) : '';
  return ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(cause) ? 'cut-off' : 'no-answer';
}

async function boundedText(response: Response, most: number): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += (piece as Uint8Array).length;
    if (size > most) return null;
    pieces.push(piece as Uint8Array);
  }
  return Buffer.concat(pieces).toString('utf8');
}

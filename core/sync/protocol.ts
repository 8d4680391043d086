/** What station and hub agree on: names, sizes and the shapes of what they say to each other (docs/adr/0017-packets-and-receipts.md). */
import { z } from 'zod';

/** Spoken by this program. A hub or a station that asks for less is refused: there is no older one to be kind to. */
export const protocolVersion = 1;

/** Each kind of signed text begins with its own word, so that a signature for one is never taken for another. The first three are the station's. */
export const contexts = { packet: 'packet', request: 'sync-request', enrolment: 'hub-enrolment', verdict: 'hub-verdict', receipt: 'hub-receipt', hub: 'hub-statement', bundle: 'hub-bundle', rotation: 'hub-rotation', trail: 'hub-trail' } as const;
export type SignedContext = (typeof contexts)[keyof typeof contexts];

/** What Ed25519 is over, as UTF-8: the same form as everything else a station signs (store/signature.ts). */
export const signedText = (context: SignedContext, text: string): string => `vestibule ${context} 1\n${text}`;

/** Chosen: 1.6 s on a link of 40 kB/s, so that a cut costs little; the bound of what is held in memory of a part. */
export const chunkBytes = 65_536;
/** Chosen: what one request may carry. Fewer are sent where the link is slow or something between refuses the size. */
export const mostChunksARequest = 16;
/** What an `integer` of PostgreSQL holds: no number that counts on a station comes near it, and a larger one is no record. */
export const mostNumber = 2_147_483_647;
/** Chosen: twenty times the largest manifest seen (about 100 kB). */
export const manifestBytes = 2_000_000;

export const sha256Text = z.string().regex(/^[0-9a-f]{64}$/);
/** First half of the SHA-256 of the station's public key: a station cannot take another one's name. */
export const stationIdText = z.string().regex(/^[0-9a-f]{32}$/);
const base64 = z.string().max(400).regex(/^[A-Za-z0-9+/]+=*$/);
/** 32 bytes. */
export const publicKeyText = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
/** 64 bytes. */
export const signatureText = z.string().regex(/^[A-Za-z0-9+/]{86}==$/);

/** `signature`: Ed25519 over signedText() of the context and `body` as it stands here. */
export const signedSchema = z.strictObject({ body: z.string().max(4_000_000), signature: base64 });
export type Signed = z.infer<typeof signedSchema>;

/** A bundle as one station gets it. `facesKey`: what opens the list of faces in it, closed under that station's reply key; base64. */
export const handedBundleSchema = signedSchema.extend({ facesKey: base64.optional() });
export type HandedBundle = z.infer<typeof handedBundleSchema>;

/** In the header `x-vestibule-request`; signed in `x-vestibule-signature`. */
export const requestSchema = z.strictObject({
  protocol: z.number().int(), stationId: stationIdText, nonce: z.string().regex(/^[0-9a-f]{32}$/), at: z.iso.datetime(),
  method: z.enum(['GET', 'PUT', 'POST']), path: z.string().max(400), bodySha256: sha256Text,
  /** The hub's key that the station has pinned: a hub that changed its key answers with that one until the station knows the new one. Left out: the newest. */
  hubKey: publicKeyText.optional(),
});
export type RequestFacts = z.infer<typeof requestSchema>;

/** Chosen: minutes a request stays good. The station corrects its clock by the hub's answer; everything it may say is idempotent. */
export const requestMinutes = 10;

/** Chosen: no station and no hub is older, none will be younger. A time outside of them is a fault, whoever says it. */
export const earliestTime = Date.parse('2020-01-01T00:00:00.000Z');
export const latestTime = Date.parse('2100-01-01T00:00:00.000Z');

export const hubStatementSchema = z.strictObject({
  protocols: z.array(z.number().int()).min(1).max(20), name: z.string().max(120), signKey: base64, sealKey: base64, at: z.iso.datetime(),
});
export type HubStatement = z.infer<typeof hubStatementSchema>;

/** No control characters, no half of a character, no line ends, nothing that turns the direction of a line: what a stranger sends is read by people in a list, also on a terminal. */
export const isPlainLine = (text: string): boolean => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(text);
const placeName = z.string().min(1).max(80).refine(isPlainLine);

export const enrolmentSchema = z.strictObject({
  protocol: z.number().int(), stationId: stationIdText, stationName: placeName, branch: placeName,
  publicKey: base64, hubKey: base64, nonce: z.string().regex(/^[0-9a-f]{32}$/), at: z.iso.datetime(),
});
export type Enrolment = z.infer<typeof enrolmentSchema>;

/** Chosen: how long the code of one request to be let in is good. One that was read out yesterday is not taken any more. */
export const codeHours = 24;

export const verdictOutcomes = ['accepted', 'already-there', 'conflict', 'refused'] as const;

/** Why a hub says no. `station.*` is about the station: nothing of the packet is wrong, and nothing is parked. */
export const refusals = [
  'station.unknown', 'station.pending', 'station.revoked', 'station.expired', 'protocol.unsupported',
  'packet.unreadable', 'packet.signature', 'packet.foreign', 'packet.malformed', 'packet.date', 'packet.other-content', 'packet.sequence-taken',
  'part.unknown', 'part.unreadable', 'part.digest', 'part.other-content',
] as const;
export type Refusal = (typeof refusals)[number];

/** The hub's word on one request; always signed, always to the nonce of that request. `have`: chunks the hub holds; a part that is whole is not listed. */
export const verdictSchema = z.strictObject({
  protocol: z.literal(protocolVersion), stationId: stationIdText, nonce: z.string(), at: z.iso.datetime(),
  outcome: z.enum(verdictOutcomes), reason: z.enum(refusals).nullable(),
  packetId: z.uuid().nullable(),
  parts: z.array(z.strictObject({ captureId: z.uuid(), have: z.number().int().min(0) })).max(40),
  receipt: signedSchema.nullable(),
  /** The newest word of head office for this station, signed for itself: it may also be carried by hand. Only where it was asked for and is not there yet. */
  bundle: handedBundleSchema.optional(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** What lets a row count as sent. One packet has one receipt for ever. */
export const receiptSchema = z.strictObject({
  protocol: z.literal(protocolVersion), stationId: stationIdText, packetId: z.uuid(), manifestSha256: sha256Text,
  parts: z.array(z.strictObject({ captureId: z.uuid(), sha256: sha256Text })).max(40), at: z.iso.datetime(),
});
export type Receipt = z.infer<typeof receiptSchema>;

export const paths = {
  hub: '/v1/hub',
  enrolments: '/v1/enrolments',
  bundle: '/v1/bundle',
  packet: (packetId: string): string => `/v1/packets/${packetId}`,
  part: (packetId: string, captureId: string, from: number): string => `/v1/packets/${packetId}/parts/${captureId}?from=${from}`,
} as const;

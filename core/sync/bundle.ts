/** What head office tells its stations: one signed, numbered bundle that is whole in itself, so that a station needs the newest alone (docs/adr/0032-what-comes-back.md). */
import { z } from 'zod';
import { parsePolicy } from '../case/policy.ts';
import { countryOf } from '../document/countries.ts';
import { documentClasses } from '../document/reading.ts';
import { CodedError } from '../errors.ts';
import { sealedFacesSchema } from './blocked-faces.ts';
import { stationHealthSchema } from './health.ts';
import { mostNumber, protocolVersion, publicKeyText, sha256Text, signatureText, stationIdText } from './protocol.ts';

/** Chosen: a list of a bank, not of a police; bounds the bundle to about 1 MB, and the hub's work to three minutes of a core (8 ms each, measured here). */
export const mostBlocked = 20_000;
export const operatorNameText = z.string().trim().min(1).max(80);

const versionNumber = z.number().int().min(1).max(mostNumber);

export const bundleSchema = z.strictObject({
  format: z.literal('vestibule.bundle'), protocol: z.literal(protocolVersion),
  /** Grows by one with each; a station takes no smaller one than it has. */
  version: versionNumber,
  issuedAt: z.iso.datetime(),
  /** Not taken any more from then on; what was taken stays. null: for ever. */
  expiresAt: z.iso.datetime().nullable(),
  /** For these alone; null: for all. */
  stations: z.array(stationIdText).max(10_000).nullable(),
  /** Each whole, in the form of resources/policies. One of an id that the station has takes its place. */
  policies: z.array(z.unknown()).max(20),
  revokedStations: z.array(stationIdText).max(10_000),
  /** By name, because ids of operators are a station's own; `stationId` null: wherever the name is. */
  revokedOperators: z.array(z.strictObject({ name: operatorNameText, stationId: stationIdText.nullable() })).max(10_000),
  /** `hashes`: documentText() of each under `salt`, by blockedCost, base64url. */
  blockedDocuments: z.strictObject({ salt: z.string().regex(/^[0-9a-f]{32}$/), hashes: z.array(z.string().regex(/^[A-Za-z0-9_-]{22}$/)).max(mostBlocked) }).nullable(),
  /** Left out where there are none: a station of before them takes what it knows whole. */
  blockedFaces: sealedFacesSchema.optional(),
  /** Told to staff under Sending. */
  notes: z.array(z.string().trim().min(1).max(500)).max(20),
  /** The keys that take the place of the one this bundle is signed with. `proof`: rotationText() signed with the new one, so that nobody is given a key that nobody has. */
  nextKeys: z.strictObject({ signKey: publicKeyText, sealKey: publicKeyText, proof: signatureText }).nullable(),
});
export type Bundle = z.infer<typeof bundleSchema>;

export const rotationText = (from: string, { signKey, sealKey }: { signKey: string; sealKey: string }): string => `${from} ${signKey} ${sealKey}`;

/** Why a station did not take one: told on its screen and to the hub. */
export const bundleRefusals = ['bundle.unreadable', 'bundle.signature', 'bundle.older', 'bundle.other-content', 'bundle.foreign', 'bundle.expired', 'bundle.policy', 'bundle.rotation', 'bundle.faces'] as const;
export type BundleRefusal = (typeof bundleRefusals)[number];

/** What a station says when it asks: what it goes by, and what it last refused. What a newer station says besides is not read. */
export const bundleAskSchema = z.object({
  have: z.strictObject({ version: versionNumber, sha256: sha256Text }).nullable(),
  refused: z.strictObject({ version: versionNumber.nullable(), code: z.enum(bundleRefusals) }).nullable(),
  /** 32 bytes that the station drew once, sealed to the hub: under them it is answered what only it may read. base64. */
  replyKey: z.string().max(200).regex(/^[A-Za-z0-9+/]+=*$/).optional(),
  /** How it is. Older stations say nothing of it. */
  health: stationHealthSchema.optional().catch(undefined),
});
export type BundleAsk = z.infer<typeof bundleAskSchema>;

/** @returns the place of the first fault, never its value; null: this program takes the policy. */
export function policyFault(policy: unknown): string | null {
  try {
    parsePolicy(policy);
    return null;
  } catch (thrown) {
    if (thrown instanceof CodedError) return String(thrown.values['place'] ?? '');
    throw thrown;
  }
}

export type DocumentIdentity = { /** ICAO 9303-3 code. */ country: string; /** Class of the document. */ kind: string; number: string };

/** One spelling of a document number: capitals and digits alone. O and 0 stay two characters. */
export const plainNumber = (number: string): string => number.normalize('NFKD').toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** A document as head office writes it down, in the words by which stations know it: under others it would never be found. */
export const documentIdentitySchema = z.strictObject({
  country: z.string().max(10).transform((code, context) => {
    const known = countryOf(code);
    if (known === null) context.addIssue({ code: 'custom', message: 'is not a code of ICAO 9303-3' });
    return known ?? z.NEVER;
  }),
  kind: z.enum(documentClasses, { error: () => `is none of ${documentClasses.join(', ')}` }),
  number: z.string().max(60).refine((number) => plainNumber(number).length >= 3, 'has fewer than three letters or digits'),
});

/** What is hashed of a document: the same text from station and hub for the same document. */
export const documentText = ({ country, kind, number }: DocumentIdentity): string => `${country.toUpperCase()} ${kind} ${plainNumber(number)}`;

/** scrypt (RFC 7914): about 10 ms here. Chosen: whoever has the list and tries all 10^9 numbers of nine digits of one country and kind needs some 100 days of a core; a plain hash would be through in minutes. */
export const blockedCost = { N: 4096, r: 8, p: 1, bytes: 16 } as const;

/** A station without a store: what the conformance suite, the bench and hostile tests speak with. It can say anything a station can, and what none would. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Manifest } from '../../core/sync/manifest.ts';
import { contexts, hubStatementSchema, paths, protocolVersion, receiptSchema, signedSchema, verdictSchema, type HubStatement, type Receipt, type RequestFacts, type Verdict } from '../../core/sync/protocol.ts';
import { chunkCount, sealPurpose } from '../../core/sync/sealed.ts';
import { enrolmentCode } from '../../electron/station/sync/enrol.ts';
import { newSealSecret, openSeal, sealWhole } from '../../electron/station/sync/seal.ts';
import { newPrivateKey, signerOf } from '../../electron/station/store/signature.ts';
import { isSignedBy, stationKeyOf, type StationKey } from '../../electron/station/store/station-key.ts';

export type Heard = { status: number; text: string; /** null: not signed by the hub for this request. */ verdict: Verdict | null; receipt: Receipt | null };
export type Ask = { method: RequestFacts['method']; path: string; body?: Uint8Array; /** What to lie about. */ facts?: Partial<RequestFacts>; signer?: StationKey; nonce?: string };

export type RawStation = {
  key: StationKey; hub: HubStatement; branch: string; nonce: string;
  /** What an administrator types. */
  code: string;
  ask(asked: Ask): Promise<Heard>;
  enrol(): Promise<Heard>;
  manifest(change?: Partial<Manifest>, pictures?: readonly Uint8Array[]): Manifest;
  sealFacts(manifest: Manifest, signer?: StationKey): Uint8Array;
  /** Header and chunks from `from` to before `to`. */
  sealPicture(captureId: string, picture: Uint8Array, options?: { secret?: Uint8Array; from?: number; to?: number }): Uint8Array;
  sendFacts(manifest: Manifest): Promise<Heard>;
};

export async function readHub(url: string): Promise<HubStatement> {
  const signed = signedSchema.parse(await (await fetch(url + paths.hub)).json());
  const statement = hubStatementSchema.parse(JSON.parse(signed.body));
  if (!isSignedBy(statement.signKey, contexts.hub, signed.body, signed.signature)) throw new Error('The hub did not sign what it says of itself.');
  return statement;
}

export const newStationKey = (): StationKey => stationKeyOf(signerOf(newPrivateKey()));

export async function rawStation(url: string, branch: string, key: StationKey = newStationKey()): Promise<RawStation> {
  const hub = await readHub(url);
  const nonce = randomBytes(16).toString('hex');
  const ask = (asked: Ask): Promise<Heard> => askHub(url, hub, key, asked);
  const station: RawStation = {
    key, hub, branch, nonce, ask,
    code: enrolmentCode(key.publicKey, { hubKey: hub.signKey, nonce }),
    enrol: () => {
      const body = JSON.stringify({ protocol: protocolVersion, stationId: key.stationId, stationName: 'Raw', branch, publicKey: key.publicKey, hubKey: hub.signKey, nonce, at: new Date().toISOString() });
      return ask({ method: 'POST', path: paths.enrolments, body: Buffer.from(JSON.stringify({ body, signature: key.sign(contexts.enrolment, body)})) });
    },
    manifest: (change = {}, pictures = []) => ({ ...manifestOf(key.stationId, branch, pictures), ...change }),
    sealFacts: (manifest, signer = key) => {
      const body = JSON.stringify(manifest);
      const signed = JSON.stringify({ body, signature: signer.sign(contexts.packet, body) });
      return sealWhole(hub.sealKey, newSealSecret(), sealPurpose.manifest(key.stationId, manifest.packetId), Buffer.from(signed, 'utf8'));
    },
    sealPicture: (captureId, picture, { secret: part = newSealSecret(), from = 0, to = chunkCount(picture.length) } = {}) => {
      const seal = openSeal(hub.sealKey, part, sealPurpose.part(key.stationId, captureId));
      return Buffer.concat([seal.header, seal.chunks(picture, from, to)]);
    },
    sendFacts: (manifest) => ask({ method: 'PUT', path: paths.packet(manifest.packetId), body: station.sealFacts(manifest) }),
  };
  return station;
}

async function askHub(url: string, hub: HubStatement, key: StationKey, { method, path, body, facts: lies = {}, signer = key, nonce = randomBytes(16).toString('hex') }: Ask): Promise<Heard> {
  const facts: RequestFacts = {
    protocol: protocolVersion, stationId: key.stationId, nonce, at: new Date().toISOString(), method, path,
    bodySha256: createHash('sha256').update(body ?? new Uint8Array()).digest('hex'), ...lies,
  };
  const text = JSON.stringify(facts);
  const response = await fetch(url + path, {
    method, headers: { 'x-vestibule-request': Buffer.from(text).toString('base64'), 'x-vestibule-signature': signer.sign(contexts.request, text), ...(body && { 'content-type': 'application/octet-stream' }) },
    ...(body && { body: new Uint8Array(body) }),
  });
  const answer = await response.text();
  const verdict = verdictIn(answer, hub, facts);
  const receipt = verdict?.receipt && isSignedBy(hub.signKey, contexts.receipt, verdict.receipt.body, verdict.receipt.signature) ? receiptSchema.parse(JSON.parse(verdict.receipt.body)) : null;
  return { status: response.status, text: answer, verdict, receipt };
}

function verdictIn(text: string, hub: HubStatement, facts: RequestFacts): Verdict | null {
  try {
    const signed = signedSchema.parse(JSON.parse(text));
    if (!isSignedBy(hub.signKey, contexts.verdict, signed.body, signed.signature)) return null;
    const verdict = verdictSchema.parse(JSON.parse(signed.body));
    return verdict.nonce === facts.nonce && verdict.stationId === facts.stationId ? verdict : null;
  } catch {
    return null;
  }
}

/** Fictional, whole, of an ordinary size: 40 results. */
function manifestOf(stationId: string, branch: string, pictures: readonly Uint8Array[]): Manifest {
  const at = new Date().toISOString();
  const [caseId, packetId] = [randomUUID(), randomUUID()];
  const captures = pictures.map((picture) => ({
    captureId: randomUUID(), caseId, step: 'document-front' as const, mime: 'image/jpeg' as const, width: 1280, height: 720,
    provenance: { lane: 'camera' as const, device: 'Demonstration camera', demo: true, capturedAt: at }, operatorId: null,
    sha256: createHash('sha256').update(picture).digest('hex'), bytes: picture.length,
  }));
  const results = Array.from({ length: 40 }, (_, n) => ({
    id: `doc.check-${n}`, status: 'pass' as const, value: n / 40, threshold: 0.5, unit: 'share', regions: [{ x: 10, y: 20, width: 30, height: 40 }], values: { seen: n }, reason: null, captureId: captures[0]?.captureId ?? null,
  }));
  return {
    format: 'vestibule.packet', protocol: protocolVersion, packetId, stationId, stationName: 'Raw', branch, program: '0.1.0', committedAt: at,
    case: { caseId, number: '20261129-0001', name: 'Mira Lu Östergård', documentNumber: 'L898902C3', documentType: 'passport', birthDate: '1990-03-14', demo: true, createdAt: at },
    sequence: 1, submission: 1, final: true, decidedAt: at, operatorName: 'Ines Falk', decision: { outcome: 'accept', reasons: [], policy: { id: 'coinex', version: '1' } },
    attestation: { facePresent: true, documentTouched: true, note: '', at }, results: results as Manifest['results'], evidence: { caseId, startedAt: at }, captures,
    audit: { sequence: 1, hash: '0'.repeat(64) },
  };
}

/** A station's store with as many closed cases as are wanted, written by the station's own writers, many a transaction. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { decide } from '../../../core/case/decide.ts';
import type { Capture, Decision, Evidence } from '../../../core/case/case.ts';
import type { Policy } from '../../../core/case/policy.ts';
import { createStation } from '../../../electron/station/create.ts';
import { caseFacts, evidenceDigest } from '../../../electron/station/evidence.ts';
import { figureDays } from '../../../electron/station/handlers/figures.ts';
import { countTrial } from '../../../electron/station/fairness.ts';
import { readKeyring, unwrapForSupervisor } from '../../../electron/station/keyring.ts';
import { openSigningKey } from '../../../electron/station/signing-key.ts';
import { addAuditLine, decisionDigest, lastLine } from '../../../electron/station/store/audit.ts';
import { readHead, saveHead } from '../../../electron/station/audit-head.ts';
import { addCapture } from '../../../electron/station/store/captures.ts';
import { ensureCaseKey } from '../../../electron/station/store/case-keys.ts';
import { addCase, closeCase, nextCaseNumber } from '../../../electron/station/store/cases.ts';
import { transact, type Db, type Tx } from '../../../electron/station/store/db.ts';
import { addDecision } from '../../../electron/station/store/decisions.ts';
import { writeHubLink } from '../../../electron/station/store/hub-link.ts';
import { changeOutboxRow, addOutboxRow, findByOutboxId } from '../../../electron/station/store/outbox.ts';
import { openStore } from '../../../electron/station/store/open.ts';
import { addReceipt } from '../../../electron/station/store/packets.ts';
import type { Signer } from '../../../electron/station/store/signature.ts';
import { stationKeyOf, type StationKey } from '../../../electron/station/store/station-key.ts';
import { addSubmission } from '../../../electron/station/store/submissions.ts';
import { freezePacket } from '../../../electron/station/sync/packet.ts';
import { attestation, evidenceOf, must, passphrase, pictureOf, setupInput } from '../../../test/fakes/station-kit.ts';
import { createRandom, type Random } from '../../train-mrz/random.ts';
import { createPeople } from './people.ts';

export type Filled = { dir: string; cases: number; seconds: number };

/** Chosen: three years of one desk, so that most of it lies outside every window of days that a screen looks at. */
const years = 3;
const dayMs = 86_400_000;
/** Chosen: what the last day brought still waits for the hub. */
const unsentMs = dayMs;
/** The figures of operators are counted from whole cases, so those of these days are whole in every store. */
const figuresMs = figureDays * dayMs;
const atOnce = 500;
/** Chosen: small pictures, so that a hundred thousand cases fit on a disk; what is searched and opened does not read them. */
const pictureBytes = 600;
const hubKey = Buffer.alloc(32, 7).toString('base64');

export type FillOptions = {
  cases: number; seed: number;
  /** The time of the newest case. */
  until: Date;
  /** Every so many-th case, and each of the last days that figures look back on, is written whole, the others only as their row, their words and their two lines of the trail: what is searched and walked. 1: all of them. */
  wholeEvery: number;
  say: (line: string) => void;
};

export async function fillStore(dir: string, resourcesDir: string, policy: Policy, { cases, seed, until, wholeEvery, say }: FillOptions): Promise<Filled> {
  const from = performance.now();
  const first = new Date(until.getTime() - years * 365 * dayMs);
  const station = await createStation({ dir, resourcesDir, clock: () => first });
  await must(station.call('setup.complete', setupInput));
  station.close();
  const keyring = readKeyring(path.join(dir, 'keyring.json'))!;
  const key = (await unwrapForSupervisor(keyring.supervisors[0]!, passphrase))!;
  const signer = openSigningKey(keyring.signing!, key);
  const db = remembering(openStore(path.join(dir, 'station.db'), key, keyring.salt));
  // The file is made by this bench and thrown away with it: a power cut may take it.
  for (const name of ['main', 'keys']) db.pragma(`${name}.synchronous = OFF`);
  const operator = db.prepare('SELECT operator_id AS operatorId, name FROM operators').get() as { operatorId: string; name: string };
  const random = createRandom(seed);
  const people = createPeople(random);
  writeHubLink(db, { url: 'https://hub.example', name: 'Hub', hubKey, sealKey: hubKey, nonce: 'n', state: 'enrolled', paused: true, attempts: 0, dueAt: until.toISOString(), reason: null, contactAt: null, askedAt: first.toISOString() });
  const hand: Hand = { policy, signer, station: stationKeyOf(signer), operator, random };
  for (let n = 0; n < cases; n += atOnce) {
    const several = Array.from({ length: Math.min(atOnce, cases - n) }, (_, i): One => {
      const at = new Date(first.getTime() + 60_000 + ((until.getTime() - first.getTime()) * (n + i)) / cases);
      return { caseId: randomUUID(), at, person: people(), whole: (n + i) % wholeEvery === 0 || at.getTime() > until.getTime() - figuresMs, sent: at.getTime() < until.getTime() - unsentMs };
    });
    db.exec('BEGIN');
    for (const { caseId, whole } of several) if (whole) ensureCaseKey(db, caseId);
    db.exec('COMMIT');
    transact(db, (tx) => several.forEach((one) => write(tx, hand, one)));
    if ((n / atOnce) % 40 === 39) say(`${n + several.length} cases, ${((performance.now() - from) / 1000).toFixed(0)} s`);
  }
  const head = lastLine(db)!;
  saveHead(path.join(dir, 'audit-head.json'), { db, signer, head: { kept: readHead(path.join(dir, 'audit-head.json')), conflict: null } });
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  key.fill(0);
  say(`${cases} cases, ${head.sequence} lines of the trail, ${((performance.now() - from) / 1000).toFixed(0)} s`);
  return { dir, cases, seconds: (performance.now() - from) / 1000 };
}

/** Each statement is prepared once: that is most of what a written case costs. */
function remembering(db: Db): Db {
  const prepare = db.prepare.bind(db);
  const known = new Map<string, ReturnType<typeof prepare>>();
  db.prepare = ((sql: string) => {
    const statement = known.get(sql) ?? prepare(sql);
    known.set(sql, statement);
    return statement;
  }) as typeof db.prepare;
  return db;
}

type Hand = { policy: Policy; signer: Signer; station: StationKey; operator: { operatorId: string; name: string }; random: Random };
type One = { caseId: string; at: Date; person: ReturnType<ReturnType<typeof createPeople>>; sent: boolean; whole: boolean };

/** As case.submit and case.finish write it (handlers/case.ts), with the decision of the station's own decide(). */
function write(tx: Tx, { policy, signer, station, operator, random }: Hand, { caseId, at, person, sent, whole }: One): void {
  const captureIds: [string, string] = [randomUUID(), randomUUID()];
  const evidence = varied(evidenceOf(caseId, captureIds, person), random);
  const stamp = at.toISOString();
  const captures = captureIds.map((captureId, i): Capture => ({
    captureId, caseId, step: i === 0 ? 'document-front' : 'face', mime: 'image/jpeg', width: 1280, height: 720, operatorId: operator.operatorId, bytes: pictureBytes, sha256: '0'.repeat(64),
    provenance: { lane: 'camera', device: 'Demonstration camera', demo: false, capturedAt: stamp },
  }));
  if (whole) for (const capture of captures) addCapture(tx, capture, pictureOf(pictureBytes, random.integer(1e9)), stamp);
  const open = decide({ results: evidence.results, tier: 'primary', mode: 'attended', attestation: null }, policy);
  const number = nextCaseNumber(tx, stamp.slice(0, 10));
  const facts = caseFacts(evidence, captures, open.outcome);
  addCase(tx, { ...facts, caseId, number, at: stamp, operatorId: operator.operatorId, operatorName: operator.name });
  if (!whole) return row(tx, { signer, operator }, caseId, stamp, open);
  const submission = addSubmission(tx, evidence, evidenceDigest(evidence), stamp);
  for (const action of ['case.submitted', 'case.finished'] as const) {
    const sworn = action === 'case.finished' ? attestation : null;
    const decision = sworn ? decide({ results: evidence.results, tier: 'primary', mode: 'attended', attestation: sworn }, policy) : open;
    const sequence = addDecision(tx, { caseId, submission, decision, attestation: sworn, at: stamp, operatorId: operator.operatorId, operatorName: operator.name });
    const outboxId = addOutboxRow(tx, caseId, sequence, stamp);
    const digest = decisionDigest({ caseId, sequence, decision: JSON.stringify(decision), attestation: sworn && JSON.stringify(sworn), at: stamp });
    addAuditLine(tx, { at: stamp, action, operatorId: operator.operatorId, subject: caseId, facts: { outcome: decision.outcome, sequence, submission, digest, policy: decision.policy.id, policyVersion: decision.policy.version } }, signer);
    const packetId = randomUUID();
    freezePacket(tx, station, { outboxId, caseId, sequence, packetId, final: sworn !== null, program: '0', at: stamp });
    if (sent) receipt(tx, outboxId, packetId, stamp);
    if (sworn) {
      closeCase(tx, caseId, decision.outcome);
      countTrial(tx, evidence, facts.demo, decision, stamp.slice(0, 10));
    }
  }
}

function row(tx: Tx, { signer, operator }: Pick<Hand, 'signer' | 'operator'>, caseId: string, at: string, { outcome, policy }: Decision): void {
  for (const action of ['case.submitted', 'case.finished'] as const) addAuditLine(tx, { at, action, operatorId: operator.operatorId, subject: caseId, facts: { outcome, sequence: 1, submission: 1, digest: '0'.repeat(64), policy: policy.id, policyVersion: policy.version } }, signer);
  closeCase(tx, caseId, outcome);
}

/** Signed by nobody: what is measured does not verify receipts. */
function receipt(db: Db & Tx, outboxId: number, packetId: string, at: string): void {
  addReceipt(db, packetId, { body: JSON.stringify({ protocol: 1, stationId: 'a'.repeat(32), packetId, manifestSha256: 'b'.repeat(64), parts: [], at }), signature: 's' }, hubKey, at);
  changeOutboxRow(db, findByOutboxId(db, outboxId)!, { state: 'receipted', factsAt: at });
}

/** One in eight fails a check, of which policies make a referral or a retry. */
function varied(evidence: Evidence, random: Random): Evidence {
  if (!random.chance(1 / 8)) return evidence;
  const at = random.integer(evidence.results.length);
  return { ...evidence, results: evidence.results.map((result, i) => (i === at ? { ...result, status: 'fail' as const } : result)) };
}

/**
 * The station is killed while it writes, again and again, on the same files. What it had confirmed must be there, what it had not must be whole or
 * absent, and sending it again must not double it. Run with VESTIBULE_SEED=n to repeat a run.
 */
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { readKeyring, unwrapForSupervisor } from '../../electron/station/keyring.ts';
import type { StationInit } from '../../electron/station/protocol.ts';
import { readHead } from '../../electron/station/audit-head.ts';
import { verifyAuditChain } from '../../electron/station/store/audit-chain.ts';
import type { Db } from '../../electron/station/store/db.ts';
import { openStore } from '../../electron/station/store/open.ts';
import { spawnStationChild, type StationChild } from '../fakes/station-child.ts';
import {
  attestation, captureInput, evidenceOf, must, newFolder, newResources, passphrase, pictureOf, removeFolders, setupInput, supervisorName,
} from '../fakes/station-kit.ts';

const kills = 52;
/** Chosen: up to three customers are through before the kill, which then falls anywhere within a call. */
const mostAnswers = 24;
const callMs = 12;
const seed = Number(process.env['VESTIBULE_SEED'] ?? Date.now() % 1_000_000);

type Evidence = ReturnType<typeof evidenceOf>;
type Ledger = {
  /** Case id -> number, as answered. */
  submitted: Map<string, string>;
  finished: Set<string>;
  /** Capture id -> its size, of cases that were not discarded. */
  captured: Map<string, number>;
  drafted: Set<string>;
  /** Discard was answered. */
  discarded: Set<string>;
  /** Discard was sent: from then on its captures may be gone. */
  discarding: Set<string>;
  /** Sent and not yet answered. */
  unanswered: { evidence: Evidence; finish: boolean } | null;
  evidence: Map<string, Evidence>;
};

const random = mulberry32(seed);
const init: StationInit = {
  dir: newFolder(), resourcesDir: newResources(), clock: null, watchModels: false, osKeystore: false, about: { version: '0', electron: '', chromium: '', developmentRuntime: false, updateKey: null },
};
afterAll(removeFolders);

it(`survives ${kills} kills while writing (seed ${seed})`, { timeout: 300_000 }, async () => {
  console.log(`kill.test: seed ${seed}`);
  const ledger: Ledger = { submitted: new Map(), finished: new Set(), captured: new Map(), drafted: new Set(), discarded: new Set(), discarding: new Set(), unanswered: null, evidence: new Map() };
  let child = spawnStationChild();
  await child.start(init);
  await must(child.call('setup.complete', setupInput));
  const key = await keyOf(init.dir);
  let resent = 0;
  for (let round = 0; round < kills; round += 1) {
    const next = spawnStationChild();
    let broken: unknown = null;
    write(child, ledger).catch((thrown: unknown) => (broken = thrown));
    const until = child.answers() + Math.floor(random() * mostAnswers);
    while (child.answers() < until && broken === null) await sleep(1);
    await sleep(random() * callMs);
    await child.kill();
    expect(broken).toBeNull();
    inspect(init.dir, key, ledger);
    child = next;
    await child.start(init);
    await must(child.call('session.login', { name: supervisorName, passphrase }));
    if (ledger.unanswered) resent += 1;
    await sendAgain(child, ledger);
  }
  expect(await child.stop()).toBe(0);
  inspect(init.dir, key, ledger);
  console.log(`kill.test: ${kills} kills, ${ledger.submitted.size} cases confirmed, ${ledger.finished.size} finished, ${resent} killed between submission and answer`);
  expect(ledger.finished.size).toBeGreaterThan(kills / 2);
});

/** Customer after customer until the process is gone. */
async function write(child: StationChild, ledger: Ledger): Promise<void> {
  while (!child.killed()) {
    const [caseId, front, face] = [randomUUID(), randomUUID(), randomUUID()];
    await draft(child, ledger, caseId, 'document-front');
    await capture(child, ledger, caseId, front, 'document-front');
    await draft(child, ledger, caseId, 'face');
    await capture(child, ledger, caseId, face, 'face');
    if (random() < 0.2) {
      ledger.discarding.add(caseId);
      await must(child.call('draft.discard', { caseId }));
      ledger.discarded.add(caseId);
      continue;
    }
    const evidence = evidenceOf(caseId, [front, face]);
    ledger.evidence.set(caseId, evidence);
    await submit(child, ledger, evidence);
    if (random() < 0.8) await finish(child, ledger, evidence);
  }
}

async function draft(child: StationChild, ledger: Ledger, caseId: string, step: string): Promise<void> {
  await must(child.call('draft.save', { caseId, state: { step } }));
  ledger.drafted.add(caseId);
}

async function capture(child: StationChild, ledger: Ledger, caseId: string, captureId: string, step: 'document-front' | 'face'): Promise<void> {
  const bytes = 1000 + Math.floor(random() * 30_000);
  await must(child.call('capture.put', captureInput(caseId, captureId, step, pictureOf(bytes, Math.floor(random() * 1e9)))));
  ledger.captured.set(`${caseId} ${captureId}`, bytes);
}

async function submit(child: StationChild, ledger: Ledger, evidence: Evidence): Promise<void> {
  ledger.unanswered = { evidence, finish: false };
  const { number } = await must(child.call('case.submit', evidence));
  ledger.submitted.set(evidence.caseId, number);
  ledger.unanswered = null;
}

async function finish(child: StationChild, ledger: Ledger, evidence: Evidence): Promise<void> {
  ledger.unanswered = { evidence, finish: true };
  await must(child.call('case.finish', { caseId: evidence.caseId, attestation }));
  ledger.finished.add(evidence.caseId);
  ledger.unanswered = null;
}

/** What a window does that got no answer. */
async function sendAgain(child: StationChild, ledger: Ledger): Promise<void> {
  const { unanswered } = ledger;
  if (!unanswered) return;
  if (!unanswered.finish) await submit(child, ledger, unanswered.evidence);
  else await finish(child, ledger, unanswered.evidence);
}

function inspect(dir: string, key: Uint8Array, ledger: Ledger): void {
  const db = openStore(path.join(dir, 'station.db'), key, readKeyring(path.join(dir, 'keyring.json'))!.salt);
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    // The head is written after the store: it may lag behind, it is never ahead.
    expect(verifyAuditChain(db, { publicKey: readKeyring(path.join(dir, 'keyring.json'))!.signing!.publicKey, anchors: [readHead(path.join(dir, 'audit-head.json'))!] })).toMatchObject({ ok: true });
    expectWholeCases(db);
    expectConfirmed(db, ledger);
  } finally {
    db.close();
  }
}

/** Whatever is there is complete: no case without its submission, results, captures with bytes, decision, outbox row and audit line. */
function expectWholeCases(db: Db): void {
  const broken = db.prepare(`
    SELECT number FROM cases c WHERE
      (SELECT count(*) FROM submissions s WHERE s.case_id = c.case_id) <> 1
      OR (SELECT count(*) FROM results r WHERE r.case_id = c.case_id) <> ?
      OR (SELECT count(*) FROM submitted_captures s JOIN capture_bytes USING (capture_id) WHERE s.case_id = c.case_id) <> 2
      OR (SELECT count(*) FROM decisions d WHERE d.case_id = c.case_id) <> 1 + c.finished
      OR (SELECT count(*) FROM outbox o WHERE o.case_id = c.case_id) <> 1 + c.finished
      OR (SELECT count(*) FROM audit a WHERE a.subject = c.case_id AND a.action IN ('case.submitted', 'case.finished')) <> 1 + c.finished
      OR (c.finished = 1 AND EXISTS (SELECT 1 FROM drafts d WHERE d.case_id = c.case_id))`).pluck().all(resultCount());
  expect(broken).toEqual([]);
  const counts = db.prepare(`SELECT (SELECT count(*) FROM captures) - (SELECT count(*) FROM capture_bytes), (SELECT count(*) FROM cases) - (SELECT count(*) FROM submissions)`).raw().get();
  expect(counts).toEqual([0, 0]);
}

function expectConfirmed(db: Db, ledger: Ledger): void {
  const numbers = new Map(db.prepare('SELECT case_id, number FROM cases').raw().all() as [string, string][]);
  const finished = new Set(db.prepare('SELECT case_id FROM cases WHERE finished = 1').pluck().all());
  const captures = new Map(db.prepare('SELECT case_id || \' \' || capture_id, length(picture) FROM captures JOIN capture_bytes USING (capture_id)').raw().all() as [string, number][]);
  const drafts = new Set(db.prepare('SELECT case_id FROM drafts').pluck().all());
  for (const [caseId, number] of ledger.submitted) expect(numbers.get(caseId)).toBe(number);
  for (const caseId of ledger.finished) expect(finished.has(caseId)).toBe(true);
  for (const [place, bytes] of ledger.captured) if (!ledger.discarding.has(place.slice(0, 36))) expect(captures.get(place)).toBe(bytes);
  const closing = ledger.unanswered?.finish ? ledger.unanswered.evidence.caseId : null;
  for (const caseId of ledger.drafted) {
    if (!ledger.discarding.has(caseId) && !ledger.finished.has(caseId) && caseId !== closing) expect(drafts.has(caseId)).toBe(true);
    if (ledger.discarded.has(caseId)) expect(drafts.has(caseId)).toBe(false);
  }
  for (const caseId of ledger.discarded) expect([...captures.keys()].some((place) => place.startsWith(caseId))).toBe(false);
}

/** What the window sent, and the station's own words on staff and on head office's list (match.staff, match.insider, doc.blocked). */
const resultCount = (): number => evidenceOf(randomUUID(), []).results.length + 3;

async function keyOf(dir: string): Promise<Uint8Array> {
  const key = await unwrapForSupervisor(readKeyring(path.join(dir, 'keyring.json'))!.supervisors[0]!, passphrase);
  if (!key) throw new Error('the supervisor does not open the keyring');
  return key;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Mulberry32 (T. Ettinger, public domain): 32 bits of state are enough to choose moments. */
function mulberry32(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { CallOutput } from '../../../core/contract.ts';
import { CodedError } from '../../../core/errors.ts';
import { chunkCount } from '../../../core/sync/sealed.ts';
import { codeUntil, enrolmentCode, findHub, hubAddress, hubCode, newLink, stationCode } from '../sync/enrol.ts';
import { readAnswer, takeReceipts, writeCarry } from '../sync/carry.ts';
import { dropFaces } from '../sync/drop-faces.ts';
import { takeCarried } from '../sync/take-bundle.ts';
import { revokedHere } from '../pulled.ts';
import type { Station } from '../station.ts';
import { forgetFormerHubKeys, readBundle, readRefusal, revokedAt } from '../store/bundle.ts';
import { countBlockedFaces } from '../store/blocked-faces.ts';
import { findCase } from '../store/cases.ts';
import { transact, type Db } from '../store/db.ts';
import { changeHubLink, readHubLink, removeHubLink, writeHubLink, type HubLink } from '../store/hub-link.ts';
import { changeOutboxRow, findByOutboxId, outboxCounts, outboxOf, type AnyOutboxRow } from '../store/outbox.ts';
import { findReceipt, partsOf } from '../store/packets.ts';
import { stationKeyOf } from '../store/station-key.ts';
import { everyone, staff, supervisors, type Handlers } from './handler.ts';

type SyncCalls = 'sync.status' | 'sync.now' | 'sync.pause' | 'sync.retry' | 'sync.carry' | 'sync.receipts' | 'hub.enrol' | 'hub.leave';
type Status = CallOutput<'sync.status'>;

/** Chosen: what a screen shows of each state; the counts say how many there are. */
const rowsShown = 40;
const shownOrder = ['parked', 'waiting', 'receipted'] as const;

export const syncHandlers: Handlers<SyncCalls> = {
  'sync.status': { who: everyone, activity: false, handle: (station) => syncStatus(station) },
  'sync.now': {
    who: staff,
    handle: (station) => {
      station.sync.sendNow();
      return syncStatus(station);
    },
  },
  'sync.pause': {
    who: supervisors,
    handle: (station, { paused }) => {
      transact(station.db(), (tx) => {
        if (readHubLink(tx)?.paused === !paused) station.audit(tx, paused ? 'sync.paused' : 'sync.resumed');
        changeHubLink(tx, { paused });
      });
      station.sync.poke();
      return syncStatus(station);
    },
  },
  'sync.retry': {
    who: supervisors,
    handle: (station, { outboxId }) => {
      transact(station.db(), (tx) => {
        const row = findByOutboxId(tx, outboxId);
        if (row?.state !== 'parked') throw new CodedError('store.not-found');
        changeOutboxRow(tx, row, { state: 'waiting', attempts: 0, reason: null, dueAt: station.clock().toISOString() });
        station.audit(tx, 'packet.retried', row.caseId, { sequence: row.sequence });
      });
      station.sync.poke();
      return syncStatus(station);
    },
  },
  'sync.carry': {
    who: supervisors,
    handle: async (station) => {
      const link = enrolledLink(station);
      const file = `carry-${station.clock().toISOString().replace(/\D/g, '').slice(0, 17)}.vsc`;
      mkdirSync(station.files.exports, { recursive: true, mode: 0o700 });
      // The line first: nothing of a customer leaves the store without one.
      transact(station.db(), (tx) => station.audit(tx, 'packets.carried', null, { packets: outboxCounts(tx).waiting }));
      const carried = await writeCarry(path.join(station.files.exports, file), station.db(), link, stationKeyOf(station.open().signer));
      return { file, folder: station.files.exports, ...carried };
    },
  },
  'sync.receipts': {
    who: supervisors,
    handle: (station, { text }) => {
      const { receipts, bundles } = readAnswer(text);
      enrolledLink(station);
      // First: receipts may be signed with a key that a bundle brings.
      const told = takeCarried(station, bundles);
      const at = station.clock().toISOString();
      const counts = takeReceipts(station.db(), receipts, enrolledLink(station), stationKeyOf(station.open().signer), at);
      // A file that brings nothing new may be any old one.
      if (counts.taken > 0 || told.some(({ outcome }) => outcome === 'applied')) changeHubLink(station.db(), { contactAt: at });
      transact(station.db(), (tx) => station.audit(tx, 'receipts.carried', null, counts));
      return { ...counts, bundle: told.some(({ outcome }) => outcome === 'applied') ? 'applied' : told.some(({ outcome }) => outcome === 'refused') ? 'refused' : 'none' };
    },
  },
  'hub.enrol': {
    who: supervisors,
    handle: async (station, input) => {
      const by = station.session.needed();
      const url = hubAddress(input.url);
      const hub = await findHub(url, input.hubCode, station.tools.fetch);
      station.session.still(by);
      transact(station.db(), (tx) => {
        const before = readHubLink(tx);
        // Also one that was left: its bundle is there still, and says which it was.
        const last = before?.hubKey ?? readBundle(tx)?.hubKey;
        const at = station.clock().toISOString();
        if (last !== undefined && last !== hub.signKey) {
          forgetFormerHubKeys(tx);
          dropFaces(tx, at, station.open().signer);
        }
        writeHubLink(tx, newLink(url, hub, at, before));
        station.audit(tx, 'hub.asked');
      });
      station.sync.poke();
      return syncStatus(station);
    },
  },
  'hub.leave': {
    who: supervisors,
    handle: (station) => {
      transact(station.db(), (tx) => {
        if (readHubLink(tx)) station.audit(tx, 'hub.left');
        removeHubLink(tx);
        dropFaces(tx, station.clock().toISOString(), station.open().signer);
      });
      return syncStatus(station);
    },
  },
};

/** @throws CodedError hub.needed */
function enrolledLink(station: Station): HubLink {
  const link = readHubLink(station.db());
  if (link?.state !== 'enrolled') throw new CodedError('hub.needed');
  return link;
}

function syncStatus(station: Station): Status {
  const db = station.db();
  const link = readHubLink(db);
  const key = stationKeyOf(station.open().signer);
  const { sending, outsideHours, unanswered, rules } = station.sync.activity();
  return {
    stationCode: stationCode(key.publicKey),
    hub: link && {
      url: link.url, name: link.name, code: hubCode(link.hubKey), state: link.state, reason: link.reason, attempts: link.attempts, dueAt: link.dueAt, contactAt: link.contactAt,
      enrolmentCode: link.state === 'pending' ? enrolmentCode(key.publicKey, link) : null, codeUntil: link.state === 'pending' ? codeUntil(link) : null,
    },
    paused: link?.paused ?? false, sending: sending && link?.state === 'enrolled', outsideHours, rules,
    counts: outboxCounts(db),
    told: { ...toldBy(station), unanswered },
    rows: shownOrder.flatMap((state) => outboxOf(db, state, rowsShown)).map((row) => rowOf(db, row)),
  };
}

/** What head office last told, and what is not as it told. */
function toldBy(station: Station): Omit<Status['told'], 'unanswered'> {
  const { db, pulled } = station.open();
  const held = readBundle(db);
  const refused = readRefusal(db);
  return {
    bundle: held && { version: held.version, sha256: held.sha256, at: held.at, policies: pulled.policies.map(({ id, version, title }) => ({ id, version, title })), blocked: pulled.blocked?.hashes.size ?? 0, blockedFaces: countBlockedFaces(db), notes: held.body.notes, policyFault: pulled.policyFault },
    refused: refused && { version: refused.version, code: refused.code, at: refused.at },
    revoked: pulled.revokesStation || revokedAt(db) !== null,
    supervisorKept: revokedHere(db, pulled, station.now.keyring, station.session.operator()?.operatorId ?? null).kept?.name ?? null,
  };
}

function rowOf(db: Db, row: AnyOutboxRow): Status['rows'][number] {
  const parts = (row.packetId === null ? [] : partsOf(db, row.packetId)).map(({ captureId, bytes, have, there }) => ({ captureId, bytes, chunks: chunkCount(bytes), have: there ? chunkCount(bytes) : have }));
  return {
    outboxId: row.outboxId, caseId: row.caseId, number: findCase(db, row.caseId)?.number ?? '', sequence: row.sequence, state: row.state, factsAt: row.factsAt,
    attempts: row.attempts, dueAt: row.dueAt, reason: row.reason, createdAt: row.createdAt, receiptAt: row.packetId === null ? null : (findReceipt(db, row.packetId)?.at ?? null), parts,
  };
}

/** Takes head office's word: all of it in one transaction, or nothing, and then the last good one stays. */
import { createHash } from 'node:crypto';
import type { BlockedFace } from '../../../core/sync/blocked-faces.ts';
import { bundleSchema, policyFault, rotationText, type Bundle, type BundleRefusal } from '../../../core/sync/bundle.ts';
import { contexts, type HandedBundle } from '../../../core/sync/protocol.ts';
import { forgetUnwanted, searchesListed } from '../forget-unwanted.ts';
import { jsonOf } from '../json.ts';
import { withKeyring } from '../operators/with-keyring.ts';
import { pulledOf, revokedHere, type Pulled } from '../pulled.ts';
import { forgetStaffFace } from '../staff-faces.ts';
import type { Station } from '../station.ts';
import { addFormerHubKey, readBundle, readRefusal, writeBundle, writeRefusal } from '../store/bundle.ts';
import { writeBlockedFaces } from '../store/blocked-faces.ts';
import { transact, type ReadDb, type Tx } from '../store/db.ts';
import { changeHubLink, readHubLink, type HubLink } from '../store/hub-link.ts';
import { changeOperator, operatorById, type ListedOperator } from '../store/operators.ts';
import { findReplyKey } from '../store/reply-key.ts';
import { isSignedBy, stationKeyOf } from '../store/station-key.ts';
import { openFaces } from './open-faces.ts';

export type Taken = { outcome: 'applied' | 'known'; code: null } | { outcome: 'refused'; code: BundleRefusal };

type Read = { bundle: Bundle; faces: BlockedFace[] } | { code: BundleRefusal; version: number | null };

export function takeBundle(station: Station, signed: HandedBundle): Taken {
  const open = station.open();
  const link = readHubLink(open.db);
  if (link === null) return { outcome: 'refused', code: 'bundle.signature' };
  const sha256 = createHash('sha256').update(signed.body).digest('hex');
  const { stationId } = stationKeyOf(open.signer);
  const read = look(open.db, signed, sha256, { link, stationId, now: station.clock() });
  if (read === 'known') return { outcome: 'known', code: null };
  if ('code' in read) {
    refuse(station, read, sha256);
    return { outcome: 'refused', code: read.code };
  }
  const pulled = pulledOf(read.bundle, stationId, station.tools.log);
  // Policy and list come together: where none is searched, none is kept.
  const faces = searchesListed(station, pulled) ? read.faces : [];
  apply(station, { bundle: read.bundle, faces, body: signed.body, sha256, link, pulled });
  return { outcome: 'applied', code: null };
}

/** Of a carried file: every change of keys since the first, of which this station has gone through some or all. */
export function takeCarried(station: Station, bundles: readonly HandedBundle[]): Taken[] {
  const hubKey = readHubLink(station.db())?.hubKey ?? '';
  const from = bundles.findIndex(({ body, signature }) => isSignedBy(hubKey, contexts.bundle, body, signature));
  return (from < 0 ? bundles.slice(-1) : bundles.slice(from)).map((signed) => takeBundle(station, signed));
}

/** One question after the other; what is asked first decides nothing about what is not signed. */
function look(db: ReadDb, { body, signature, facesKey }: HandedBundle, sha256: string, { link, stationId, now }: { link: HubLink; stationId: string; now: Date }): Read | 'known' {
  if (!isSignedBy(link.hubKey, contexts.bundle, body, signature)) return readBundle(db)?.sha256 === sha256 ? 'known' : { code: 'bundle.signature', version: null };
  const parsed = bundleSchema.safeParse(jsonOf(body));
  if (!parsed.success) return { code: 'bundle.unreadable', version: null };
  const bundle = parsed.data;
  const { version } = bundle;
  const held = readBundle(db);
  // Of another hub: that one's numbers are its own.
  if (held !== null && held.hubKey === link.hubKey) {
    // The one held is taken once more where its list was dropped since (drop-faces.ts).
    if (held.sha256 === sha256 && readRefusal(db)?.sha256 !== sha256) return 'known';
    if (version < held.version) return { code: 'bundle.older', version };
    if (version === held.version && held.sha256 !== sha256) return { code: 'bundle.other-content', version };
  }
  const ids = bundle.policies.map((policy) => (typeof policy === 'object' && policy !== null && 'id' in policy ? String(policy.id) : ''));
  const faults: readonly (readonly [BundleRefusal, () => boolean])[] = [
    ['bundle.foreign', () => bundle.stations !== null && !bundle.stations.includes(stationId)],
    ['bundle.expired', () => bundle.expiresAt !== null && Date.parse(bundle.expiresAt) <= now.getTime()],
    ['bundle.policy', () => new Set(ids).size !== ids.length || bundle.policies.some((policy) => policyFault(policy) !== null)],
    ['bundle.rotation', () => bundle.nextKeys !== null && !isSignedBy(bundle.nextKeys.signKey, contexts.rotation, rotationText(link.hubKey, bundle.nextKeys), bundle.nextKeys.proof)],
  ];
  const fault = faults.find(([, holds]) => holds());
  if (fault) return { code: fault[0], version };
  const faces = facesOf(bundle, facesKey, findReplyKey(db), stationId);
  return faces === null ? { code: 'bundle.faces', version } : { bundle, faces };
}

/** A station that is revoked is given no key, and must hear of it all the same: it serves nobody any more. */
function facesOf({ blockedFaces, revokedStations }: Bundle, facesKey: string | undefined, replyKey: Uint8Array | null, stationId: string): BlockedFace[] | null {
  return blockedFaces === undefined || revokedStations.includes(stationId) ? [] : openFaces(blockedFaces, facesKey, replyKey, stationId);
}

/** Told once, however often the same comes again. */
function refuse(station: Station, { code, version }: { code: BundleRefusal; version: number | null }, sha256: string): void {
  const before = readRefusal(station.db());
  if (before?.sha256 === sha256 && before.code === code) return;
  transact(station.db(), (tx) => {
    writeRefusal(tx, { version, sha256, code, at: station.clock().toISOString() });
    station.audit(tx, 'bundle.refused', null, { code, hash: sha256, ...(version !== null && { version }) }, null);
  });
}

type ToApply = { bundle: Bundle; faces: readonly BlockedFace[]; body: string; sha256: string; link: HubLink; pulled: Pulled };

function apply(station: Station, { bundle, faces, body, sha256, link, pulled }: ToApply): void {
  const at = station.clock().toISOString();
  const { gone, kept } = revokedHere(station.db(), pulled, station.now.keyring, station.session.operator()?.operatorId ?? null);
  withKeyring(station, gone.map(({ operatorId }) => operatorId), null, (tx) => {
    writeBundle(tx, { hubKey: bundle.nextKeys?.signKey ?? link.hubKey, version: bundle.version, sha256, body, at });
    writeBlockedFaces(tx, faces);
    if (bundle.nextKeys) {
      addFormerHubKey(tx, link.hubKey, at);
      changeHubLink(tx, { hubKey: bundle.nextKeys.signKey, sealKey: bundle.nextKeys.sealKey });
    }
    station.audit(tx, 'bundle.applied', null, { version: bundle.version, hash: sha256, policies: bundle.policies.length, blocked: bundle.blockedDocuments?.hashes.length ?? 0, faces: faces.length, rotated: bundle.nextKeys !== null, supervisorKept: kept !== null }, null);
    for (const operator of gone) disable(station, tx, operator, at);
  });
  station.open().pulled = pulled;
  endIfGone(station, gone);
  station.tell('policy.changed', {});
  forgetUnwanted(station);
}

function disable(station: Station, tx: Tx, { operatorId, role }: ListedOperator, at: string): void {
  const stored = operatorById(tx, operatorId);
  if (!stored) return;
  changeOperator(tx, operatorId, { ...stored, role, disabledAt: at });
  forgetStaffFace(station, tx, operatorId);
  station.audit(tx, 'operator.revoked', operatorId, {}, null);
}

function endIfGone(station: Station, gone: readonly ListedOperator[]): void {
  const now = station.session.operator()?.operatorId;
  if (!gone.some(({ operatorId }) => operatorId === now)) return;
  station.session.end();
  station.tell('session.ended', { why: 'changed' });
}

/** After operators were changed, or one can open the station again: whoever was kept as the last supervisor goes when there is another one. */
export function enforceRevocations(station: Station): void {
  const { db, pulled } = station.open();
  const { gone } = revokedHere(db, pulled, station.now.keyring, station.session.operator()?.operatorId ?? null);
  if (gone.length === 0) return;
  withKeyring(station, gone.map(({ operatorId }) => operatorId), null, (tx) => {
    for (const operator of gone) disable(station, tx, operator, station.clock().toISOString());
  });
  endIfGone(station, gone);
}

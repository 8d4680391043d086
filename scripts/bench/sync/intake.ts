/** What the hub takes in: whole cases, each with both of its decisions, as a station that tests drive sends them. */
import type { Evidence } from '../../../core/case/case.ts';
import type { Manifest } from '../../../core/sync/manifest.ts';
import { paths } from '../../../core/sync/protocol.ts';
import { attestation, evidenceOf, mira, pictureOf } from '../../../test/fakes/station-kit.ts';
import { rawStation, type RawStation } from '../../hub/raw-station.ts';
import { confirm } from '../../hub/confirm.ts';
import { cpuSecondsOf, withHub, type HubAtWork } from './with-hub.ts';

/** Chosen: as many stations at once as a hub sees of ten branches. */
const stationsAtOnce = 16;
/** Pictures are another figure (station-drain.ts); of these the hub takes in what they are and where they belong. */
const pictures = [pictureOf(3_000, 1), pictureOf(3_000, 2)];

/** `bytes` of both decisions of a case, unsealed. Milliseconds of processor a case, which a machine that does other things besides would need as well: of the hub's own process, of the database's (null: in the hub's), and of the stations', which are this process. */
export type HubSpeed = { cases: number; casesASecond: number; bytes: number; hubMs: number; databaseMs: number | null; stationsMs: number };

/** Sealed beforehand; whoever asks runs on the same processors. A case counts when both of its decisions were taken and everything of them is stored. */
export const hubSpeed = (postgresql: string | null, cases: number): Promise<HubSpeed> => withHub(postgresql, async (at) => {
  const stations = await Promise.all(Array.from({ length: stationsAtOnce }, (_, n) => prepared(at, n, Math.ceil(cases / stationsAtOnce))));
  const [from, hubFrom, databaseFrom, ownFrom] = [performance.now(), cpuSecondsOf(at.hub.pid()), at.databaseCpuSeconds(), cpuSecondsOf(process.pid)];
  await Promise.all(stations.map(async ({ station, packets }) => {
    for (const packet of packets) await take(station, packet);
  }));
  const seconds = (performance.now() - from) / 1000;
  const [hub, database, own] = [cpuSecondsOf(at.hub.pid()) - hubFrom, at.databaseCpuSeconds(), cpuSecondsOf(process.pid) - ownFrom];
  const sent = stations.reduce((sum, { packets }) => sum + packets.length, 0) / 2;
  await expectStored(at, sent);
  const each = (cpuSeconds: number): number => (cpuSeconds * 1000) / sent;
  return { cases: sent, casesASecond: sent / seconds, bytes: stations[0]!.bytes, hubMs: each(hub), databaseMs: database === null || databaseFrom === null ? null : each(database - databaseFrom), stationsMs: each(own) };
});

type Packet = { path: string; body: Uint8Array };

async function prepared({ hub }: HubAtWork, n: number, cases: number): Promise<{ station: RawStation; packets: Packet[]; bytes: number }> {
  const station = await rawStation(hub.url, `Branch ${n}`);
  await station.enrol();
  await confirm(hub.ask, station.code);
  let bytes = 0;
  const packets = Array.from({ length: cases }, (_, at) => decisionsOf(station, `${n}X${at}`)).flatMap((decisions) => {
    bytes = decisions.reduce((sum, manifest) => sum + Buffer.byteLength(JSON.stringify(manifest)), 0);
    return decisions.map((manifest) => ({ path: paths.packet(manifest.packetId), body: station.sealFacts(manifest) }));
  });
  return { station, packets, bytes };
}

/** Submitted, then finished by staff, with the pictures of both: what test/fakes/hub-kit.ts's closeCase() leaves in a station's outbox. */
function decisionsOf(station: RawStation, documentNumber: string): [Manifest, Manifest] {
  const made = station.manifest({}, pictures);
  const { results, ...evidence }: Evidence = evidenceOf(made.case.caseId, made.captures.map(({ captureId }) => captureId), { ...mira, documentNumber });
  const captures = made.captures.map((capture, n) => ({ ...capture, step: n === 0 ? 'document-front' as const : 'face' as const, provenance: { ...capture.provenance, device: 'Desk camera', demo: false } }));
  const own: Manifest = { ...made, case: { ...made.case, documentNumber, demo: false }, captures, results, evidence };
  return [
    { ...own, final: false, decision: { ...made.decision, outcome: 'refer' }, attestation: null },
    { ...own, packetId: station.manifest().packetId, sequence: 2, final: true, attestation },
  ];
}

async function take(station: RawStation, { path, body }: Packet): Promise<void> {
  const { verdict } = await station.ask({ method: 'PUT', path, body });
  // No receipt: its pictures are asked for.
  if (verdict?.outcome !== 'accepted' || verdict.parts.length !== pictures.length) throw new Error('a decision was not taken');
}

async function expectStored({ stored }: HubAtWork, cases: number): Promise<void> {
  const wanted = { packet_keys: cases * 2, packets: cases * 2, packet_parts: cases * 2 * pictures.length, parts: cases * pictures.length, document_keys: cases };
  const found = await stored((db) => db.transaction('head', async (sql) => (await sql.query(`SELECT ${Object.keys(wanted).map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`).join(', ')}`))[0]));
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`stored ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
}

/** `npm run hub:conformance -- URL`: does a hub, of whoever, keep what docs/adr/0017 promises? It needs an administrator who types one code. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { bundleSchema } from '../../core/sync/bundle.ts';
import { contexts, paths } from '../../core/sync/protocol.ts';
import { isSignedBy } from '../../electron/station/store/station-key.ts';
import { newSealSecret } from '../../electron/station/sync/seal.ts';
import { newStationKey, rawStation, type Heard, type RawStation } from './raw-station.ts';

type Probe = { name: string; holds: (station: RawStation) => Promise<boolean> };
const says = ({ verdict }: Heard, outcome: string, reason: string | null = null): boolean => verdict !== null && verdict.outcome === outcome && verdict.reason === reason;
const picture = (): Uint8Array => new Uint8Array(randomBytes(200_000));
const put = (station: RawStation, packetId: string, captureId: string, body: Uint8Array, from = 0): Promise<Heard> => station.ask({ method: 'PUT', path: paths.part(packetId, captureId, from), body });

async function withPicture(station: RawStation): Promise<{ packetId: string; captureId: string; bytes: Uint8Array; sha256: string }> {
  const bytes = picture();
  const manifest = station.manifest({}, [bytes]);
  await station.sendFacts(manifest);
  const { captureId, sha256 } = manifest.captures[0]!;
  return { packetId: manifest.packetId, captureId, bytes, sha256 };
}

export const probes: readonly Probe[] = [
  { name: 'facts are accepted, with a receipt for exactly them', holds: async (s) => { const m = s.manifest(); const heard = await s.sendFacts(m); return says(heard, 'accepted') && heard.receipt?.packetId === m.packetId; } },
  { name: 'the same facts again are already there, with the same receipt', holds: async (s) => { const m = s.manifest(); const first = await s.sendFacts(m); const again = await s.sendFacts(m); return says(again, 'already-there') && again.verdict?.receipt?.body === first.verdict?.receipt?.body; } },
  { name: 'other facts under the same id are a conflict', holds: async (s) => { const m = s.manifest(); await s.sendFacts(m); return says(await s.sendFacts({ ...m, operatorName: 'Other' }), 'conflict', 'packet.other-content'); } },
  { name: 'a second packet for the same decision is a conflict', holds: async (s) => { const m = s.manifest(); await s.sendFacts(m); return says(await s.sendFacts({ ...m, packetId: randomUUID() }), 'conflict', 'packet.sequence-taken'); } },
  { name: 'no receipt before the picture is whole, then one that names it', holds: async (s) => {
    const { packetId, captureId, bytes, sha256 } = await withPicture(s);
    const secret = newSealSecret();
    const half = await put(s, packetId, captureId, s.sealPicture(captureId, bytes, { secret, to: 2 }));
    const whole = await put(s, packetId, captureId, s.sealPicture(captureId, bytes, { secret, from: 2 }), 2);
    return half.verdict?.receipt === null && half.verdict.parts[0]?.have === 2 && whole.receipt?.parts[0]?.sha256 === sha256;
  } },
  { name: 'a part under another seal begins anew', holds: async (s) => { const { packetId, captureId, bytes } = await withPicture(s); await put(s, packetId, captureId, s.sealPicture(captureId, bytes, { to: 2 })); return (await put(s, packetId, captureId, s.sealPicture(captureId, bytes, { to: 1 }))).verdict?.parts[0]?.have === 1; } },
  { name: 'another picture than the one that was signed for is refused', holds: async (s) => { const { packetId, captureId } = await withPicture(s); return says(await put(s, packetId, captureId, s.sealPicture(captureId, picture())), 'refused', 'part.digest'); } },
  { name: 'a changed part is refused', holds: async (s) => { const { packetId, captureId, bytes } = await withPicture(s); return says(await put(s, packetId, captureId, Uint8Array.from(s.sealPicture(captureId, bytes), (byte, at) => (at === 99 ? byte ^ 1 : byte))), 'refused', 'part.unreadable'); } },
  { name: 'a part nobody announced is refused', holds: async (s) => { const { packetId, bytes } = await withPicture(s); const id = randomUUID(); return says(await put(s, packetId, id, s.sealPicture(id, bytes)), 'refused', 'part.unknown'); } },
  { name: 'a request is good once', holds: async (s) => { const m = s.manifest(); const ask = { method: 'PUT', path: paths.packet(m.packetId), body: s.sealFacts(m), nonce: randomBytes(16).toString('hex') } as const; await s.ask(ask); const again = await s.ask(ask); return again.status === 401 && again.verdict === null; } },
  { name: 'an old request is not believed', holds: async (s) => { const m = s.manifest(); const heard = await s.ask({ method: 'PUT', path: paths.packet(m.packetId), body: s.sealFacts(m), facts: { at: '2020-01-01T00:00:00.000Z' } }); return heard.status === 401 && heard.verdict === null; } },
  { name: 'another key signs no request of this station', holds: async (s) => { const m = s.manifest(); const heard = await s.ask({ method: 'PUT', path: paths.packet(m.packetId), body: s.sealFacts(m), signer: newStationKey() }); return heard.status === 401 && heard.verdict === null; } },
  { name: 'another key signs no packet of this station', holds: async (s) => { const m = s.manifest(); return says(await s.ask({ method: 'PUT', path: paths.packet(m.packetId), body: s.sealFacts(m, newStationKey()) }), 'refused', 'packet.signature'); } },
  { name: 'another branch than its own is refused', holds: async (s) => says(await s.sendFacts(s.manifest({ branch: `${s.branch} of somebody else` })), 'refused', 'packet.foreign') },
  { name: 'a lower protocol is refused', holds: async (s) => { const m = s.manifest(); return says(await s.ask({ method: 'PUT', path: paths.packet(m.packetId), body: s.sealFacts(m), facts: { protocol: 0 } }), 'refused', 'protocol.unsupported'); } },
  { name: 'what head office tells is signed for itself, and is there once it is held', holds: async (s) => {
    const ask = (have: unknown): Promise<Heard> => s.ask({ method: 'POST', path: paths.bundle, body: Buffer.from(JSON.stringify({ have, refused: null })) });
    const first = await ask(null);
    const given = first.verdict?.bundle;
    if (given === undefined) return says(first, 'already-there');
    const bundle = bundleSchema.parse(JSON.parse(given.body));
    const held = await ask({ version: bundle.version, sha256: createHash('sha256').update(given.body).digest('hex') });
    return says(first, 'accepted') && isSignedBy(s.hub.signKey, contexts.bundle, given.body, given.signature) && says(held, 'already-there') && held.verdict?.bundle === undefined;
  } },
  { name: 'a question for it that is none is refused', holds: async (s) => says(await s.ask({ method: 'POST', path: paths.bundle, body: Buffer.from('{"have":1}') }), 'refused', 'packet.malformed') },
  // Whether an earlier key is still answered with shows only at a hub that has changed its keys: test/hub/pull.test.ts.
  { name: 'a request that names the key of now is answered with it, as one that names none', holds: async (s) => says(await s.ask({ method: 'POST', path: paths.bundle, body: Buffer.from('{"have":null,"refused":null}'), facts: { hubKey: s.hub.signKey } }), (await s.ask({ method: 'POST', path: paths.bundle, body: Buffer.from('{"have":null,"refused":null}') })).verdict?.outcome ?? '') },
  { name: 'an older seal is refused', holds: async (s) => { const m = s.manifest(); return says(await s.ask({ method: 'PUT', path: paths.packet(m.packetId), body: Uint8Array.from(s.sealFacts(m), (byte, at) => (at === 3 ? 0 : byte)) }), 'refused', 'packet.unreadable'); } },
];

/** A probe that throws does not hold. */
export async function probeHub(station: RawStation, say: (line: string) => void): Promise<number> {
  let failed = 0;
  for (const { name, holds } of probes) {
    const held = await holds(station).catch(() => false);
    if (!held) failed += 1;
    say(`${held ? 'holds ' : 'BROKEN'}  ${name}`);
  }
  say(`${probes.length - failed} of ${probes.length} hold`);
  return failed;
}

/** Chosen: the time somebody needs to walk to the other screen. */
const waitMs = 10 * 60_000;

async function main(url: string): Promise<number> {
  const station = await rawStation(url.replace(/\/+$/, ''), 'Conformance');
  console.log(`Let this station in at the hub, code ${station.code}; revoke it afterwards.`);
  for (const end = Date.now() + waitMs; (await station.enrol()).verdict?.outcome !== 'accepted';) {
    if (Date.now() > end) throw new Error('Nobody let the station in.');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  }
  return probeHub(station, (line) => console.log(line));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const url = process.argv[2];
  if (url === undefined) {
    console.error('usage: npm run hub:conformance -- URL');
    process.exitCode = 2;
  } else process.exitCode = (await main(url)) === 0 ? 0 : 1;
}

/** Head office's list of faces: what an entry weighs on its way, how many fit, and what a search over them costs at a station. */
import { randomBytes } from 'node:crypto';
import { mostBlockedFaces } from '../../../core/sync/blocked-faces.ts';
import { compare, type FaceDescriptor } from '../../../core/vision/face/compare.ts';
import { expectedFalseHints, hintLimit } from '../../../core/vision/face/one-to-many.ts';
import { packFace, unpackFace } from '../../../core/vision/face/packed.ts';
import { listedFaces, writeBlockedFaces } from '../../../electron/station/store/blocked-faces.ts';
import { transact } from '../../../electron/station/store/db.ts';
import { createStore } from '../../../electron/station/store/open.ts';
import { closeFaces } from '../../../hub/faces.ts';
import type { HubKeys } from '../../../hub/keys.ts';
import { listedFace } from '../../../test/fakes/listed-face.ts';
import { createStrangers } from '../../../test/fakes/strangers.ts';
import { quantile } from '../station/statistics.ts';

const today = '2026-11-30';

export function listReport(file: string, { listed, searches }: { listed: number; searches: number }, say: (line: string) => void): void {
  const people = createStrangers('a list of strangers');
  const faces = Array.from({ length: listed }, () => people.next());
  const entries = faces.map((face, n) => listedFace(face, { reference: `F-2026-${String(n).padStart(6, '0')}` }));
  const letters = closeFaces({ lookup: randomBytes(32) } as unknown as HubKeys, entries)!.sealed.length;
  say(`\n${listed} made-up faces on head office's list: ${(letters / listed).toFixed(0)} letters an entry in the bundle, sealed (${(letters / 1e6).toFixed(1)} MB); ${mostBlockedFaces} may be listed: ${((letters / listed) * mostBlockedFaces / 1e6).toFixed(2)} MB of 3.6`);
  const moved = faces.slice(0, 500).map((face, n) => {
    const probe = n % 2 === 0 ? people.again(face, 0.6) : people.next();
    return Math.abs(compare(unpackFace(packFace(face), 1), probe) - compare(face, probe));
  });
  say(`a byte a number moves a distance by at most ${Math.max(...moved).toFixed(5)} (n ${moved.length})`);
  for (const count of new Set([mostBlockedFaces, listed])) say(`${count} listed: limit ${hintLimit(count).toFixed(3)}, strangers expected a search ${expectedFalseHints(count, hintLimit(count)).toFixed(3)}`);
  const db = createStore(file, randomBytes(32));
  for (const count of new Set([Math.min(mostBlockedFaces, listed), listed])) {
    transact(db, (tx) => writeBlockedFaces(tx, entries.slice(0, count)));
    const times: number[] = [];
    const processor: number[] = [];
    let [found, asked, others] = [0, 0, 0];
    for (let n = 0; n < searches; n += 1) {
      const known = n % 2 === 0 ? n % count : null;
      const face: FaceDescriptor = known === null ? people.next() : people.again(faces[known]!, 0.5);
      const [from, used] = [performance.now(), process.cpuUsage()];
      const limit = hintLimit(count);
      const hits = listedFaces(db, today).filter((one) => compare(one.face, face) <= limit);
      times.push(performance.now() - from);
      processor.push(process.cpuUsage(used).user / 1000);
      asked += known === null ? 0 : 1;
      found += known !== null && hits.some(({ entryId }) => entryId === entries[known]!.id) ? 1 : 0;
      others += hits.filter(({ entryId }) => known === null || entryId !== entries[known]!.id).length;
    }
    say(`search over ${count}  median ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms, of the processor ${quantile(processor, 0.5).toFixed(1)} and ${quantile(processor, 0.95).toFixed(1)} (n ${searches}); found ${found} of ${asked}; other people shown ${others}`);
  }
  db.close();
}

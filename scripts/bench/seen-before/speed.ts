/** Time of a search through the station's own code, and what the index holds in memory. */
import { randomBytes, randomUUID } from 'node:crypto';
import { rememberFaces, searchFaces } from '../../../electron/station/faces/search.ts';
import { createFaceIndex } from '../../../electron/station/faces/face-index.ts';
import { addCase } from '../../../electron/station/store/cases.ts';
import { transact, type Db } from '../../../electron/station/store/db.ts';
import { descriptorsAfter, putDescriptor } from '../../../electron/station/store/descriptors.ts';
import { createStore } from '../../../electron/station/store/open.ts';
import { compare, type FaceDescriptor } from '../../../core/vision/face/compare.ts';
import { createStrangers, type Strangers } from '../../../test/fakes/strangers.ts';
import { quantile } from '../station/statistics.ts';

/** Issue 5: over 100,000 faces. */
const wantedMs = 30;
const model = 'bench';
const at = '2026-01-01T00:00:00.000Z';

/** @returns false where the wanted time was missed. */
export async function speedReport(file: string, { faces, searches }: { faces: number; searches: number }, say: (line: string) => void): Promise<boolean> {
  const db = createStore(file, randomBytes(32));
  const people = createStrangers('a station full of strangers');
  const known = fill(db, people, faces);
  say(`\n${faces} made-up faces in an encrypted store; strangers ${spreadOf(people)}`);
  const loading = performance.now();
  await rememberFaces(db, model);
  say(`taken into memory from the store, in slices: ${((performance.now() - loading) / 1000).toFixed(1)} s`);
  const times: number[] = [];
  let [found, asked, hints] = [0, 0, 0];
  const processor = process.cpuUsage();
  for (let n = 0; n < searches; n += 1) {
    // Every second one has been here before, half as far from the first visit as a stranger.
    const earlier = n % 2 === 0 ? known[n % known.length]! : null;
    const face = earlier ? people.again(earlier.face, 0.5) : people.next();
    const from = performance.now();
    const { hits } = searchFaces(db, model, face, '');
    times.push(performance.now() - from);
    asked += earlier ? 1 : 0;
    found += hits.some((hit) => hit.caseId === earlier?.caseId) ? 1 : 0;
    hints += hits.filter((hit) => hit.caseId !== earlier?.caseId).length;
  }
  const used = process.cpuUsage(processor);
  const p95 = quantile(times, 0.95);
  say(`search  median ${quantile(times, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (n ${searches}; wanted <= ${wantedMs} ms over 100,000); processor ${((used.user + used.system) / 1000 / searches).toFixed(1)} ms a search with making the faces`);
  say(`found again ${found} of ${asked}; other people shown ${hints} in ${searches} searches`);
  say(`memory  ${(memoryOf(db) / 1e6).toFixed(1)} MB`);
  db.close();
  return p95 <= wantedMs;
}

function fill(db: Db, people: Strangers, faces: number): { caseId: string; face: FaceDescriptor }[] {
  const known: { caseId: string; face: FaceDescriptor }[] = [];
  transact(db, (tx) => {
    for (let n = 0; n < faces; n += 1) {
      const [caseId, face] = [randomUUID(), people.next()];
      addCase(tx, { caseId, number: String(n), name: '', documentNumber: '', documentType: 'passport', outcome: 'accept', demo: false, at, operatorId: 'o', operatorName: 'o' });
      putDescriptor(tx, caseId, model, face, at);
      if (n < 500) known.push({ caseId, face });
    }
  });
  return known;
}

function spreadOf(people: Strangers): string {
  const some = Array.from({ length: 300 }, () => people.next());
  const apart = some.flatMap((a, i) => some.slice(i + 1).map((b) => compare(a, b)));
  return `median ${quantile(apart, 0.5).toFixed(3)}, 1:100 at ${quantile(apart, 0.01).toFixed(3)}, 1:1,000 at ${quantile(apart, 0.001).toFixed(3)} (faces_orl: 1, 0.825, 0.779)`;
}

function memoryOf(db: Db): number {
  const index = createFaceIndex();
  for (const { id, descriptor } of descriptorsAfter(db, model, 0)) index.add(id, descriptor);
  return index.bytes();
}

/** `vestibule appeal` on a pack a station made of real pictures of a drawn passport, whose sharpness was measured wrongly on purpose: the falsely flagged customer. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStation } from '../../electron/station/create.ts';
import { jpegFramesOf } from '../../scripts/bench/station/clip.ts';
import { clipFileName } from '../../scripts/specimens/clip/index.ts';
import { attestation, captureInput, evidenceOf, must, newFolder, newResources, removeFolders, root, setupInput } from '../fakes/station-kit.ts';

const clip = (name: 'document-good' | 'face-customer'): string => path.join(root, '.cache/specimens/clips', clipFileName(name));
const missing = (['document-good', 'face-customer'] as const).filter((name) => !existsSync(clip(name)));
if (missing.length > 0) console.warn(`SKIPPED  vestibule appeal: ${missing.join(', ')} not made (npm run specimens -- --only tests).`);
const word = 'told over the telephone';
let file: string;

beforeAll(async () => {
  if (missing.length > 0) return;
  const station = await createStation({ dir: newFolder(), resourcesDir: newResources() });
  await must(station.call('setup.complete', setupInput));
  const [caseId, captureIds] = [randomUUID(), [randomUUID(), randomUUID()]];
  const pictures = [jpegFramesOf(clip('document-good'))[15]!, jpegFramesOf(clip('face-customer'))[0]!];
  await must(station.call('draft.save', { caseId, state: {} }));
  for (const [at, step] of (['document-front', 'face'] as const).entries()) await must(station.call('capture.put', captureInput(caseId, captureIds[at]!, step, new Uint8Array(pictures[at]!))));
  const evidence = evidenceOf(caseId, captureIds);
  await must(station.call('case.submit', { ...evidence, results: evidence.results.map((r) => (r.id === 'doc.sharpness' ? { ...r, value: 99 } : r)) }));
  await must(station.call('case.finish', { caseId, attestation }));
  const pack = await must(station.call('appeal.export', { caseId, passphrase: word }));
  file = path.join(pack.folder, pack.file);
  station.close();
});
afterAll(removeFolders);

function appeal(args: readonly string[], input: string): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'cli/vestibule.mjs'), 'appeal', file, ...args]);
    let out = '';
    child.stdout.on('data', (d: Buffer) => { out += d.toString(); });
    child.on('close', (code) => resolve({ code, out }));
    child.stdin.end(input);
  });
}

describe.skipIf(missing.length > 0)('appeal', () => {
  it('decides the same from the stored measurements', async () => {
    const { code, out } = await appeal(['--json'], `${word}\n`);
    expect(JSON.parse(out)).toMatchObject({ ok: true, signed: true, keyFrom: 'file', again: { same: true, from: 'retry' }, fired: [{ code: 'doc.sharpness', value: 99 }], measured: null });
    expect(code).toBe(0);
  }, 60_000);

  it('measured again on the pictures it shows that the customer was flagged wrongly', async () => {
    const { code, out } = await appeal(['--measure', '--json'], `${word}\n`);
    const report = JSON.parse(out) as { measured: { changed: { id: string; from: { status: string }; to: { status: string } }[]; decision: { noLonger: string[] } } };
    expect(report.measured.changed).toContainEqual(expect.objectContaining({ id: 'doc.sharpness', to: expect.objectContaining({ status: 'pass' }) as object }));
    expect(report.measured.decision.noLonger).toContain('doc.sharpness');
    expect(code).toBe(10);
  }, 120_000);

  it('does not open with another passphrase', async () => expect((await appeal([], 'another one\n')).code).toBe(1), 60_000);
});

/** `vestibule appeal` on a pack a station made of real pictures of a drawn passport, whose sharpness was measured wrongly on purpose: the falsely flagged customer. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentReading } from '../../core/document/reading.ts';
import { createStation } from '../../electron/station/create.ts';
import { jpegFramesOf } from '../../scripts/bench/station/clip.ts';
import { clipFileName } from '../../scripts/specimens/clip/index.ts';
import { attestation, captureInput, evidenceOf, must, newFolder, newResources, noon, removeFolders, root, setupInput } from '../fakes/station-kit.ts';

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

const appeal = (args: readonly string[], input: string, pack = file): Promise<{ code: number | null; out: string }> => vestibule(['appeal', pack, ...args], input);

function vestibule(args: readonly string[], input = ''): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'cli/vestibule.mjs'), ...args]);
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

async function readingOf(bytes: Uint8Array): Promise<DocumentReading> {
  const picture = path.join(newFolder(), 'front.jpg');
  writeFileSync(picture, bytes);
  return JSON.parse((await vestibule(['read', picture, '--print', '--json'])).out) as DocumentReading;
}

describe.skipIf(missing.length > 0)('a case of which the clerk settled doubtful characters, its back from the scanner', () => {
  let pack: string;
  beforeAll(async () => {
    const station = await createStation({ dir: newFolder(), resourcesDir: newResources() });
    await must(station.call('setup.complete', setupInput));
    const [caseId, front, back, face] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    // Letters of the given names are doubtful in the zone of the first picture of the clip; their print, which would settle them, is painted over.
    const [clear, person] = [jpegFramesOf(clip('document-good'))[0]!, jpegFramesOf(clip('face-customer'))[0]!];
    const names = (await readingOf(clear)).bySource.print!.givenNames!.region!;
    const cover = { create: { width: Math.round(names.width) + 8, height: Math.round(names.height) + 4, channels: 3 as const, background: '#d8d8d0' } };
    const document = await sharp(clear).composite([{ input: cover, left: Math.round(names.x) - 4, top: Math.round(names.y) - 2 }]).jpeg({ quality: 95 }).toBuffer();
    const { documentType, mrz, barcodes, fields, bySource } = await readingOf(document);
    const put = (captureId: string, step: 'document-front' | 'document-back' | 'face', bytes: Uint8Array): ReturnType<typeof captureInput> => captureInput(caseId, captureId, step, new Uint8Array(bytes));
    await must(station.call('draft.save', { caseId, state: {} }));
    await must(station.call('capture.put', put(front, 'document-front', document)));
    const scanned = put(back, 'document-back', document);
    await must(station.call('capture.put', { ...scanned, provenance: { ...scanned.provenance, lane: 'scanner' } }));
    await must(station.call('capture.put', put(face, 'face', person)));
    const evidence = evidenceOf(caseId, [front, back, face]);
    const ofBack = { ...evidence.results.find(({ id }) => id === 'auth.screen-recapture')!, status: 'not-applicable' as const, value: null, reason: 'own-scanner', captureId: back };
    const choices = mrz!.doubtful.map(({ line, column, candidates }) => ({ line, column, candidates, read: mrz!.lines[line]![column]!, chosen: candidates[0]!, at: noon }));
    expect(choices.length).toBeGreaterThan(0);
    await must(station.call('case.submit', { ...evidence, extraction: { documentType, mrz, barcodes, fields, bySource }, mrzChoices: choices, results: [...evidence.results, ofBack] }));
    await must(station.call('case.finish', { caseId, attestation }));
    const made = await must(station.call('appeal.export', { caseId, passphrase: word }));
    pack = path.join(made.folder, made.file);
    station.close();
  }, 240_000);

  it('is measured with what the clerk settled, each picture by the way it came', async () => {
    const report = JSON.parse((await appeal(['--measure', '--json'], `${word}\n`, pack)).out) as { measured: { changed: { id: string }[]; decision: { newly: string[] } } };
    const changed = report.measured.changed.map(({ id }) => id);
    expect([...changed, ...report.measured.decision.newly].filter((id) => id === 'doc.reading-doubtful' || id === 'auth.screen-recapture')).toEqual([]);
  }, 240_000);
});

/** The workers as the window starts them, in a real Electron: the same odd files as the CLI, and errors that cross as code and values. */
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { billPdf } from '../../scripts/specimens/pdf/bill.ts';
import { oddFiles, quarterColours } from '../odd-files.ts';
import { launchStation, type RunningStation } from './harness.ts';

let station: RunningStation;
test.beforeAll(async () => {
  station = await launchStation();
  await station.page.evaluate(startReader);
});
test.afterAll(() => station.close());

type Answer = { code: string | null; width?: number; height?: number; corners?: number[][] };

for (const { name, make, code } of oddFiles) {
  test(`${name}: ${code ?? 'decodes upright'}`, async () => {
    const answer = await station.page.evaluate(importOne, (await make()).toString('base64'));
    expect(answer.code).toBe(code);
    if (code !== null) return;
    expect([answer.width, answer.height]).toEqual([60, 40]);
    // JPEG comes out of the worker, so colours are near and not equal.
    const off = (answer.corners ?? []).flatMap((corner, i) => quarterColours[i]!.map((wanted, c) => Math.abs(wanted - corner[c]!)));
    expect(off).toHaveLength(12);
    expect(Math.max(...off)).toBeLessThanOrEqual(25);
  });
}

test('the engines start in the worker, OpenCV under its own policy', async () => {
  const info = await station.page.evaluate(() => (window as unknown as Probe).ask('prepare', []));
  expect(info).toMatchObject({ faceBackend: expect.stringMatching(/^(webgl|wasm)$/), opencv: expect.stringMatching(/^\d+\.\d+/) });
});

test('an imported file is judged by its own notes, not by the copy made for screen and record', async () => {
  const edited = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#88a0b0' } }).jpeg().withExif({ IFD0: { Software: 'GIMP 2.10.36' } }).toBuffer();
  const jpeg = await station.page.evaluate(importedJpeg, edited.toString('base64'));
  expect(await station.page.evaluate(notesOf, jpeg)).toEqual([{ status: 'fail', editor: 'GIMP' }]);
  // The worker ends with the case; the one that comes after it has only the copy.
  await station.page.evaluate(startReader);
  expect(await station.page.evaluate(notesOf, jpeg)).toEqual([{ status: 'not-assessed', editor: null }]);
});

test('a PDF is read in a worker of its own, under its own policy, and drawn', async () => {
  const paper = await station.page.evaluate(readPaper, Buffer.from(billPdf({ name: 'Mira Specimen', address: ['14 Mill Lane', 'Cambridge', 'CB2 1TN'], date: '3 November 2026' })).toString('base64'));
  expect(paper).toMatchObject({ mime: 'application/pdf', width: 1240, height: 1754, source: 'pdf', dark: true });
  expect(paper.lines).toContain('14 Mill Lane');
});

test('a PDF that is locked gets its code', async () => {
  expect(await station.page.evaluate(readPaper, Buffer.from(billPdf({ name: 'Mira Specimen', address: [], date: '', locked: true })).toString('base64'))).toEqual({ code: 'pdf.encrypted' });
});

type Probe = { reader?: Worker; ask(method: string, args: unknown[]): Promise<unknown> };

/** Speaks comlink's wire format, so that the test needs nothing of the window's code. */
function startReader(): void {
  (window as unknown as Probe).reader?.terminate();
  const worker = new Worker('/workers/reader.js', { type: 'module' });
  (window as unknown as Probe).reader = worker;
  (window as unknown as Probe).ask = (method, args) =>
    new Promise((resolve, reject) => {
      const id = crypto.randomUUID();
      const take = ({ data }: MessageEvent<{ id: string; name?: string; value: unknown }>): void => {
        if (data.id !== id) return;
        worker.removeEventListener('message', take);
        if (data.name === 'throw') reject((data.value as { value: Error }).value);
        else resolve(data.value);
      };
      worker.addEventListener('message', take);
      worker.addEventListener('error', () => reject(new Error('the worker script broke')));
      worker.postMessage({ id, type: 'APPLY', path: [method], argumentList: args.map((value) => ({ type: 'RAW', value })) });
    });
}

/** Lines of a paper, and whether its first page shows any ink. */
async function readPaper(base64: string): Promise<{ code?: string; mime?: string; width?: number; height?: number; source?: string; lines?: string[]; dark?: boolean }> {
  const context = { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'file' };
  type Report = { mime: string; jpeg: Uint8Array<ArrayBuffer>; width: number; height: number; reading: { source: string; lines: { text: string }[] } };
  try {
    const { mime, jpeg, width, height, reading } = (await (window as unknown as Probe).ask('readPaper', [Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)), context, {}])) as Report;
    const canvas = new OffscreenCanvas(width, height).getContext('2d')!;
    canvas.drawImage(await createImageBitmap(new Blob([jpeg])), 0, 0);
    const { data } = canvas.getImageData(0, 0, width, height);
    return { mime, width, height, source: reading.source, lines: reading.lines.map((l) => l.text), dark: data.some((v, i) => i % 4 === 0 && v < 60) };
  } catch (thrown) {
    return { code: (thrown as { code?: string }).code ?? String(thrown) };
  }
}

async function importOne(base64: string): Promise<Answer> {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  try {
    const { jpeg, width, height } = (await (window as unknown as Probe).ask('importFile', [bytes])) as { jpeg: Uint8Array<ArrayBuffer>; width: number; height: number };
    const bitmap = await createImageBitmap(new Blob([jpeg]));
    const canvas = new OffscreenCanvas(width, height).getContext('2d')!;
    canvas.drawImage(bitmap, 0, 0);
    const at = (x: number, y: number): number[] => [...canvas.getImageData(x, y, 1, 1).data].slice(0, 3);
    return { code: null, width, height, corners: [at(8, 6), at(width - 9, 6), at(8, height - 7), at(width - 9, height - 7)] };
  } catch (thrown) {
    return { code: (thrown as { code?: string }).code ?? String(thrown) };
  }
}

async function importedJpeg(base64: string): Promise<string> {
  const { jpeg } = (await (window as unknown as Probe).ask('importFile', [Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))])) as { jpeg: Uint8Array };
  return btoa(Array.from(jpeg, (byte) => String.fromCharCode(byte)).join(''));
}

/** What auth.metadata says of a picture. */
async function notesOf(base64: string): Promise<{ status: string; editor: unknown }[]> {
  type Result = { id: string; status: string; values: Record<string, unknown> };
  const context = { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'file' };
  const jpeg = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const { results } = (await (window as unknown as Probe).ask('documentStill', [jpeg, 'front', context, {}])) as { results: Result[] };
  return results.filter((r) => r.id === 'auth.metadata').map((r) => ({ status: r.status, editor: r.values['editor'] ?? null }));
}

/** The workers as the window starts them, in a real Electron: the same odd files as the CLI, and errors that cross as code and values. */
import { expect, test } from '@playwright/test';
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

type Probe = { ask(method: string, args: unknown[]): Promise<unknown> };

/** Speaks comlink's wire format, so that the test needs nothing of the window's code. */
function startReader(): void {
  const worker = new Worker('/workers/reader.js', { type: 'module' });
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

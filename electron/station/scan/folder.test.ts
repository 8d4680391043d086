import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { toCodedError } from '../../../core/errors.ts';
import { noScanSettings, type ScanWish } from '../../../core/scanning.ts';
import type { ScannedPage, ScannerDriver } from './driver.ts';
import { createFolder } from './folder.ts';

let jpeg: Buffer;
let other: Buffer;
let png: Buffer;
beforeAll(async () => {
  const picture = (r: number) => sharp({ create: { width: 64, height: 48, channels: 3, background: { r, g: 100, b: 50 } } });
  [jpeg, other, png] = await Promise.all([picture(10).jpeg().toBuffer(), picture(200).jpeg().toBuffer(), picture(90).png().toBuffer()]);
});

let dir: string;
const wish: ScanWish = { name: 'watched', source: null, dpi: null, colour: null, paper: 'whole' };
const timing = { pollMs: 20, stableMs: 60, quietMs: 200, firstMs: 700, missingMs: 300, callMs: 200 };
const driverOf = (folder = dir): ScannerDriver => createFolder({ settings: () => ({ ...noScanSettings, folder }), timing });
const put = (name: string, bytes: Uint8Array): void => writeFileSync(path.join(dir, name), bytes);
const visible = (): string[] => readdirSync(dir).filter((n) => !n.startsWith('taken-by')).sort();
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const soon = (ms: number, act: () => void): void => void setTimeout(act, ms);

beforeEach(() => { dir = mkdtempSync(path.join(tmpdir(), 'vestibule-folder-')); });
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function scanned(driver: ScannerDriver, abort = new AbortController(), onPage = (): void => {}): Promise<{ pages: ScannedPage[]; mimes: string[]; end: string }> {
  const pages: ScannedPage[] = [];
  let end = 'good';
  try {
    for await (const page of driver.scan(wish, { signal: abort.signal, progress: () => {} })) {
      pages.push(page);
      onPage();
    }
  } catch (thrown) {
    end = toCodedError(thrown).code;
  }
  return { pages, mimes: pages.map((p) => p.mime), end };
}

it('takes what comes, oldest first, and deletes it when it lies in the case', async () => {
  soon(50, () => put('b.jpg', jpeg));
  soon(120, () => put('a.png', png));
  soon(190, () => put('paper.pdf', Buffer.from('%PDF-1.4\n1 0 obj\nendobj\ntrailer\n%%EOF\n')));
  const { pages, mimes, end } = await scanned(driverOf());
  expect([mimes, end]).toEqual([['image/jpeg', 'image/png', 'application/pdf'], 'good']);
  expect(Buffer.from(pages[0]!.bytes).equals(jpeg)).toBe(true);
  expect(visible()).toEqual([]);
  for (const page of pages) await page.settle!(true);
  expect(readdirSync(path.join(dir, readdirSync(dir)[0]!))).toEqual([]);
});

it('gives files back when the scan is given up, and takes them again then', async () => {
  put('card.jpg', jpeg);
  const driver = driverOf();
  const first = await scanned(driver);
  for (const page of first.pages) await page.settle!(false);
  expect(visible()).toEqual(['card.jpg']);
  expect((await scanned(driver)).pages.length).toBe(1);
});

it('a file whose name was taken meanwhile lies beside the other one again', async () => {
  put('card.jpg', jpeg);
  const { pages } = await scanned(driverOf());
  put('card.jpg', other);
  await pages[0]!.settle!(false);
  expect(visible().map((n) => n.replace(/^\d+-/, 'N-'))).toEqual(['N-card.jpg', 'card.jpg']);
  expect(readFileSync(path.join(dir, 'card.jpg')).equals(other)).toBe(true);
});

it('says when a page was made, by its file', async () => {
  put('card.jpg', jpeg);
  const made = new Date(Date.now() - 300_000);
  utimesSync(path.join(dir, 'card.jpg'), made, made);
  const { pages } = await scanned(driverOf());
  expect(Math.abs(pages[0]!.at!.getTime() - made.getTime())).toBeLessThan(2);
});

it('waits for a file that is half written', async () => {
  put('slow.jpg', jpeg.subarray(0, jpeg.length / 2));
  soon(250, () => put('slow.jpg', jpeg));
  const { pages, end } = await scanned(driverOf());
  expect([pages.length, end]).toEqual([1, 'good']);
  expect(Buffer.from(pages[0]!.bytes).equals(jpeg)).toBe(true);
});

it('does not take a file that never becomes whole, and says so', async () => {
  put('cut.jpg', jpeg.subarray(0, jpeg.length / 2));
  const { pages, end } = await scanned(driverOf());
  expect([pages.length, end, visible()]).toEqual([0, 'scanner.page-damaged', ['cut.jpg']]);
});

it('the same bytes again are the same page, whatever the file is called', async () => {
  put('one.jpg', jpeg);
  put('copy of one.jpg', jpeg);
  put('two.jpg', other);
  const { pages, end } = await scanned(driverOf());
  expect([pages.length, end, visible()]).toEqual([2, 'good', []]);
  for (const page of pages) await page.settle!(true);
  expect(readdirSync(path.join(dir, readdirSync(dir)[0]!))).toEqual([]);
});

it('leaves alone what is not its own: other kinds, folders, links, hidden, old and false ones', async () => {
  put('notes.txt', Buffer.from('x'));
  put('.hidden.jpg', jpeg);
  put('old.jpg', jpeg);
  utimesSync(path.join(dir, 'old.jpg'), new Date(Date.now() - 3_600_000), new Date(Date.now() - 3_600_000));
  mkdirSync(path.join(dir, 'folder.jpg'));
  symlinkSync('/etc/hostname', path.join(dir, 'link.jpg'));
  const before = visible();
  expect(await scanned(driverOf())).toMatchObject({ pages: [], end: 'scanner.folder-empty' });
  expect(visible()).toEqual(before);
  expect(readFileSync(path.join(dir, 'old.jpg')).equals(jpeg)).toBe(true);
});

it('a share that vanishes and returns costs nothing', async () => {
  const away = `${dir}-away`;
  soon(30, () => put('one.jpg', jpeg));
  soon(180, () => renameSync(dir, away));
  soon(330, () => { renameSync(away, dir); put('two.jpg', other); });
  const { pages, end } = await scanned(driverOf());
  expect([pages.length, end]).toEqual([2, 'good']);
});

it('a share that stays away is told, with the pages that came', async () => {
  const away = `${dir}-away`;
  put('one.jpg', jpeg);
  let from = 0;
  const { pages, end } = await scanned(driverOf(), undefined, () => {
    renameSync(dir, away);
    from = performance.now();
  });
  expect([pages.length, end]).toEqual([1, 'scanner.folder-missing']);
  expect(performance.now() - from).toBeLessThan(3_000);
  rmSync(away, { recursive: true });
});

it('is listed where it can be reached, and a missing one is a cause', async () => {
  expect(await driverOf().list(new AbortController().signal)).toEqual([{ name: 'watched', label: 'Scan folder' }]);
  await expect(driverOf(path.join(dir, 'nowhere')).list(new AbortController().signal)).rejects.toThrow('scanner.folder-missing');
  expect(createFolder().wanted()).toBe(false);
});

it('what a killed station had taken lies in the folder again', async () => {
  put('card.jpg', jpeg);
  await scanned(driverOf());
  expect(visible()).toEqual([]);
  await driverOf().list(new AbortController().signal);
  expect(visible()).toEqual(['card.jpg']);
});

it('two stations on one share never both take a page', async () => {
  for (let i = 0; i < 6; i += 1) put(`${i}.jpg`, Buffer.concat([jpeg, Buffer.from([i])]));
  const both = await Promise.all([scanned(driverOf()), scanned(driverOf())]);
  expect(both.flatMap((b) => b.pages).length).toBe(6);
});

it('stops when asked to', async () => {
  const abort = new AbortController();
  soon(100, () => abort.abort());
  const from = performance.now();
  expect(await scanned(driverOf(), abort)).toMatchObject({ pages: [], end: 'good' });
  expect(performance.now() - from).toBeLessThan(600);
  await sleep(1);
});

it.skipIf(process.getuid?.() === 0)('a folder that may not be changed is told', async () => {
  put('card.jpg', jpeg);
  chmodSync(dir, 0o500);
  expect((await scanned(driverOf())).end).toBe('scanner.folder-locked');
  chmodSync(dir, 0o700);
  expect(existsSync(path.join(dir, 'card.jpg'))).toBe(true);
});

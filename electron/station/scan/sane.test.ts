import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { codeOfStatus, createSane, scannersIn, statusSaid } from './sane.ts';

const installed = spawnSync('scanimage', ['--version']).status === 0;
if (!installed) console.warn('SKIPPED: scanimage is not installed (Debian package sane-utils), the SANE test device is not scanned.');

const config = mkdtempSync(path.join(tmpdir(), 'vestibule-sane-'));
writeFileSync(path.join(config, 'dll.conf'), 'test\n');
afterAll(() => rmSync(config, { recursive: true, force: true }));
const env = { ...process.env, SANE_CONFIG_DIR: config };
const faulty = (status: string, scanMs?: number) => createSane({ env, extra: [`--read-return-value=${status}`], ...(scanMs !== undefined && { scanMs }) });
const page = { name: 'test:0', dpi: 75 };

describe.skipIf(!installed)('scanimage with the SANE test device', () => {
  it('lists devices with maker and model', async () => {
    expect(await createSane({ env }).list()).toContainEqual({ name: 'test:0', label: 'Noname frontend-tester' });
  });

  it('gives a page as PNG: 80 x 100 mm at 75 dpi', async () => {
    const png = Buffer.from(await createSane({ env }).scan(page));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([236, 295]);
  });

  it.each([
    ['SANE_STATUS_DEVICE_BUSY', 'scanner.busy'],
    ['SANE_STATUS_JAMMED', 'scanner.jammed'],
    ['SANE_STATUS_NO_DOCS', 'scanner.no-paper'],
    ['SANE_STATUS_COVER_OPEN', 'scanner.cover-open'],
    ['SANE_STATUS_IO_ERROR', 'scanner.failed'],
    ['SANE_STATUS_ACCESS_DENIED', 'scanner.denied'],
  ])('%s is %s', async (status, code) => {
    await expect(faulty(status).scan(page)).rejects.toThrow(code);
  });

  it('knows a device that is not there, whatever its name looks like', async () => {
    for (const name of ['test:99', 'nowhere:0', '--help', '; touch /tmp/x', '']) await expect(createSane({ env }).scan({ name, dpi: 75 }), name).rejects.toThrow(/^scanner\./);
  });

  it('stops a device that does not answer', async () => {
    const slow = createSane({ env, extra: ['--read-delay=yes', '--read-delay-duration=200000', '--read-limit=yes', '--read-limit-size=1'], scanMs: 700 });
    const from = performance.now();
    await expect(slow.scan(page)).rejects.toThrow('scanner.timeout');
    expect(performance.now() - from).toBeLessThan(10_000);
  });
});

it('says that there is no scanner when scanimage is not there', async () => {
  const nothing = createSane({ program: '/nowhere/scanimage' });
  await expect(nothing.list()).rejects.toThrow('scanner.missing');
  await expect(nothing.scan(page)).rejects.toThrow('scanner.missing');
});

it('takes the reason that was given when scanimage then locks up', async () => {
  const program = path.join(config, 'locked-up');
  writeFileSync(program, '#!/bin/sh\necho "scanimage: sane_read: Scanner cover is open" >&2\nexec sleep 600\n');
  chmodSync(program, 0o755);
  const from = performance.now();
  await expect(createSane({ program }).scan(page)).rejects.toThrow('scanner.cover-open');
  expect(performance.now() - from).toBeLessThan(10_000);
});

it.each([
  ['scanimage: sane_start: Document feeder out of documents\n', 7],
  ['[12:00:01] [test] noise\nscanimage: sane_read: Document feeder jammed\n', 6],
  ['scanimage: sane_read: Document feeder jam', null],
  ['scanimage: rounded value of br-x from 200 to 200\n', null],
  ['scanimage: sane_read: words nobody knows\n', null],
])('hears the status in %j', (said, status) => expect(statusSaid(said)).toBe(status));

it('reads the listing line by line', () => {
  expect(scannersIn('epson2:libusb:001:004\tEpson Perfection V39\nno tab here\n\nx:1\t \n')).toEqual([
    { name: 'epson2:libusb:001:004', label: 'Epson Perfection V39' }, { name: 'x:1', label: 'x:1' },
  ]);
});

it('has a code for every status', () => {
  expect([-1, 1, 3, 99].map(codeOfStatus)).toEqual(['scanner.failed', 'scanner.missing', 'scanner.busy', 'scanner.failed']);
});

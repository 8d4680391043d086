import { existsSync, readdirSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { noScanSettings, type ScanWish } from '../../../core/scanning.ts';
import { toCodedError } from '../../../core/errors.ts';
import { saneDesk, saneIsInstalled, saneIsMissing } from '../../../test/fakes/sane.ts';
import type { ScannerDriver } from './driver.ts';
import { createSane, scannersIn } from './sane.ts';

if (!saneIsInstalled) console.warn(saneIsMissing);
const desk = saneDesk();
afterAll(() => desk.remove());
const { env } = desk;
const never = new AbortController().signal;
const glass: ScanWish = { name: 'test:0', source: 'flatbed', dpi: 75, colour: 'colour', paper: 'A5' };
const feeder: ScanWish = { ...glass, source: 'feeder' };
const faulty = (status: string): ScannerDriver => createSane({ env, extra: [`--read-return-value=${status}`] });

type Outcome = { pages: { width: number; height: number }[]; end: string };

async function scanned(driver: ScannerDriver, wish: ScanWish, abort = new AbortController(), cancelAfter = Infinity): Promise<Outcome> {
  const pages: Outcome['pages'] = [];
  try {
    for await (const { bytes } of driver.scan(wish, { signal: abort.signal, progress: () => {} })) {
      const png = Buffer.from(bytes);
      pages.push({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) });
      if (pages.length === cancelAfter) abort.abort();
    }
    return { pages, end: 'good' };
  } catch (thrown) {
    return { pages, end: toCodedError(thrown).code };
  }
}

describe.skipIf(!saneIsInstalled)('scanimage with the SANE test device', () => {
  it('lists devices with maker and model', async () => {
    expect(await createSane({ env }).list(never)).toContainEqual({ name: 'test:0', label: 'Noname frontend-tester' });
  });

  it('says what the device says it can', async () => {
    const choices = { resolutions: [75, 100, 150, 200, 240, 300, 400, 600, 1200], colours: ['gray', 'colour'] };
    expect(await createSane({ env }).capabilities('test:0', never)).toEqual({
      label: 'Noname frontend-tester', button: false,
      sources: [{ source: 'flatbed', width: 200, height: 200, ...choices }, { source: 'feeder', width: 200, height: 200, ...choices }], ...choices,
    });
  });

  it('gives one page of the glass in the wanted size: A5 at 75 dpi', async () => {
    expect(await scanned(createSane({ env }), glass)).toEqual({ pages: [{ width: 437, height: 590 }], end: 'good' });
  });

  it('gives every page of the feeder, and its end is no failure', async () => {
    const { pages, end } = await scanned(createSane({ env }), feeder);
    // The test device's feeder is empty after ten.
    expect([pages.length, end]).toEqual([10, 'good']);
  });

  it.each([
    ['SANE_STATUS_UNSUPPORTED', 'scanner.unsupported'],
    ['SANE_STATUS_CANCELLED', 'scanner.cancelled'],
    ['SANE_STATUS_DEVICE_BUSY', 'scanner.busy'],
    ['SANE_STATUS_INVAL', 'scanner.settings'],
    ['SANE_STATUS_JAMMED', 'scanner.jammed'],
    ['SANE_STATUS_NO_DOCS', 'scanner.no-paper'],
    ['SANE_STATUS_COVER_OPEN', 'scanner.cover-open'],
    ['SANE_STATUS_IO_ERROR', 'scanner.connection'],
    ['SANE_STATUS_NO_MEM', 'scanner.memory'],
    ['SANE_STATUS_ACCESS_DENIED', 'scanner.denied'],
  ])('%s on the first page is %s, and on the third one pages 1 and 2 are kept', async (status, code) => {
    expect(await scanned(faulty(status), glass)).toEqual({ pages: [], end: code });
    const { pages, end } = await scanned(createSane({ env, program: desk.faulty(2, status) }), feeder);
    // Paper that is gone after some pages is how a feeder ends.
    expect([pages.length, end]).toEqual([2, code === 'scanner.no-paper' ? 'good' : code]);
  });

  it('SANE_STATUS_EOF at once is an empty page, told as no paper or kept as the device made it', async () => {
    const { pages, end } = await scanned(faulty('SANE_STATUS_EOF'), glass);
    expect([pages.length, end] as unknown).toSatisfy((got: [number, string]) => (got[0] === 0 && /^scanner\.(no-paper|failed)$/.test(got[1])) || (got[0] === 1 && got[1] === 'good'));
  });

  it('a cable that is pulled on page 3 keeps pages 1 and 2', async () => {
    const { pages, end } = await scanned(createSane({ env, program: desk.faulty(2, 'unplugged') }), feeder);
    expect([pages.length, end]).toEqual([2, 'scanner.failed']);
  });

  it('a device that hangs on page 3 is stopped within its time-out, pages 1 and 2 are kept', async () => {
    const from = performance.now();
    const { pages, end } = await scanned(createSane({ env, program: desk.faulty(2, 'hang'), silentMs: 1_500 }), feeder);
    expect([pages.length, end]).toEqual([2, 'scanner.timeout']);
    expect(performance.now() - from).toBeLessThan(10_000);
  });

  it('takes the reason that was given when scanimage then locks up', async () => {
    const from = performance.now();
    const { pages, end } = await scanned(createSane({ env, program: desk.faulty(1, 'said and locked up') }), feeder);
    expect([pages.length, end]).toEqual([1, 'scanner.cover-open']);
    expect(performance.now() - from).toBeLessThan(10_000);
  });

  it('stops when asked to, with the pages it has and nothing left behind', async () => {
    const slow = createSane({ env, extra: ['--read-delay=yes', '--read-delay-duration=100000'] });
    const from = performance.now();
    const { pages, end } = await scanned(slow, feeder, new AbortController(), 2);
    expect([pages.length, end]).toEqual([2, 'good']);
    expect(performance.now() - from).toBeLessThan(15_000);
    expect(left()).toEqual([]);
  });

  it('says how far a page is', async () => {
    const shares: (number | null)[] = [];
    const slow = createSane({ env, extra: ['--read-delay=yes', '--read-delay-duration=5000'] });
    for await (const _page of slow.scan({ ...glass, dpi: 150 }, { signal: never, progress: (share) => void shares.push(share) }));
    const said = shares.filter((s) => s !== null);
    expect(said.length).toBeGreaterThan(3);
    expect(said).toEqual([...said].sort((a, b) => a - b));
  });

  it('knows a device that is not there, whatever its name looks like', async () => {
    const anywhere = createSane({ env, settings: () => ({ ...noScanSettings, network: true }) });
    for (const name of ['test:99', 'nowhere:0', '--help', '; touch /tmp/x', '']) {
      expect((await scanned(anywhere, { ...glass, name })).end, name).toBe('scanner.missing');
    }
  });

  it('leaves no page where others could find it', () => {
    expect(left()).toEqual([]);
  });
});

const left = (): string[] => (existsSync('/dev/shm') ? readdirSync('/dev/shm').filter((name) => name.startsWith(`vestibule-scan-${process.pid}-`)) : []);

it('says that the program is missing when scanimage is not there', async () => {
  const nothing = createSane({ program: '/nowhere/scanimage' });
  await expect(nothing.list(never)).rejects.toThrow('scanner.program-missing');
  expect(await scanned(nothing, glass)).toEqual({ pages: [], end: 'scanner.program-missing' });
});

it('reads the listing line by line', () => {
  expect(scannersIn('airscan:e0:Kyocera M2040\teSCL Kyocera M2040\tip=192.168.1.102\nescl:http://192.168.1.7:80\tBrand X\tflatbed scanner\n')).toEqual([
    { name: 'airscan:e0:Kyocera M2040', label: 'eSCL Kyocera M2040', host: '192.168.1.102' }, { name: 'escl:http://192.168.1.7:80', label: 'Brand X', host: '192.168.1.7' },
  ]);
  expect(scannersIn('epson2:libusb:001:004\tEpson Perfection V39\nno tab here\n\nx:1\t \n')).toEqual([
    { name: 'epson2:libusb:001:004', label: 'Epson Perfection V39' }, { name: 'x:1', label: 'x:1' },
  ]);
});

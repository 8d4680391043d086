/** Devices that the SANE test device cannot play: a scripted scanimage prints their listings and says their ends. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { toCodedError } from '../../../core/errors.ts';
import type { ScanWish } from '../../../core/scanning.ts';
import { saneDesk } from '../../../test/fakes/sane.ts';
import { createSane } from './sane.ts';

const desk = saneDesk();
afterAll(() => desk.remove());
const never = new AbortController().signal;
const name = 'fujitsu:fi:1';
const both: ScanWish = { name, source: 'duplex', dpi: 200, colour: 'gray', paper: 'A4' };

/** Names and groups as fujitsu's option table has them. */
const fujitsu = (sensors: Partial<Record<'scan' | 'double-feed' | 'email', 'yes' | 'no'>> = {}): string => `
  Scan Mode:
    --source ADF Front|ADF Back|ADF Duplex [ADF Front]
    --mode Lineart|Gray|Color [Lineart]
    --resolution 50..600dpi (in steps of 1) [300]
  Geometry:
    -x 0..224.846mm (in steps of 0.0211639) [215.872]
    -y 0..863.489mm (in steps of 0.0211639) [279.364]
  Sensors:
    --scan[=(yes|no)] [${sensors.scan ?? 'no'}] [hardware]
    --email[=(yes|no)] [${sensors.email ?? 'no'}] [hardware]
    --double-feed[=(yes|no)] [${sensors['double-feed'] ?? 'no'}] [hardware]
`;
/** `n` pages whose width is their number, then this. */
async function device(listing: string, n: number, end: string) {
  const scripted = desk.scripted({ listing, scan: `for n in $(seq 1 ${n}); do cp "$(dirname "$0")/$n.png" "$page/page-$n.png"; echo "$page/page-$n.png"; done; ${end}` });
  for (let k = 1; k <= n; k += 1) await sharp({ create: { width: k, height: 1, channels: 3, background: '#555' } }).png().toFile(path.join(scripted.dir, `${k}.png`));
  return { ...scripted, sane: createSane({ program: scripted.program }) };
}
const empty = 'echo "scanimage: sane_start: Document feeder out of documents" >&2; exit 7';
const jammed = 'echo "scanimage: sane_read: Document feeder jammed" >&2; exit 6';

async function scanned(sane: ReturnType<typeof createSane>, wish = both): Promise<{ pages: number[]; end: string }> {
  const pages: number[] = [];
  try {
    for await (const { bytes } of sane.scan(wish, { signal: never, progress: () => {} })) pages.push(Buffer.from(bytes).readUInt32BE(16));
    return { pages, end: 'good' };
  } catch (thrown) {
    return { pages, end: toCodedError(thrown).code };
  }
}

describe('two sheets at once', () => {
  it.each([
    ['the sensor says two', { 'double-feed': 'yes' }, jammed, 'scanner.double-feed'],
    ['the sensor says one', { 'double-feed': 'no' }, jammed, 'scanner.jammed'],
    ['the sensor says two of an earlier sheet, and the feeder is empty', { 'double-feed': 'yes' }, empty, 'good'],
    ['the cover is open', { 'double-feed': 'yes' }, 'echo "scanimage: sane_read: Scanner cover is open" >&2; exit 8', 'scanner.cover-open'],
  ] as const)('%s', async (_what, sensors, end, code) => {
    const { sane } = await device(fujitsu(sensors), 2, end);
    expect(await scanned(sane)).toEqual({ pages: [1, 2], end: code });
  });

  it('a device without such a sensor is not asked after a jam', async () => {
    const { sane, asked } = await device(fujitsu().replace(/.*double-feed.*\n/, ''), 1, jammed);
    expect(await scanned(sane)).toEqual({ pages: [1], end: 'scanner.jammed' });
    expect(asked().at(-1)).toContain('--batch=');
  });
});

it.each([[12, 'The scanner is warming up', 'scanner.warming-up'], [13, 'The scanner hardware is locked', 'scanner.locked']])('status %d, which no backend here gives: by its words and by its number', async (status, words, code) => {
  const said = await device(fujitsu(), 2, `echo "scanimage: sane_start: ${words}" >&2; exit ${status}`);
  expect(await scanned(said.sane)).toEqual({ pages: [1, 2], end: code });
  const silent = await device(fujitsu(), 0, `exit ${status}`);
  expect(await scanned(silent.sane)).toEqual({ pages: [], end: code });
});

it('both sides of a stack come as they pass: front, back, front, back', async () => {
  const { sane, asked } = await device(fujitsu(), 4, empty);
  expect(await scanned(sane)).toEqual({ pages: [1, 2, 3, 4], end: 'good' });
  expect(asked().at(-1)).toContain('--source=ADF Duplex --mode=Gray --resolution=200');
});

describe('what a source has', () => {
  const glass = `
  Scan Mode:
    --source Flatbed|ADF Front|ADF Duplex [Flatbed]
    --mode Gray|Color [Color]
    --resolution 100|300|1200dpi [300]
  Geometry:
    -x 0..215.9mm [215.9]
    -y 0..297mm [297]
`;
  const feeder = glass.replace('[Flatbed]', '[ADF Front]').replace('100|300|1200dpi', '100|200dpi').replace('Gray|Color [Color]', 'Lineart|Gray [Gray]').replaceAll('297', '355.6');

  it('is asked of each source, and a wish is said in its own options', async () => {
    const { program, asked } = desk.scripted({ listing: glass, listings: { 'ADF Front': feeder }, scan: empty });
    const sane = createSane({ program });
    expect((await sane.capabilities(name, never)).sources).toEqual([
      { source: 'flatbed', width: 215.9, height: 297, resolutions: [100, 300, 1200], colours: ['gray', 'colour'] },
      { source: 'feeder', width: 215.9, height: 355.6, resolutions: [100, 200], colours: ['black-white', 'gray'] },
      { source: 'duplex', width: 215.9, height: 297, resolutions: [100, 300, 1200], colours: ['gray', 'colour'] },
    ]);
    expect(asked().filter((line) => line.includes('--source=')).length).toBe(2);
    await sane.capabilities(name, never);
    expect(asked().filter((line) => line.includes('--source=')).length).toBe(2);
    await scanned(sane, { ...both, source: 'feeder', colour: 'black-white', paper: 'whole' });
    expect(asked().at(-1)).toContain('--source=ADF Front --mode=Lineart --resolution=200');
    expect(asked().at(-1)).toContain('-y 355.6');
  });
});

describe('the button', () => {
  it('is pressed once for each time it goes down, and what was pressed before the device was looked at is not meant', async () => {
    const { sane, says } = await device(fujitsu({ scan: 'yes' }), 0, empty);
    expect((await sane.capabilities(name, never)).button).toBe(true);
    const asked = async (sensors: Parameters<typeof fujitsu>[0]): Promise<boolean> => {
      says(fujitsu(sensors));
      return sane.buttonPressed!(name, never);
    };
    expect(await asked({ scan: 'yes' })).toBe(false);
    expect(await asked({ scan: 'no' })).toBe(false);
    expect(await asked({ scan: 'yes' })).toBe(true);
    expect(await asked({ scan: 'yes' })).toBe(false);
    expect(await asked({})).toBe(false);
    expect(await asked({ email: 'yes' })).toBe(true);
  });

  it('a device without one is not asked', async () => {
    const { sane, asked } = await device(fujitsu({}).replace(/.*(scan|email)\[.*\n/g, ''), 0, empty);
    expect((await sane.capabilities(name, never)).button).toBe(false);
    const before = asked().length;
    expect(await sane.buttonPressed!(name, never)).toBe(false);
    expect(asked().length).toBe(before);
  });

  it('a question on its way ends for a scan, which then has the device to itself', async () => {
    const { sane, dir } = await device(fujitsu(), 1, empty);
    await sane.capabilities(name, never);
    // From now on the device answers a question for its options by nothing.
    rmSync(path.join(dir, 'listing'));
    spawnSync('mkfifo', [path.join(dir, 'listing')]);
    const from = performance.now();
    const question = sane.buttonPressed!(name, never);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await scanned(sane)).toEqual({ pages: [1], end: 'good' });
    expect(await question).toBe(false);
    expect(performance.now() - from).toBeLessThan(10_000);
  });
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mrzFormats } from '../../document/reading.ts';
import type { GrayImage } from '../../frame.ts';
import { loadFaces, type Face } from '../../../scripts/train-mrz/glyphs.ts';
import { syntheticPage } from '../../../scripts/train-mrz/page.ts';
import { createRandom } from '../../../scripts/train-mrz/random.ts';
import { randomMrz } from '../../../scripts/train-mrz/random-mrz.ts';
import { loadMrzNetwork } from '../engines/mrz-network.ts';
import { readMrz } from './read-mrz.ts';

const resources = fileURLToPath(new URL('../../../resources/', import.meta.url));
const network = await loadMrzNetwork(async (name) => readFileSync(resources + name));

// Without the Debian package fonts-ocr-b there is nothing to render an MRZ with; .ci/run installs it.
const faces: readonly Face[] | null = await loadFaces(['OCR B', 'OCR B S', 'Liberation Sans']).catch((thrown: unknown) => {
  console.warn(`SKIPPED: reading rendered MRZs (${thrown instanceof Error ? thrown.message : 'no fonts'})`);
  return null;
});

const easy = { pitch: 14, rotation: 0, severity: 0.2 };
const page = (lines: string[], options = easy, seed = 5) => syntheticPage(createRandom(seed), faces!, lines, options);

const eriksson = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];

describe.skipIf(!faces)('a rendered MRZ', () => {
  it.each([0, 180, 107, -17])('is read at %i degrees', (rotation) => {
    const found = readMrz(page(eriksson, { ...easy, rotation }), network);
    expect(found?.mrz.lines).toEqual(eriksson);
    expect(found?.mrz.format).toBe('TD3');
  });

  it('is read as printed when its check digits are wrong, and says so', () => {
    const forged = [eriksson[0]!, 'L898902C36UTO7408122F1304159ZE184226B<<<<<10'];
    const mrz = readMrz(page(forged), network)?.mrz;
    expect(mrz?.lines).toEqual(forged);
    expect(mrz?.checkDigits.filter((c) => !c.valid).map((c) => c.name)).toEqual(['expiryDate', 'composite']);
  });

  it('stands where it was printed', () => {
    const image = page(eriksson);
    const region = readMrz(image, network)!.mrz.region!;
    expect(region.y).toBeGreaterThan(image.height * 0.6);
    expect(region.y + region.height).toBeLessThanOrEqual(image.height);
    expect(region.width / (44 * easy.pitch)).toBeCloseTo(1, 1);
  });

  it('of any format is never silently wrong, and seldom missed', () => {
    const read: boolean[] = [];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(...mrzFormats), (seed, format) => {
        const lines = randomMrz(createRandom(seed), format);
        const mrz = readMrz(page(lines, { pitch: 12, rotation: 0, severity: 0.3 }, seed), network)?.mrz;
        read.push(mrz !== undefined);
        const doubted = !mrz || mrz.doubtful.length > 0 || mrz.checkDigits.some((c) => !c.valid);
        if (!doubted) expect(mrz.lines).toEqual(lines);
      }),
      { numRuns: 10, seed: 9303 },
    );
    expect(read.filter(Boolean).length).toBeGreaterThanOrEqual(9);
  }, 120_000);
});

const plain = (width: number, height: number, value: (x: number, y: number) => number): GrayImage => {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data[y * width + x] = value(x, y);
  return { width, height, data };
};

describe('what is no MRZ is never read as one', () => {
  const noise = createRandom(3);
  it.each([
    ['a blank page', plain(800, 600, () => 240)],
    ['a black picture', plain(640, 480, () => 0)],
    ['noise', plain(640, 480, () => noise.integer(256))],
    ['stripes', plain(800, 600, (x) => (x % 12 < 6 ? 30 : 220))],
    ['a chessboard, like a keyboard', plain(900, 600, (x, y) => (x % 40 < 30 && y % 40 < 30 ? 60 : 200))],
    ['a picture of two pixels', plain(2, 1, () => 9)],
    ['a thin strip', plain(900, 3, (x) => x % 256)],
  ])('%s', (_, image) => expect(readMrz(image, network)).toBeNull());

  it.skipIf(!faces).each([
    ['a page of fillers', Array.from({ length: 8 }, () => '<'.repeat(44))],
    ['fillers in two lines', ['<'.repeat(44), '<'.repeat(44)]],
    ['one line of an MRZ, the other covered', [eriksson[1]!]],
    ['capitals in print that keep no rule', ['THE<QUICK<BROWN<FOX<JUMPS<OVER<THE<LAZY<DOGS', 'PACK<MY<BOX<WITH<FIVE<DOZEN<LIQUOR<JUGS<NOWW']],
    ['an MRZ cut in half', eriksson.map((l) => l.slice(0, 22))],
    ['a line of a cheque', ['<0012345<67890123<0456789<<001234567890<<000']],
  ])('%s', (_, lines) => expect(readMrz(page(lines), network)).toBeNull());

  it.skipIf(!faces)('other documents', () => {
    for (let seed = 1; seed <= 2; seed++) expect(readMrz(page([], { ...easy, severity: 0.5 }, seed), network)).toBeNull();
  });
});

/** Picture and PDF files that a hostile hand, a bad disk or a bad program made out of good ones. */
import { billPdf } from '../../specimens/pdf/bill.ts';
import { writePdf } from '../../specimens/pdf/write.ts';
import { oddFiles, quarters } from '../../../test/odd-files.ts';
import type { Random } from '../../train-mrz/random.ts';

export type Specimen = { name: string; bytes: Buffer };

/** Those that decode, and PDFs with text, with a picture, with many pages. */
export async function goodFiles(): Promise<Specimen[]> {
  const pictures = await Promise.all(oddFiles.filter(({ code }) => code === null).map(async ({ name, make }) => ({ name, bytes: await make() })));
  const large = { name: 'larger.jpg', bytes: await quarters().resize(640, 400).withMetadata({ orientation: 6 }).jpeg().toBuffer() };
  const jpeg = await quarters().resize(300, 200).jpeg().toBuffer();
  const text = (n: number) => ({ kind: 'text', x: 60, y: 700, size: 12, text: `Page ${n} of a paper` }) as const;
  const papers: [string, Uint8Array][] = [
    ['bill.pdf', billPdf({ name: 'Mira Halvorsen', address: ['12 Quay Street', '1234 Harbour'], date: '3 November 2026' })],
    ['locked.pdf', billPdf({ name: 'Mira Halvorsen', address: ['12 Quay Street'], date: '3 November 2026', locked: true })],
    ['picture.pdf', writePdf({ pages: [{ marks: [{ kind: 'picture' }], jpeg: { bytes: jpeg, width: 300, height: 200 } }] })],
    ['pages.pdf', writePdf({ pages: Array.from({ length: 30 }, (_, n) => ({ marks: [text(n)] })) })],
  ];
  return [...pictures, large, ...papers.map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes) }))];
}

type Damage = (bytes: Buffer, random: Random, others: readonly Specimen[]) => Buffer;

const somewhere = (bytes: Buffer, random: Random): number => (random.chance(0.6) ? random.integer(Math.min(bytes.length, 256)) : random.integer(bytes.length));
const extremes = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

const damages: readonly Damage[] = [
  function truncated(bytes, random) { return bytes.subarray(0, random.integer(bytes.length)); },
  function flipped(bytes, random) {
    for (let n = 1 + random.integer(12); n > 0; n -= 1) bytes[somewhere(bytes, random)]! ^= 1 << random.integer(8);
    return bytes;
  },
  /** A length, a size or an offset says something else; both byte orders. */
  function lying(bytes, random) {
    for (let n = 1 + random.integer(3); n > 0 && bytes.length > 8; n -= 1) {
      const [at, value] = [Math.min(somewhere(bytes, random), bytes.length - 4), random.pick(extremes)];
      if (random.chance(0.5)) bytes.writeUInt32BE(value >>> 0, at);
      else if (random.chance(0.5)) bytes.writeUInt32LE(value >>> 0, at);
      else bytes.writeUInt16BE(value & 0xffff, at);
    }
    return bytes;
  },
  function zeroed(bytes, random) { return bytes.fill(random.pick([0, 0xff]), somewhere(bytes, random), bytes.length - random.integer(Math.max(1, bytes.length / 2))); },
  function spliced(bytes, random, others) {
    const other = random.pick(others).bytes;
    return Buffer.concat([bytes.subarray(0, somewhere(bytes, random)), other.subarray(somewhere(other, random))]);
  },
  function doubled(bytes, random) {
    const [from, length] = [somewhere(bytes, random), 1 + random.integer(400)];
    return Buffer.concat([bytes.subarray(0, from), ...Array.from({ length: 1 + random.integer(300) }, () => bytes.subarray(from, from + length)), bytes.subarray(from)]);
  },
  function cutOut(bytes, random) {
    const from = somewhere(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 1 + random.integer(100))]);
  },
  function noise(bytes, random) {
    const from = Math.min(bytes.length, 8 + random.integer(40));
    for (let at = from; at < bytes.length; at += 1) bytes[at] = random.integer(256);
    return bytes;
  },
  /** Of a PDF: numbers and names; of a picture whatever looks like digits. */
  function renumbered(bytes, random) {
    return Buffer.from(bytes.toString('latin1').replaceAll(/\d+/g, (number) => (random.chance(0.06) ? random.pick(['0', '-1', '99999999999', '4294967295', '1e9', number, `${number}${number}`]) : number)), 'latin1');
  },
  function renamed(bytes, random) {
    return Buffer.from(bytes.toString('latin1').replaceAll(/\/[A-Z]\w+/g, (name) => (random.chance(0.08) ? random.pick(['/Kids', '/Parent', '/Length', '/Filter', '/Type', '/X', name.repeat(40)]) : name)), 'latin1');
  },
];

/** Made to hurt from the start. */
const bombs: readonly (() => Buffer)[] = [
  () => Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>\nendobj\ntrailer << /Root 1 0 R >>\n`),
  () => Buffer.from(`%PDF-1.7\n1 0 obj\n${'['.repeat(200_000)}\nendobj\ntrailer << /Root 1 0 R >>\n`),
  () => Buffer.from(`%PDF-1.7\n1 0 obj\n${'<< /A '.repeat(100_000)}\nendobj\ntrailer << /Root 1 0 R >>\n`),
  () => Buffer.from(`%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 1e9 1e9] /Contents 4 0 R >> endobj\n4 0 obj << /Length 20 >> stream\n0 0 1e9 1e9 re f\nendstream endobj\ntrailer << /Root 1 0 R >>\n`),
  () => Buffer.from(`%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >> endobj\n4 0 obj << /Length 99 >> stream\n${'q 0 0 9 9 re f Q '.repeat(300_000)}\nendstream endobj\ntrailer << /Root 1 0 R >>\n`),
  () => Buffer.from(`P6\n999999999 999999999\n255\n`),
  () => Buffer.concat([Buffer.from('BM'), Buffer.alloc(16), Buffer.from([0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f]), Buffer.alloc(60)]),
  () => Buffer.concat([Buffer.from('II*\0'), Buffer.from([8, 0, 0, 0, 0xff, 0xff]), Buffer.alloc(800, 0x01)]),
  () => Buffer.concat([Buffer.from([0xff, 0xd8]), ...Array.from({ length: 20_000 }, () => Buffer.from([0xff, 0xe1, 0, 2]))]),
  () => Buffer.concat([Buffer.from('RIFF\xff\xff\xff\xffWEBPVP8X', 'latin1'), Buffer.alloc(40, 0xff)]),
];

/** @returns a file and how it was made */
export function damagedFile(good: readonly Specimen[], random: Random): { name: string; how: string; bytes: Buffer } {
  if (random.chance(0.03)) {
    const which = random.integer(bombs.length);
    return { name: `bomb ${which}`, how: 'bomb', bytes: bombs[which]!() };
  }
  // One in four a PDF, which takes a hundred times as long.
  const [papers, pictures] = [good.filter(({ name }) => name.endsWith('.pdf')), good.filter(({ name }) => !name.endsWith('.pdf'))];
  const { name, bytes } = random.pick(random.chance(0.25) ? papers : pictures);
  let made: Buffer = Buffer.from(bytes);
  const how: string[] = [];
  for (let times = 1 + random.integer(3); times > 0 && made.length > 0; times -= 1) {
    const damage = random.pick(damages);
    made = Buffer.from(damage(made, random, good));
    how.push(damage.name);
  }
  return { name, how: how.join(' + '), bytes: made };
}

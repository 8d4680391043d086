/**
 * Glyphs as signed distance fields: one field gives every stroke weight by moving its zero. Outlines are drawn by sharp (librsvg),
 * which finds the fonts through fontconfig.
 */
import sharp from 'sharp';
import { mrzAlphabet } from '../../core/vision/engines/mrz-network.ts';

/** Side of a field, its capital height, and the baseline row; all in field pixels. */
export const fieldSize = 96;
export const fieldCap = 44;
export const fieldBaseline = 70;
const zoom = 2;

/** Distance to the outline in field pixels, positive inside; row-major fieldSize x fieldSize, the advance box centred. */
export type Glyph = { character: string; distance: Float32Array };
/** `advance`: natural distance of neighbours over capital height. */
export type Face = { name: string; weight: number; glyphs: Map<string, Glyph>; others: Glyph[] };

/** Relative use: OCR-B is what the standard prescribes; the others are seen on specimens, toy documents and bad reprints. */
const families = [
  { name: 'OCR B', style: '', weight: 10 },
  { name: 'OCR B S', style: '', weight: 6 },
  { name: 'Liberation Mono', style: '', weight: 0.7 },
  { name: 'Courier Prime', style: '', weight: 0.7 },
  { name: 'Liberation Sans', style: '', weight: 0.7 },
  { name: 'DejaVu Sans Mono', style: '', weight: 0.4 },
] as const;

const strangers = 'abcdeghijkmnqrtuvyz.,:/-+()*%&#@!?=>äöüß'.split('');

/** All faces, or only the named ones (in this order of use: OCR-B first). */
export async function loadFaces(only?: readonly string[]): Promise<Face[]> {
  const faces: Face[] = [];
  for (const family of families.filter((f) => !only || only.includes(f.name))) {
    const size = await fontSizeFor(family.name);
    const draw = async (character: string): Promise<Glyph> => ({ character, distance: await field(family.name, character, size) });
    const glyphs = new Map<string, Glyph>();
    for (const character of mrzAlphabet) glyphs.set(character, await draw(character));
    const others: Glyph[] = [];
    for (const character of strangers) others.push(await draw(character));
    faces.push({ name: family.name, weight: family.weight, glyphs, others });
  }
  const unknown = await field('no such font', 'A', await fontSizeFor('no such font'));
  if (same(faces[0]!.glyphs.get('A')!.distance, unknown)) {
    throw new Error('font "OCR B" is not installed (Debian: apt-get install fonts-ocr-b fonts-liberation fonts-courier-prime fonts-dejavu-core)');
  }
  return faces;
}

const same = (a: Float32Array, b: Float32Array): boolean => a.every((v, i) => v === b[i]);

const escaped: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

async function raster(family: string, character: string, fontSize: number, side: number, baseline: number): Promise<Uint8Array> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="100%" height="100%" fill="#fff"/><text x="${side / 2}" y="${baseline}" text-anchor="middle" font-family="${family}" font-size="${fontSize}">${escaped[character] ?? character}</text></svg>`;
  const { data } = await sharp(Buffer.from(svg)).flatten({ background: '#fff' }).grayscale().raw().toBuffer({ resolveWithObject: true });
  return new Uint8Array(data);
}

async function fontSizeFor(family: string): Promise<number> {
  const side = 400;
  const probe = await raster(family, 'H', 200, side, 300);
  let top = side, bottom = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (probe[y * side + x]! < 128) {
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
    }
  }
  return (200 * fieldCap) / (bottom - top + 1);
}

async function field(family: string, character: string, fontSize: number): Promise<Float32Array> {
  const side = fieldSize * zoom;
  const ink = await raster(family, character, fontSize * zoom, side, fieldBaseline * zoom);
  const inside = distanceTo(ink, side, (v) => v >= 128);
  const outside = distanceTo(ink, side, (v) => v < 128);
  const out = new Float32Array(fieldSize * fieldSize);
  for (let y = 0; y < fieldSize; y++) {
    for (let x = 0; x < fieldSize; x++) {
      let sum = 0;
      for (let d = 0; d < zoom * zoom; d++) {
        const p = (y * zoom + (d >> 1)) * side + x * zoom + (d & 1);
        sum += Math.sqrt(inside[p]!) - Math.sqrt(outside[p]!);
      }
      out[y * fieldSize + x] = sum / (zoom * zoom) / zoom;
    }
  }
  return out;
}

/** Squared Euclidean distance to the nearest pixel that `is` (Felzenszwalb and Huttenlocher 2012). */
function distanceTo(pixels: Uint8Array, side: number, is: (value: number) => boolean): Float64Array {
  const far = 1e9;
  const grid = Float64Array.from(pixels, (v) => (is(v) ? 0 : far));
  const line = new Float64Array(side);
  for (let x = 0; x < side; x++) {
    for (let y = 0; y < side; y++) line[y] = grid[y * side + x]!;
    const d = envelope(line);
    for (let y = 0; y < side; y++) grid[y * side + x] = d[y]!;
  }
  for (let y = 0; y < side; y++) {
    const d = envelope(grid.subarray(y * side, (y + 1) * side));
    grid.set(d, y * side);
  }
  return grid;
}

function envelope(f: Float64Array): Float64Array {
  const n = f.length;
  const v = new Int32Array(n);
  const z = new Float64Array(n + 1);
  z[0] = -Infinity;
  z[1] = Infinity;
  let k = 0;
  const meet = (q: number, p: number): number => (f[q]! + q * q - f[p]! - p * p) / (2 * q - 2 * p);
  for (let q = 1; q < n; q++) {
    let s = meet(q, v[k]!);
    while (s <= z[k]! && k > 0) s = meet(q, v[--k]!);
    k += 1;
    v[k] = q;
    z[k] = s;
    z[k + 1] = Infinity;
  }
  const out = new Float64Array(n);
  for (let q = 0, j = 0; q < n; q++) {
    while (z[j + 1]! < q) j++;
    out[q] = (q - v[j]!) ** 2 + f[v[j]!]!;
  }
  return out;
}

/** Node side of the face bench: model files out of node_modules, pictures through sharp, descriptors remembered below .cache. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { Frame } from '../../../core/frame.ts';
import { createFaceEngine, type FaceEngine } from '../../../core/vision/engines/face.ts';

export const root = path.resolve(import.meta.dirname, '../../..');
export const dataFolder = path.resolve(process.env['VESTIBULE_DATA'] ?? path.join(root, '../shared/data'));

type ShippedFile = { name: string; package: string; path: string };

export async function nodeFaceEngine(): Promise<FaceEngine> {
  const rows = JSON.parse(await readFile(path.join(root, 'resources/shipped-files.json'), 'utf8')) as ShippedFile[];
  const places = new Map(rows.map((r) => [r.name, path.join(root, 'node_modules', r.package, r.path)]));
  return createFaceEngine({
    backends: ['wasm'],
    resource: async (name) => {
      const place = places.get(name);
      if (!place) throw new Error(`${name} is not in resources/shipped-files.json`);
      return readFile(place);
    },
  });
}

/** Upright RGBA. PGM is read here because libvips of sharp has no Netpbm reader. */
export async function readFrame(file: string): Promise<Frame> {
  const bytes = await readFile(file);
  if (bytes[0] === 0x50 && bytes[1] === 0x35) return readPgm(bytes);
  const { data, info } = await sharp(bytes).rotate().toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length) };
}

/** Binary 8-bit PGM ("P5"). */
function readPgm(bytes: Uint8Array): Frame {
  const header: number[] = [];
  let at = 2;
  while (header.length < 3) {
    while (bytes[at]! <= 0x20) at += 1;
    let text = '';
    while (bytes[at]! > 0x20) text += String.fromCharCode(bytes[at++]!);
    header.push(Number(text));
  }
  at += 1;
  const [width, height] = header as [number, number, number];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i += 1) data.set([bytes[at + i]!, bytes[at + i]!, bytes[at + i]!, 255], i * 4);
  return { width, height, data };
}

export async function savePng(frame: Frame, file: string): Promise<void> {
  await sharp(Buffer.from(frame.data), { raw: { width: frame.width, height: frame.height, channels: 4 } }).png().toFile(file);
}

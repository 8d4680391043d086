/** A synthetic document with an MRZ (or none), photographed at any rotation: for measuring the whole reader, never for training. */
import type { GrayImage, Quad } from '../../core/frame.ts';
import { cutStrip } from '../../core/vision/mrz/strip.ts';
import { addGrain, addGuilloche, addNoise, blur, jpeg, light, type Raster } from './degrade.ts';
import { fieldCap, type Face } from './glyphs.ts';
import type { Random } from './random.ts';
import { stamp } from './synth.ts';

export type PageOptions = {
  /** Pixels from character to character. */
  pitch: number;
  /** Degrees, any. */
  rotation: number;
  /** 0 clean to 1 barely readable. */
  severity: number;
};

/** `lines` empty: the same document without an MRZ. */
export function syntheticPage(random: Random, faces: readonly Face[], lines: readonly string[], { pitch, rotation, severity }: PageOptions): GrayImage {
  const columns = lines[0]?.length ?? 44;
  const margin = 2.5 + random.between(0, 3);
  const width = Math.round((columns + 2 * margin) * pitch), height = Math.round(width * random.between(0.62, 0.72));
  const raster: Raster = { width, height, ink: new Float32Array(width * height) };
  const face = faces[random.integer(2)]!, other = faces[faces.length > 4 ? 4 : 2]!;
  const style = { weight: random.normal(0.9), shear: random.normal(0.01) };
  const capHeight = pitch * random.between(0.84, 1);
  const spacing = pitch * random.between(1.9, 2.6);
  lines.forEach((line, i) => {
    const y = height - (lines.length - i - 0.3) * spacing;
    Array.from(line, (character, c) => stamp(raster, face.glyphs.get(character)!.distance, (margin + c + 0.5) * pitch, y, capHeight / fieldCap, (0.9 * pitch) / capHeight, style, random));
  });
  printAround(random, raster, other, pitch, height - (lines.length + 0.7) * spacing);
  const image = shot(random, raster, pitch, severity);
  return turned(image, rotation);
}

/** Scattered words in another face, as every document has. */
function printAround(random: Random, raster: Raster, face: Face, pitch: number, foot: number): void {
  const letters = [...face.glyphs.values(), ...face.others, ...face.others];
  for (let y = 2 * pitch; y < foot - pitch; y += pitch * random.between(1.3, 2.2)) {
    const cap = pitch * random.between(0.45, 0.95);
    for (let x = raster.width * random.between(0.3, 0.5); x < raster.width * random.between(0.6, 0.95); x += cap * 0.95) {
      if (random.chance(0.85)) stamp(raster, random.pick(letters).distance, x, y, cap / fieldCap, 0.9, { weight: 0, shear: 0 }, random);
    }
  }
}

function shot(random: Random, { width, height, ink }: Raster, pitch: number, severity: number): GrayImage {
  const contrast = random.between(200 - 110 * severity, 220 - 60 * severity);
  const paper = random.between(contrast + 15, 250);
  const values = new Float32Array(width * height).fill(paper);
  addGuilloche(random, values, width, height, pitch, contrast * random.between(0, 0.35 * severity));
  if (random.chance(0.5)) addGrain(random, values, width, height, pitch, contrast * random.between(0, 0.2 * severity));
  for (let i = 0; i < values.length; i++) values[i] = values[i]! + (paper - contrast - values[i]!) * ink[i]!;
  light(random, values, width, height, random.between(0, 0.5 * severity));
  const sigma = random.between(0.3, 0.3 + 0.11 * severity * pitch);
  blur(values, width, height, sigma, sigma);
  addNoise(random, values, random.between(0, 14 * severity));
  const data = Uint8Array.from(values, (v) => Math.max(0, Math.min(255, Math.round(v))));
  return { width, height, data: jpeg(data, width, height, Math.round(95 - 55 * severity * random.unit()), 0, 0) };
}

/** The picture turned about its middle on a dark table, as large as it needs. */
function turned(image: GrayImage, degrees: number): GrayImage {
  const angle = (degrees * Math.PI) / 180;
  const c = Math.cos(angle), s = Math.sin(angle);
  const width = Math.ceil(Math.abs(image.width * c) + Math.abs(image.height * s)) + 8, height = Math.ceil(Math.abs(image.width * s) + Math.abs(image.height * c)) + 8;
  const framed = padded(image, 4);
  const corner = (x: number, y: number) => ({ x: c * x + s * y + framed.width / 2, y: -s * x + c * y + framed.height / 2 });
  const quad: Quad = [corner(-width / 2, -height / 2), corner(width / 2, -height / 2), corner(width / 2, height / 2), corner(-width / 2, height / 2)];
  const raw = cutStrip(framed, quad, width, height);
  const data = new Uint8Array(width * height);
  for (let x = 0, o = 0; x < width; x++) for (let y = 0; y < height; y++, o++) data[y * width + x] = raw[o]!;
  return { width, height, data };
}

function padded({ width, height, data }: GrayImage, by: number): GrayImage {
  const w = width + 2 * by, h = height + 2 * by;
  const out = new Uint8Array(w * h).fill(52);
  for (let y = 0; y < height; y++) out.set(data.subarray(y * width, (y + 1) * width), (y + by) * w + by);
  return { width: w, height: h, data: out };
}

/**
 * One synthetic piece of an MRZ line, from ink to the strip the recogniser sees: printing (weight, size, shear, broken and touching
 * strokes), paper (guilloche, grain, lines), camera (low resolution, blur, uneven light, noise, JPEG) and a cut that is a little off.
 * Ranges are chosen wide, not measured: what a clerk can still read by eye should be inside.
 */
import { mrzAlphabet } from '../../core/vision/engines/mrz-network.ts';
import { cutStrip, normaliseStrip, stripCapHeight, stripHeight, stripPitch, type Strip } from '../../core/vision/mrz/strip.ts';
import type { Quad } from '../../core/frame.ts';
import { addGrain, addGuilloche, addLines, addNoise, blur, jpeg, light, type Raster } from './degrade.ts';
import { fieldBaseline, fieldCap, fieldSize, type Face, type Glyph } from './glyphs.ts';
import type { Random } from './random.ts';

/** Column of each character's centre in the strip, and its place in mrzAlphabet; -1: something that is no MRZ character. */
export type Labelled = { strip: Strip; centres: { column: number; index: number }[]; kind: DegradationName; pitch: number };

export const degradations = ['easy', 'low-resolution', 'blur', 'jpeg', 'pattern', 'noise', 'uneven', 'broken', 'mixed'] as const;
export type DegradationName = (typeof degradations)[number];

type Recipe = {
  kind: DegradationName; pitch: number; blur: number; motion: number; jpeg: number; pattern: number; grain: number; noise: number;
  uneven: number; broken: number; lines: boolean; weight: number; shear: number; contrast: number;
};

function recipeOf(random: Random, kind: DegradationName): Recipe {
  const hard = (k: DegradationName): boolean => kind === k || (kind === 'mixed' && random.chance(0.4));
  const low = hard('low-resolution');
  const pitch = low ? random.scaled(5, 9) : random.scaled(8, 34);
  return {
    kind, pitch,
    blur: hard('blur') ? random.between(0.06, 0.2) * pitch : random.between(0.2, Math.max(0.5, 0.06 * pitch)),
    motion: hard('blur') && random.chance(0.3) ? random.between(0.05, 0.25) * pitch : 0,
    jpeg: hard('jpeg') ? random.between(12, 45) : random.chance(0.5) ? random.between(50, 92) : 100,
    pattern: hard('pattern') ? random.between(0.1, 0.55) : random.chance(0.5) ? random.between(0, 0.15) : 0,
    grain: hard('pattern') && random.chance(0.5) ? random.between(0.05, 0.3) : 0,
    noise: hard('noise') ? random.between(6, 28) : random.between(0, 5),
    uneven: hard('uneven') ? random.between(0.2, 0.75) : random.between(0, 0.2),
    broken: hard('broken') ? random.between(0.25, 0.8) : random.chance(0.2) ? random.between(0, 0.2) : 0,
    lines: random.chance(kind === 'easy' ? 0.05 : 0.2),
    weight: random.normal(1.3) + (hard('broken') ? random.normal(1) : 0),
    shear: random.normal(0.03),
    contrast: hard('noise') || hard('uneven') ? random.between(45, 160) : random.between(90, 220),
  };
}

type Sort = 'text' | 'stranger' | 'empty';

export function synthesise(random: Random, faces: readonly Face[], characters: number, forced?: DegradationName): Labelled {
  const kind = forced ?? random.pick(degradations);
  const recipe = recipeOf(random, kind);
  const lot = forced ? 1 : random.unit();
  const sort: Sort = lot < 0.05 ? 'stranger' : lot < 0.09 ? 'empty' : 'text';
  const face = pickFace(random, faces);
  const text = textOf(random, face, characters, sort);
  const capHeight = recipe.pitch * random.between(0.74, 1.12);
  const margin = Math.ceil(recipe.pitch * 2.2);
  const height = Math.ceil(capHeight * 2.6);
  const raster: Raster = { width: Math.ceil(recipe.pitch * characters) + 2 * margin, height, ink: new Float32Array(0) };
  raster.ink = new Float32Array(raster.width * raster.height);
  const angle = random.normal(0.012);
  const baseline = height / 2 + capHeight / 2;
  const drift = random.normal(0.02);
  const aspect = random.between(0.86, 1.14) * (recipe.pitch * 0.9) / capHeight;
  const centresX: number[] = [];
  text.forEach((glyph, i) => {
    const t = i - (characters - 1) / 2;
    const x = raster.width / 2 + recipe.pitch * (t + drift * t * t / characters) + random.normal(0.02 * recipe.pitch);
    centresX.push(x);
    if (glyph) stamp(raster, glyph.distance, x, baseline + angle * (x - raster.width / 2) + random.normal(0.012 * recipe.pitch), capHeight / fieldCap, aspect, recipe, random);
  });
  const image = photograph(random, raster, recipe);
  const scaleX = random.between(0.87, 1.15);
  const scaleY = random.between(0.84, 1.18);
  const pixelsPerRow = capHeight / (stripCapHeight * scaleY);
  const pixelsPerColumn = recipe.pitch / (stripPitch * scaleX);
  const width = Math.round(((characters + 1.4) * recipe.pitch) / pixelsPerColumn);
  const left = raster.width / 2 - (width / 2) * pixelsPerColumn + random.between(-0.4, 0.4) * recipe.pitch;
  const right = left + width * pixelsPerColumn;
  const tilt = random.normal(0.01) * (right - left);
  const centreY = baseline - capHeight / 2 + random.normal(0.05) * capHeight;
  const half = (stripHeight / 2) * pixelsPerRow;
  const middleAngle = angle * (right - left) / 2;
  const quad: Quad = [
    { x: left, y: centreY - half - middleAngle - tilt / 2 }, { x: right, y: centreY - half + middleAngle + tilt / 2 },
    { x: right, y: centreY + half + middleAngle + tilt / 2 }, { x: left, y: centreY + half - middleAngle - tilt / 2 },
  ];
  const raw = cutStrip(image, quad, width);
  const centres = centresX.map((x, i) => ({ column: (x - left) / pixelsPerColumn - 0.5, index: sort === 'text' && text[i] ? mrzAlphabet.indexOf(text[i].character) : -1 }));
  return { strip: normaliseStrip(raw, width), centres, kind, pitch: recipe.pitch };
}

function pickFace(random: Random, faces: readonly Face[]): Face {
  let lot = random.unit() * faces.reduce((n, f) => n + f.weight, 0);
  for (const face of faces) {
    lot -= face.weight;
    if (lot < 0) return face;
  }
  return faces[0]!;
}

/** Pairs that look alike come more often, and fillers come in runs, as on real lines. */
const alike = 'O0QDB8I1LS5Z2GC6KX<VYUHNMW4A7TPRFE';

function textOf(random: Random, face: Face, characters: number, sort: Sort): (Glyph | null)[] {
  const out: (Glyph | null)[] = [];
  const blankLeft = random.chance(0.12) ? 1 + random.integer(3) : 0;
  const blankRight = random.chance(0.12) ? 1 + random.integer(3) : 0;
  let filler = 0;
  for (let i = 0; i < characters; i++) {
    if (sort === 'empty' || i < blankLeft || i >= characters - blankRight) out.push(null);
    else if (sort === 'stranger') out.push(random.chance(0.15) ? null : random.pick(face.others));
    else {
      if (filler === 0 && random.chance(0.07)) filler = 1 + random.integer(6);
      const character = filler > 0 ? '<' : random.chance(0.25) ? alike[random.integer(alike.length)]! : mrzAlphabet[random.integer(36)]!;
      if (filler > 0) filler -= 1;
      out.push(face.glyphs.get(character)!);
    }
  }
  return out;
}

/** Adds a glyph's coverage; `scale` = raster pixels per field pixel, vertically; horizontally times `aspect`. */
export function stamp(raster: Raster, distance: Float32Array, x: number, baseline: number, scale: number, aspect: number, recipe: Pick<Recipe, 'weight' | 'shear'>, random: Random): void {
  const sx = scale * aspect * (1 + random.normal(0.012));
  const reachX = (fieldSize / 2) * sx;
  const x0 = Math.max(0, Math.floor(x - reachX)), x1 = Math.min(raster.width, Math.ceil(x + reachX));
  const y0 = Math.max(0, Math.floor(baseline - fieldBaseline * scale)), y1 = Math.min(raster.height, Math.ceil(baseline + (fieldSize - fieldBaseline) * scale));
  const samples = scale < 0.35 ? 3 : 2;
  const soft = 1 / (0.7 / Math.min(1, scale));
  for (let py = y0; py < y1; py++) {
    for (let px = x0; px < x1; px++) {
      let sum = 0;
      for (let s = 0; s < samples * samples; s++) {
        const ux = px + (s % samples + 0.5) / samples - x;
        const uy = py + (Math.floor(s / samples) + 0.5) / samples - baseline;
        const fx = ux / sx + uy / scale * -recipe.shear + fieldSize / 2 - 0.5;
        const fy = uy / scale + fieldBaseline - 0.5;
        const ix = Math.floor(fx), iy = Math.floor(fy);
        if (ix < 0 || iy < 0 || ix >= fieldSize - 1 || iy >= fieldSize - 1) continue;
        const o = iy * fieldSize + ix;
        const tx = fx - ix, ty = fy - iy;
        const top = distance[o]! + (distance[o + 1]! - distance[o]!) * tx;
        const low = distance[o + fieldSize]! + (distance[o + fieldSize + 1]! - distance[o + fieldSize]!) * tx;
        const d = (top + (low - top) * ty + recipe.weight) * soft + 0.5;
        sum += d <= 0 ? 0 : d >= 1 ? 1 : d;
      }
      const o = py * raster.width + px;
      const cover = sum / (samples * samples);
      if (cover > raster.ink[o]!) raster.ink[o] = cover;
    }
  }
}

function photograph(random: Random, raster: Raster, recipe: Recipe): { width: number; height: number; data: Uint8Array } {
  const { width, height } = raster;
  const paper = random.between(Math.min(245, recipe.contrast + 15), 250);
  const ink = Math.max(4, paper - recipe.contrast);
  if (recipe.broken > 0) breakStrokes(random, raster, recipe);
  if (recipe.lines) addLines(random, raster, recipe.pitch);
  const values = new Float32Array(width * height).fill(paper);
  if (recipe.pattern > 0) addGuilloche(random, values, width, height, recipe.pitch, recipe.pattern * recipe.contrast);
  if (recipe.grain > 0) addGrain(random, values, width, height, recipe.pitch, recipe.grain * recipe.contrast);
  for (let i = 0; i < values.length; i++) values[i] = values[i]! + (ink - values[i]!) * raster.ink[i]!;
  light(random, values, width, height, recipe.uneven);
  blur(values, width, height, recipe.blur, recipe.blur);
  if (recipe.motion > 0) blur(values, width, height, random.chance(0.5) ? recipe.motion : 0.01, recipe.motion * 0.5);
  addNoise(random, values, recipe.noise);
  const data = Uint8Array.from(values, (v) => Math.max(0, Math.min(255, Math.round(v))));
  return { width, height, data: recipe.jpeg < 100 ? jpeg(data, width, height, recipe.jpeg, random.integer(8), random.integer(8)) : data };
}

/** Ink that failed to reach the paper: slow waves through the coverage, and thin cuts. */
function breakStrokes(random: Random, raster: Raster, recipe: Recipe): void {
  const waves = Array.from({ length: 4 }, () => ({ a: random.between(0, Math.PI), f: random.between(2, 9) / recipe.pitch, p: random.between(0, 7) }));
  const cuts = Array.from({ length: Math.round(recipe.broken * 5) }, () => ({ a: random.between(0, Math.PI), at: random.between(0, raster.width), w: random.between(0.02, 0.07) * recipe.pitch }));
  for (let y = 0, o = 0; y < raster.height; y++) {
    for (let x = 0; x < raster.width; x++, o++) {
      if (raster.ink[o] === 0) continue;
      let s = 0;
      for (const w of waves) s += Math.sin((Math.cos(w.a) * x + Math.sin(w.a) * y) * w.f + w.p);
      let keep = 1 - recipe.broken * Math.max(0, s / 3);
      for (const c of cuts) if (Math.abs((x - c.at) * Math.cos(c.a) + (y - raster.height / 2) * Math.sin(c.a)) < c.w) keep *= 0.3;
      raster.ink[o] = raster.ink[o]! * Math.max(0, Math.min(1, keep));
    }
  }
}

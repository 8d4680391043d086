/** What paper, light, lens, sensor and JPEG do to a luminance picture. Values are 0..255 floats unless a line says otherwise. */
import type { Random } from './random.ts';

/** Ink coverage 0..1, row-major. */
export type Raster = { width: number; height: number; ink: Float32Array };

export function addGuilloche(random: Random, values: Float32Array, width: number, height: number, pitch: number, depth: number): void {
  const families = 1 + random.integer(3);
  for (let f = 0; f < families; f++) {
    const angle = random.between(0, Math.PI);
    const frequency = (2 * Math.PI) / (random.scaled(0.12, 1.6) * pitch);
    const swing = random.between(0, 3), slow = random.between(0.2, 1.5) / pitch;
    const sharp = random.chance(0.5);
    const phase = random.between(0, 7);
    const c = Math.cos(angle), s = Math.sin(angle);
    for (let y = 0, o = 0; y < height; y++) {
      for (let x = 0; x < width; x++, o++) {
        const wave = Math.sin((c * x + s * y) * frequency + swing * Math.sin((c * y - s * x) * slow) + phase);
        values[o] = values[o]! - (depth / families) * (sharp ? Math.max(0, wave * 3 - 2) * 1.2 : (wave + 1) / 2);
      }
    }
  }
}

/** Blotches of paper or background print. */
export function addGrain(random: Random, values: Float32Array, width: number, height: number, pitch: number, depth: number): void {
  const cell = random.between(0.15, 1.2) * pitch;
  const columns = Math.ceil(width / cell) + 2;
  const grid = Float32Array.from({ length: columns * (Math.ceil(height / cell) + 2) }, () => random.unit());
  for (let y = 0, o = 0; y < height; y++) {
    for (let x = 0; x < width; x++, o++) {
      const gx = x / cell, gy = y / cell;
      const ix = Math.floor(gx), iy = Math.floor(gy);
      const p = iy * columns + ix;
      const top = grid[p]! + (grid[p + 1]! - grid[p]!) * (gx - ix);
      const low = grid[p + columns]! + (grid[p + columns + 1]! - grid[p + columns]!) * (gx - ix);
      values[o] = values[o]! - depth * (top + (low - top) * (gy - iy));
    }
  }
}

/** A frame, a rule, a stamp's stroke or a neighbour line cutting in, straight into the ink. */
export function addLines(random: Random, raster: Raster, pitch: number): void {
  const count = 1 + random.integer(2);
  for (let i = 0; i < count; i++) {
    const level = random.chance(0.6);
    const angle = level ? random.normal(0.02) : random.between(0, Math.PI);
    const y0 = level ? raster.height / 2 + (random.chance(0.5) ? 1 : -1) * random.between(0.62, 1.1) * pitch : random.between(0, raster.height);
    const x0 = random.between(0, raster.width);
    const half = random.between(0.02, 0.09) * pitch;
    const strength = random.between(0.25, 1);
    for (let y = 0, o = 0; y < raster.height; y++) {
      for (let x = 0; x < raster.width; x++, o++) {
        const d = Math.abs((y - y0) * Math.cos(angle) - (x - x0) * Math.sin(angle));
        const cover = strength * Math.max(0, Math.min(1, half - d + 0.5));
        if (cover > raster.ink[o]!) raster.ink[o] = cover;
      }
    }
  }
}

/** A slope, a shadow's edge or a highlight. */
export function light(random: Random, values: Float32Array, width: number, height: number, depth: number): void {
  const angle = random.between(0, 2 * Math.PI);
  const c = Math.cos(angle) / width, s = Math.sin(angle) / height;
  const edge = random.chance(0.3);
  const at = random.between(-0.4, 0.4), steep = random.scaled(4, 40);
  const glare = random.chance(0.25) ? random.between(0, depth) : 0;
  const gx = random.between(0, width), gy = random.between(0, height), gr = random.between(0.5, 3) * height;
  for (let y = 0, o = 0; y < height; y++) {
    for (let x = 0; x < width; x++, o++) {
      const t = c * (x - width / 2) + s * (y - height / 2);
      const shade = edge ? 1 / (1 + Math.exp(-(t - at) * steep)) : t + 0.5;
      let v = values[o]! * (1 - depth * Math.max(0, Math.min(1, shade)));
      if (glare > 0) v += (255 - v) * glare * Math.exp(-((x - gx) ** 2 + (y - gy) ** 2) / (gr * gr));
      values[o] = v;
    }
  }
}

export function blur(values: Float32Array, width: number, height: number, sigmaX: number, sigmaY: number): void {
  smooth(values, width, height, 1, width, kernelOf(sigmaX));
  smooth(values, height, width, width, 1, kernelOf(sigmaY));
}

function kernelOf(sigma: number): number[] {
  const reach = Math.max(1, Math.ceil(2.5 * sigma));
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * Math.max(0.05, sigma) ** 2)));
  const sum = kernel.reduce((a, b) => a + b, 0);
  return kernel.map((k) => k / sum);
}

function smooth(values: Float32Array, length: number, lines: number, step: number, stride: number, kernel: number[]): void {
  const reach = (kernel.length - 1) / 2;
  const padded = new Float32Array(length + 2 * reach);
  for (let l = 0; l < lines; l++) {
    const base = l * stride;
    for (let i = 0; i < padded.length; i++) padded[i] = values[base + Math.max(0, Math.min(length - 1, i - reach)) * step]!;
    for (let i = 0; i < length; i++) {
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) sum += padded[i + k]! * kernel[k]!;
      values[base + i * step] = sum;
    }
  }
}

export function addNoise(random: Random, values: Float32Array, sigma: number): void {
  if (sigma <= 0) return;
  // Sum of three uniforms: near enough to normal, and quick.
  for (let i = 0; i < values.length; i++) values[i] = values[i]! + (random.unit() + random.unit() + random.unit() - 1.5) * 2 * sigma;
}

// ITU-T T.81, annex K.1: the example luminance table.
const table = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
  18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];
const cosines = Float64Array.from({ length: 64 }, (_, i) => {
  const u = i >> 3, x = i & 7;
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

/** The loss of baseline JPEG at a libjpeg quality, block grid shifted by (dx, dy). */
export function jpeg(data: Uint8Array, width: number, height: number, quality: number, dx: number, dy: number): Uint8Array {
  const scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  const steps = table.map((t) => Math.max(1, Math.floor((t * scale + 50) / 100)));
  const out = new Uint8Array(data.length);
  const block = new Float64Array(64), half = new Float64Array(64);
  for (let by = -dy; by < height; by += 8) {
    for (let bx = -dx; bx < width; bx += 8) {
      for (let i = 0; i < 64; i++) {
        const x = Math.max(0, Math.min(width - 1, bx + (i & 7))), y = Math.max(0, Math.min(height - 1, by + (i >> 3)));
        block[i] = data[y * width + x]! - 128;
      }
      transform(block, half, true);
      for (let i = 0; i < 64; i++) block[i] = Math.round(block[i]! / steps[i]!) * steps[i]!;
      transform(block, half, false);
      for (let i = 0; i < 64; i++) {
        const x = bx + (i & 7), y = by + (i >> 3);
        if (x >= 0 && y >= 0 && x < width && y < height) out[y * width + x] = Math.max(0, Math.min(255, Math.round(block[i]! + 128)));
      }
    }
  }
  return out;
}

function transform(block: Float64Array, half: Float64Array, forward: boolean): void {
  for (let pass = 0; pass < 2; pass++) {
    const [from, to] = pass === 0 ? [block, half] : [half, block];
    for (let r = 0; r < 8; r++) {
      for (let u = 0; u < 8; u++) {
        let sum = 0;
        for (let x = 0; x < 8; x++) sum += from[r * 8 + x]! * (forward ? cosines[u * 8 + x]! : cosines[x * 8 + u]!);
        to[u * 8 + r] = sum;
      }
    }
  }
}

/** What lens and sensor of an ordinary camera do to a picture. */
import type { Frame } from '../../core/frame.ts';
import type { Random } from './random.ts';
import { blurred, copyOf } from './raster.ts';

export type CameraModel = {
  /** Softness of lens and demosaicking, sigma in pixels. */
  blur: number;
  /** Electrons at white: shot noise is its square root. */
  fullWell: number;
  /** Read noise, electrons. */
  readNoise: number;
  /** Light lost in the corners, 0..1. */
  vignette: number;
};

/** Chosen, not measured: a branch webcam in office light. */
export const webcam: CameraModel = { blur: 0.45, fullWell: 9000, readNoise: 12, vignette: 0.14 };

// The sRGB curve, near enough for light.
const gamma = 2.2;
const toLight = Float32Array.from({ length: 256 }, (_, v) => (v / 255) ** gamma);
const fromLight = Uint8Array.from({ length: 4097 }, (_, v) => Math.round(255 * (v / 4096) ** (1 / gamma)));

export const lightOf = (value: number): number => toLight[value]!;
export const valueOf = (light: number): number => fromLight[light <= 0 ? 0 : light >= 1 ? 4096 : (light * 4096 + 0.5) | 0]!;

/** Exposure multiplies the light before the sensor; 1 leaves it. */
export async function photographed(frame: Frame, random: Random, model: CameraModel = webcam, exposure = 1): Promise<Frame> {
  return sensed(model.blur >= 0.3 ? await blurred(frame, model.blur) : frame, random, model, exposure);
}

/** Sensor only. */
export function sensed(frame: Frame, random: Random, model: CameraModel, exposure = 1): Frame {
  const out = copyOf(frame);
  const { width, height, data } = out;
  const normals = noiseTable(random);
  let n = Math.floor(random.next() * normals.length);
  const [cx, cy] = [width / 2, height / 2];
  const reach = 1 / (cx * cx + cy * cy);
  const floor = (model.readNoise / model.fullWell) ** 2;
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 4) {
      const fall = exposure * (1 - model.vignette * ((x - cx) ** 2 + (y - cy) ** 2) * reach);
      for (let c = 0; c < 3; c += 1) {
        const light = toLight[data[i + c]!]! * fall;
        n = (n + 1) & (normals.length - 1);
        data[i + c] = valueOf(light + normals[n]! * Math.sqrt(light / model.fullWell + floor));
      }
    }
    // A new start a line keeps the table's period out of the picture.
    n = Math.floor(random.next() * normals.length);
  }
  return out;
}

let table: Float32Array | undefined;
function noiseTable(random: Random): Float32Array {
  table ??= Float32Array.from({ length: 1 << 16 }, () => random.normal());
  return table;
}

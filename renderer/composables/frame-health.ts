/** Does the camera show anything, does it move, how often, and in colour? Fed with a thumbnail a few times a second. Pure. */
import type { CameraFault } from './camera-errors.ts';

export type Health = {
  blackSince: number | null;
  stillSince: number | null;
  tintedSince: number | null;
  last: Uint8Array | null;
  /** Pictures delivered so far and when that was read, of the last seconds. */
  counted: { frames: number; timeMs: number }[];
};
export const newHealth: Health = { blackSince: null, stillSince: null, tintedSince: null, last: null, counted: [] };

/** What the journey goes on with, but staff should mend. */
export type CameraWarning = Extract<CameraFault, 'camera.slow' | 'camera.one-colour' | 'camera.low-resolution'>;

export const healthRules = {
  /** A covered lens delivers noise around 0..4 of 255; a dark room with a document stays well above. Chosen, not measured. */
  blackMean: 8,
  blackDeviation: 3,
  blackMs: 1500,
  /** A live sensor never delivers the same thumbnail twice: its noise alone changes it. Chosen long enough for one slow auto-exposure. */
  stillMs: 5000,
  /** Pictures a second below which the automatic capture and the live check have too little to go by. Chosen; counted over `rateMs`. */
  leastRate: 5,
  rateMs: 4000,
  /** A swapped colour plane or a dead channel tints all there is, also the grays: share of pixels that are coloured and of one hue. Chosen; a desk of one colour with a document on it stays below. */
  tintedShare: 0.97,
  tintedMs: 3000,
  /** HSV saturation from which a pixel counts as coloured. Chosen: the tint of lamp light on white paper stays below. */
  colouredFrom: 0.3,
  /** The smallest stream the checks were measured at: 1280x720. */
  leastPixels: 1280 * 720,
} as const;

export type Thumbnail = { luminance: Uint8Array; /** Share of all pixels that are coloured and lie within 60 degrees of hue, 0..1. */ oneHue: number };

/** @param frames that the camera has delivered since it was opened */
export function feedHealth(health: Health, { luminance, oneHue }: Thumbnail, frames: number, timeMs: number): Health {
  const { mean, deviation } = spread(luminance);
  const black = mean <= healthRules.blackMean && deviation <= healthRules.blackDeviation;
  const still = health.last !== null && health.last.length === luminance.length && luminance.every((v, i) => v === health.last![i]);
  const tinted = !black && oneHue >= healthRules.tintedShare;
  // A new video element counts from nothing.
  const before = frames < (health.counted.at(-1)?.frames ?? 0) ? [] : health.counted;
  const oldest = before.findLastIndex((count) => timeMs - count.timeMs >= healthRules.rateMs);
  return {
    blackSince: black ? (health.blackSince ?? timeMs) : null,
    stillSince: still ? (health.stillSince ?? timeMs) : null,
    tintedSince: tinted ? (health.tintedSince ?? timeMs) : null,
    last: luminance,
    counted: [...before.slice(Math.max(0, oldest)), { frames, timeMs }],
  };
}

/** The camera is of no use like this. */
export function faultOf(health: Health, timeMs: number): CameraFault | null {
  if (health.blackSince !== null && timeMs - health.blackSince >= healthRules.blackMs) return 'camera.black';
  if (health.stillSince !== null && timeMs - health.stillSince >= healthRules.stillMs) return 'camera.frozen';
  return null;
}

/** @param pixels of the stream as it is delivered */
export function warningOf(health: Health, pixels: number, timeMs: number): CameraWarning | null {
  const rate = rateOf(health);
  if (rate !== null && rate < healthRules.leastRate) return 'camera.slow';
  if (health.tintedSince !== null && timeMs - health.tintedSince >= healthRules.tintedMs) return 'camera.one-colour';
  return pixels < healthRules.leastPixels ? 'camera.low-resolution' : null;
}

/** Pictures a second over the last `rateMs`; null before that long was watched. */
export function rateOf({ counted }: Health): number | null {
  const [first, last] = [counted[0], counted.at(-1)];
  if (!first || !last || last.timeMs - first.timeMs < healthRules.rateMs) return null;
  return ((last.frames - first.frames) * 1000) / (last.timeMs - first.timeMs);
}

/** @param rgba 4 bytes a pixel */
export function thumbnailOf(rgba: Uint8ClampedArray): Thumbnail {
  const pixels = rgba.length / 4;
  const luminance = new Uint8Array(pixels);
  const hues = new Uint32Array(12);
  for (let i = 0; i < pixels; i += 1) {
    const [r, g, b] = [rgba[i * 4]!, rgba[i * 4 + 1]!, rgba[i * 4 + 2]!];
    luminance[i] = (r * 77 + g * 150 + b * 29) >> 8;
    const most = Math.max(r, g, b);
    const chroma = most - Math.min(r, g, b);
    if (chroma < healthRules.colouredFrom * most || most === 0) continue;
    const sixth = most === r ? ((g - b) / chroma + 6) % 6 : most === g ? (b - r) / chroma + 2 : (r - g) / chroma + 4;
    hues[Math.floor(sixth * 2) % 12]! += 1;
  }
  // A hue on the border of two sectors falls into both.
  const oneHue = Math.max(...Array.from(hues, (count, i) => count + hues[(i + 1) % 12]!)) / pixels;
  return { luminance, oneHue };
}

function spread(values: Uint8Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

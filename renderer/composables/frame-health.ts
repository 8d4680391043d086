/** Does the camera show anything, and does it move? Fed with a thumbnail's luminance a few times a second. Pure. */
import type { CameraFault } from './camera-errors.ts';

export type Health = { blackSince: number | null; stillSince: number | null; last: Uint8Array | null };
export const newHealth: Health = { blackSince: null, stillSince: null, last: null };

export const healthRules = {
  /** A covered lens delivers noise around 0..4 of 255; a dark room with a document stays well above. Chosen, not measured. */
  blackMean: 8,
  blackDeviation: 3,
  blackMs: 1500,
  /** A live sensor never delivers the same thumbnail twice: its noise alone changes it. Chosen long enough for one slow auto-exposure. */
  stillMs: 5000,
} as const;

export function feedHealth(health: Health, luminance: Uint8Array, timeMs: number): Health {
  const { mean, deviation } = spread(luminance);
  const black = mean <= healthRules.blackMean && deviation <= healthRules.blackDeviation;
  const still = health.last !== null && health.last.length === luminance.length && luminance.every((v, i) => v === health.last![i]);
  return {
    blackSince: black ? (health.blackSince ?? timeMs) : null,
    stillSince: still ? (health.stillSince ?? timeMs) : null,
    last: luminance,
  };
}

export function faultOf(health: Health, timeMs: number): CameraFault | null {
  if (health.blackSince !== null && timeMs - health.blackSince >= healthRules.blackMs) return 'camera.black';
  if (health.stillSince !== null && timeMs - health.stillSince >= healthRules.stillMs) return 'camera.frozen';
  return null;
}

function spread(values: Uint8Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

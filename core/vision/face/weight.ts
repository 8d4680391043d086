/** How much one picture counts when several are fused. */
import type { FaceQuality } from '../artifacts/face-types.ts';

const clamp = (v: number): number => Math.max(0, Math.min(1, v));

/**
 * 0..1. The factors are those that OFIQ found to matter for matching (size, yaw, sharpness, eyes; FIELD.md), brightness is left out on purpose.
 * The slopes are chosen, not measured: a weight only ranks frames of one customer.
 */
export function weightOf(quality: FaceQuality): number {
  const size = clamp(quality.interEyePixels / 60);
  const turned = clamp(1 - Math.hypot(quality.yaw, quality.pitch) / 60);
  const sharp = clamp(quality.sharpness / 0.5);
  const open = clamp(Math.min(quality.eyeAspectRatio.left, quality.eyeAspectRatio.right) / 0.2);
  return Math.max(0.01, size * turned ** 2 * sharp * (0.5 + 0.5 * open));
}

/** The customer's face as numbers, where the policy lets the station keep it: how it crosses to the station, and which networks made it. */
import { z } from 'zod';

export const descriptorLengths = { faceApi: 128, faceres: 1024 } as const;

const vectorOf = (length: number) => z.custom<Float32Array>((v) => v instanceof Float32Array && v.length === length && v.every(Number.isFinite));

/** What core/vision/face/compare.ts calls FaceDescriptor, parsed. */
export const faceDescriptorSchema = z.strictObject({
  faceApi: vectorOf(descriptorLengths.faceApi),
  faceres: vectorOf(descriptorLengths.faceres),
  frames: z.number().int().min(1).max(100),
});

/**
 * To be raised by whoever changes how a face is found, cut out, warped or fused: descriptors of two methods are not comparable, and nothing
 * else would say so.
 */
const method = 1;

const networks = ['models/face-api/face_recognition_model.bin', 'models/human/faceres.bin'] as const;

/** Names what made a descriptor: only descriptors of one name are ever compared. null: the versions do not say which networks ran. */
export function descriptorModel(versions: Readonly<Record<string, string>>): string | null {
  const sums = networks.map((name) => versions[name]);
  return sums.every((sum) => sum !== undefined && /^[0-9a-f]{64}$/.test(sum)) ? [`method-${method}`, ...sums.map((sum) => sum!.slice(0, 16))].join('.') : null;
}

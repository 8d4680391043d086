/** A face's numbers as bytes of a column. */
import { z } from 'zod';
import { descriptorLengths } from '../../../core/case/face-descriptor.ts';

export const vectorSchema = (name: keyof typeof descriptorLengths) => z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength === descriptorLengths[name] * 4).transform(floats);

export const bytesOfVector = (vector: Float32Array): Uint8Array => new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);

// A copy: the driver's bytes need not begin at a multiple of four.
function floats(bytes: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}

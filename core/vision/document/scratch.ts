/** Room for the few numbers that a measure sorts and forgets: hundreds of small arrays a frame are work for the collector. */
let room = new Float32Array(1 << 12);

/** So many places, not emptied. Good until the next call: never to be handed on or kept. */
export function scratchOf(length: number): Float32Array {
  if (length > room.length) room = new Float32Array(2 * length);
  return room.subarray(0, length);
}

/** Room for the few numbers that a measure sorts and forgets: hundreds of small arrays a frame are work for the collector. */
let room = new Float32Array(1 << 12);

/** So many places, not emptied. Good until the next call: never to be handed on or kept. */
export function scratchOf(length: number): Float32Array {
  if (length > room.length) room = new Float32Array(2 * length);
  return room.subarray(0, length);
}

/** The value that stands at `place` once they are sorted (quickselect, Hoare 1961). Moves them: what is smaller stands before it afterwards. */
export function valueAt(values: Float32Array, place: number): number {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = values[(from + to) >> 1]!;
    let i = from;
    let k = to;
    while (i <= k) {
      while (values[i]! < pivot) i++;
      while (values[k]! > pivot) k--;
      if (i > k) break;
      const moved = values[i]!;
      values[i++] = values[k]!;
      values[k--] = moved;
    }
    if (place <= k) to = k;
    else if (place >= i) from = i;
    else break;
  }
  return values[place]!;
}

/** Fast Fourier transform of small square windows. */

/** Power spectra of two real N x N windows (N a power of two) by one transform, frequency (0, 0) first. The arrays are used again by the next call. */
export type PowerSpectra = (first: Float64Array, second: Float64Array) => readonly [Float64Array, Float64Array];

export function powerSpectraOf(size: number): PowerSpectra {
  const transform = transformOf(size);
  const real = new Float64Array(size * size);
  const imaginary = new Float64Array(size * size);
  const powers = [new Float64Array(size * size), new Float64Array(size * size)] as const;
  return (first, second) => {
    real.set(first);
    imaginary.set(second);
    for (let y = 0; y < size; y++) transform(real, imaginary, y * size, 1);
    for (let x = 0; x < size; x++) transform(real, imaginary, x, size);
    // The spectrum of a real window mirrors itself, so that the two come apart again.
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        const a = y * size + x;
        const b = ((size - y) % size) * size + ((size - x) % size);
        powers[0][a] = ((real[a]! + real[b]!) ** 2 + (imaginary[a]! - imaginary[b]!) ** 2) / 4;
        powers[1][a] = ((imaginary[a]! + imaginary[b]!) ** 2 + (real[b]! - real[a]!) ** 2) / 4;
      }
    }
    return powers;
  };
}

/** Radix 2, in place (Cooley and Tukey), of `size` numbers that start at `from` and lie `stride` apart. */
function transformOf(size: number): (real: Float64Array, imaginary: Float64Array, from: number, stride: number) => void {
  const bits = Math.log2(size);
  const reversed = Uint32Array.from({ length: size }, (_, i) => { let r = 0; for (let b = 0; b < bits; b++) r |= ((i >> b) & 1) << (bits - 1 - b); return r; });
  const cos = Float64Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size));
  const sin = Float64Array.from({ length: size / 2 }, (_, i) => -Math.sin((2 * Math.PI * i) / size));
  return (real, imaginary, from, stride) => {
    for (let i = 0; i < size; i++) {
      if (reversed[i]! <= i) continue;
      const [a, b] = [from + i * stride, from + reversed[i]! * stride];
      const [re, im] = [real[a]!, imaginary[a]!];
      real[a] = real[b]!;
      imaginary[a] = imaginary[b]!;
      real[b] = re;
      imaginary[b] = im;
    }
    for (let half = 1; half < size; half *= 2) {
      const step = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half) {
        for (let k = 0; k < half; k++) {
          const c = cos[k * step]!;
          const s = sin[k * step]!;
          const a = from + (start + k) * stride;
          const b = a + half * stride;
          const re = real[b]! * c - imaginary[b]! * s;
          const im = real[b]! * s + imaginary[b]! * c;
          real[b] = real[a]! - re;
          imaginary[b] = imaginary[a]! - im;
          real[a]! += re;
          imaginary[a]! += im;
        }
      }
    }
  };
}

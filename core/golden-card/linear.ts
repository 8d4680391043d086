/** Linear light from sRGB pixels (IEC 61966-2-1): 0..1. */
const table = Float64Array.from({ length: 256 }, (_, v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));

export const linear = (value: number): number => table[value]!;

/** Relative luminance (ITU-R BT.709) of the pixel whose red lies at `i`. */
export const luminance = (data: Uint8ClampedArray, i: number): number => 0.2126 * table[data[i]!]! + 0.7152 * table[data[i + 1]!]! + 0.0722 * table[data[i + 2]!]!;

/** The other way round, 0..255, not rounded. */
export const encoded = (light: number): number => 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * Math.max(0, light) ** (1 / 2.4) - 0.055);

/** Bounded reading of file bytes: what lies outside the file is `file.truncated`, never undefined. */
import { CodedError } from '../../errors.ts';

export type ByteReader = {
  readonly length: number;
  u8(at: number): number;
  u16(at: number): number;
  u24(at: number): number;
  u32(at: number): number;
  /** Latin-1 text of `length` bytes. */
  text(at: number, length: number): string;
};

/** @throws CodedError file.truncated from every method that reaches outside. */
export function byteReader(bytes: Uint8Array, littleEndian: boolean): ByteReader {
  const byte = (at: number): number => {
    const value = at >= 0 ? bytes[at] : undefined;
    if (value === undefined) throw new CodedError('file.truncated');
    return value;
  };
  const number = (at: number, count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i += 1) value = value * 256 + byte(littleEndian ? at + count - 1 - i : at + i);
    return value;
  };
  return {
    length: bytes.length,
    u8: byte,
    u16: (at) => number(at, 2),
    u24: (at) => number(at, 3),
    u32: (at) => number(at, 4),
    text: (at, length) => Array.from({ length }, (_, i) => String.fromCharCode(byte(at + i))).join(''),
  };
}

export function startsWith(bytes: Uint8Array, magic: readonly number[] | string, at = 0): boolean {
  const wanted = typeof magic === 'string' ? [...magic].map((c) => c.charCodeAt(0)) : magic;
  return wanted.every((value, i) => bytes[at + i] === value);
}

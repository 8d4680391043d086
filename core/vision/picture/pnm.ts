/** Netpbm gray and colour maps (P2, P3, P5, P6): the format of face research sets and of SANE's scanimage. Header and pixels. */
import { CodedError } from '../../errors.ts';
import { createFrame, type Frame } from '../../frame.ts';
import { upright } from './exif.ts';
import type { PictureHeader } from './header.ts';

type Layout = { kind: string; width: number; height: number; most: number; pixels: number };

/** Chosen: a header with comments is far shorter. */
const headerBytes = 4096;

function layoutOf(bytes: Uint8Array): Layout {
  const text = Array.from(bytes.subarray(0, headerBytes), (b) => String.fromCharCode(b)).join('');
  const gap = '(?:\\s|#[^\\n]*\\n)+';
  const found = new RegExp(`^(P[2356])${gap}(\\d{1,7})${gap}(\\d{1,7})${gap}(\\d{1,5})\\s`).exec(text);
  if (!found) throw new CodedError(bytes.length < 16 ? 'file.truncated' : 'file.corrupt');
  const [all, kind, width, height, most] = found;
  const layout = { kind: kind ?? '', width: Number(width), height: Number(height), most: Number(most), pixels: all.length };
  if (layout.most < 1 || layout.most > 65535) throw new CodedError('file.corrupt');
  return layout;
}

const samplesOf = (l: Layout) => (l.kind === 'P3' || l.kind === 'P6' ? 3 : 1);
const isText = (l: Layout) => l.kind === 'P2' || l.kind === 'P3';

export function readPnm(bytes: Uint8Array): PictureHeader {
  const l = layoutOf(bytes);
  const wanted = l.width * l.height * samplesOf(l);
  // A sample written as text takes at least two bytes (digit and gap) but the last.
  const needed = isText(l) ? wanted * 2 - 1 : wanted * (l.most > 255 ? 2 : 1);
  return {
    format: 'pnm', width: l.width, height: l.height, ...upright, bitDepth: l.most > 255 ? 16 : 8,
    colour: samplesOf(l) === 3 ? 'rgb' : 'gray', alpha: false, frames: 1, complete: l.pixels + needed <= bytes.length,
  };
}

/** @throws CodedError file.truncated when text samples end early. */
export function decodePnm(bytes: Uint8Array): Frame {
  const l = layoutOf(bytes);
  const samples = samplesOf(l);
  const next = isText(l) ? textSamples(bytes, l.pixels) : binarySamples(bytes, l.pixels, l.most > 255);
  const frame = createFrame(l.width, l.height);
  for (let to = 0; to < frame.data.length; to += 4) {
    const red = (next() * 255) / l.most;
    frame.data[to] = red;
    frame.data[to + 1] = samples === 3 ? (next() * 255) / l.most : red;
    frame.data[to + 2] = samples === 3 ? (next() * 255) / l.most : red;
    frame.data[to + 3] = 255;
  }
  return frame;
}

function binarySamples(bytes: Uint8Array, from: number, wide: boolean): () => number {
  let at = from;
  return () => {
    const high = bytes[at] ?? 0;
    at += wide ? 2 : 1;
    return wide ? high * 256 + (bytes[at - 1] ?? 0) : high;
  };
}

function textSamples(bytes: Uint8Array, from: number): () => number {
  let at = from;
  const digit = () => { const b = bytes[at] ?? -1; return b >= 48 && b <= 57 ? b - 48 : null; };
  return () => {
    while (at < bytes.length && digit() === null) at += 1;
    if (at >= bytes.length) throw new CodedError('file.truncated');
    let value = 0;
    for (let d = digit(); d !== null; d = digit()) { value = value * 10 + d; at += 1; }
    return value;
  };
}

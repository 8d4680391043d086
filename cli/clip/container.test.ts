import { describe, expect, it } from 'vitest';
import { containerOf, endsTooSoon, type Bytes, type Container } from './container.ts';

const ascii = (text: string): number[] => [...text].map((c) => c.charCodeAt(0));
const bytes = (...parts: (string | number[])[]): Uint8Array => Uint8Array.from(parts.flatMap((p) => (typeof p === 'string' ? ascii(p) : p)));
const file = (data: Uint8Array): Bytes => ({ size: data.length, at: (from, length) => Promise.resolve(data.subarray(from, from + length)) });
const cut = (container: Container, data: Uint8Array): Promise<boolean> => endsTooSoon(container, file(data));
const zeros = (n: number): number[] => new Array<number>(n).fill(0);

describe('a container is told by its first bytes', () => {
  it.each<[Container, Uint8Array]>([
    ['mov', bytes([0, 0, 0, 24], 'ftypisom')], ['mov', bytes([0, 0, 0, 8], 'wide')], ['matroska', bytes([0x1a, 0x45, 0xdf, 0xa3])],
    ['avi', bytes('RIFF', [0, 0, 0, 0], 'AVI ')], ['gif', bytes('GIF89a')], ['mjpeg', bytes([0xff, 0xd8, 0xff, 0xe0])], ['yuv4mpegpipe', bytes('YUV4MPEG2 W2 H2')],
    ['flv', bytes('FLV', [1])], ['ogg', bytes('OggS')], ['mpeg', bytes([0, 0, 1, 0xba])], ['mpegts', bytes([0x47], zeros(187), [0x47])],
  ])('%s', (container, head) => expect(containerOf(head)).toBe(container));

  it.each<[string, Uint8Array, string]>([
    ['an empty file', bytes(), 'file.empty'], ['text', bytes('file\tsource\tlicence'), 'clip.not-a-clip'], ['a playlist', bytes('#EXTM3U\n/etc/passwd'), 'clip.not-a-clip'],
    ['a list for ffmpeg to join', bytes("ffconcat version 1.0\nfile '/etc/passwd'"), 'clip.not-a-clip'], ['a photo of a telephone (HEIC)', bytes([0, 0, 0, 24], 'ftypheic'), 'clip.not-a-clip'], ['a sound (WAV)', bytes('RIFF', [0, 0, 0, 0], 'WAVE'), 'clip.not-a-clip'],
  ])('%s is none', (_name, head, code) => expect(() => containerOf(head)).toThrow(code));
});

describe('a film ends too soon', () => {
  const ftyp = bytes([0, 0, 0, 16], 'ftypisom', zeros(4));
  const moov = bytes([0, 0, 0, 12], 'moov', zeros(4));
  const mdat = bytes([0, 0, 0, 20], 'mdat', zeros(12));
  const joined = (...parts: Uint8Array[]): Uint8Array => bytes(...parts.map((p) => [...p]));
  it('never when all its boxes are there', async () => expect(await cut('mov', joined(ftyp, moov, mdat))).toBe(false));
  it('when a box is cut', async () => expect(await cut('mov', joined(ftyp, moov, mdat).subarray(0, 40))).toBe(true));
  it('when its index was never written', async () => expect(await cut('mov', joined(ftyp, mdat))).toBe(true));
  it('when the Segment of a WebM is longer than the file', async () => {
    const whole = bytes([0x1a, 0x45, 0xdf, 0xa3, 0x84], zeros(4), [0x18, 0x53, 0x80, 0x67, 0x8a], zeros(10));
    expect([await cut('matroska', whole), await cut('matroska', whole.subarray(0, 22))]).toEqual([false, true]);
  });
  it('never where a WebM was streamed and its size is not known', async () => expect(await cut('matroska', bytes([0x1a, 0x45, 0xdf, 0xa3, 0x84], zeros(4), [0x18, 0x53, 0x80, 0x67, 0x01], new Array<number>(7).fill(0xff), zeros(4)))).toBe(false));
  it('when a RIFF announces more', async () => expect(await cut('avi', bytes('RIFF', [100, 0, 0, 0], 'AVI '))).toBe(true));
  it('when a GIF lacks its trailer', async () => expect([await cut('gif', bytes('GIF89a', zeros(20), [0x3b])), await cut('gif', bytes('GIF89a', zeros(20), [7]))]).toEqual([false, true]));
});

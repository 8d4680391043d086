/**
 * A queue as one file, to be carried by hand: frames one behind the other. What is in them is sealed to the hub as on the line; in the clear stand only the station's id
 * and the ids that were drawn by chance.
 */
import { stationIdText } from './protocol.ts';

/** `VSC` and the version of this layout, then the station's id as 16 bytes. */
const magic = [0x56, 0x53, 0x43, 0x01] as const;
export const carryStartBytes = magic.length + 16;
/** facts: a sealed manifest · picture: the seal's header and some chunks, beginning at `from` · end: how many frames came before, so that a file that was cut off shows. */
export const frameKinds = { facts: 1, picture: 2, end: 3 } as const;
export type FrameKind = keyof typeof frameKinds;

/** kind, packet, capture, first chunk, length: 1 + 16 + 16 + 4 + 4 bytes, numbers big-endian. */
export const frameStartBytes = 41;
export type FrameStart = { kind: FrameKind; packetId: string; captureId: string; from: number; length: number };

const noId = '00000000-0000-0000-0000-000000000000';
const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

export function carryStart(stationId: string): Uint8Array {
  return Uint8Array.from([...magic, ...bytesOf(stationId)]);
}

/** @returns the station's id; null: not such a file. */
export function readCarryStart(bytes: Uint8Array): string | null {
  if (bytes.length < carryStartBytes || magic.some((byte, at) => bytes[at] !== byte)) return null;
  const id = hexOf(bytes.subarray(magic.length, carryStartBytes));
  return stationIdText.safeParse(id).success ? id : null;
}

export function frameStart({ kind, packetId, captureId, from, length }: FrameStart): Uint8Array {
  const bytes = new Uint8Array(frameStartBytes);
  bytes[0] = frameKinds[kind];
  bytes.set(bytesOf(packetId.replaceAll('-', '')), 1);
  bytes.set(bytesOf(captureId.replaceAll('-', '')), 17);
  const view = new DataView(bytes.buffer);
  view.setUint32(33, from);
  view.setUint32(37, length);
  return bytes;
}

export const endFrame = (frames: number): Uint8Array => frameStart({ kind: 'end', packetId: noId, captureId: noId, from: frames, length: 0 });
export const factsFrame = (packetId: string, length: number): Uint8Array => frameStart({ kind: 'facts', packetId, captureId: noId, from: 0, length });

/** @returns null for a kind that is none. */
export function readFrameStart(bytes: Uint8Array): FrameStart | null {
  const kind = (Object.keys(frameKinds) as FrameKind[]).find((name) => frameKinds[name] === bytes[0]);
  if (kind === undefined || bytes.length < frameStartBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { kind, packetId: idOf(bytes.subarray(1, 17)), captureId: idOf(bytes.subarray(17, 33)), from: view.getUint32(33), length: view.getUint32(37) };
}

const idOf = (bytes: Uint8Array): string => hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

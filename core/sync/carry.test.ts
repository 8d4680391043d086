import { expect, it } from 'vitest';
import { carryStart, carryStartBytes, endFrame, frameStart, frameStartBytes, readCarryStart, readFrameStart } from './carry.ts';

const ids = { packetId: '7f0c3a8e-2a35-4c8e-9d76-0f5e8f1b2c3d', captureId: '01ab8e18-d901-4c78-875c-73f6c94bf564' };

it('begins with VSC, the version and the station', () => {
  const start = carryStart('ab'.repeat(16));
  expect([...start.slice(0, 6)]).toEqual([0x56, 0x53, 0x43, 1, 0xab, 0xab]);
  expect([start.length, readCarryStart(start)]).toEqual([carryStartBytes, 'ab'.repeat(16)]);
  expect(readCarryStart(Uint8Array.from(start, (byte, at) => (at === 3 ? 2 : byte)))).toBeNull();
  expect(readCarryStart(start.slice(0, 19))).toBeNull();
});

it('a frame says what it is, of which packet and capture, from where and how long', () => {
  const frame = { kind: 'picture', ...ids, from: 300, length: 1_048_900 } as const;
  expect(readFrameStart(frameStart(frame))).toEqual(frame);
  expect(readFrameStart(endFrame(12))).toMatchObject({ kind: 'end', from: 12, length: 0 });
  expect(readFrameStart(new Uint8Array(frameStartBytes))).toBeNull();
  expect(readFrameStart(frameStart(frame).slice(0, 40))).toBeNull();
});

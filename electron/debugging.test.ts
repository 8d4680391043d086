import { describe, expect, it } from 'vitest';
import { debuggingDoor } from './debugging.ts';

const given = (...names: string[]) => (name: string): boolean => names.includes(name);

describe('debuggingDoor', () => {
  it.each<[string, boolean, boolean, string[], string | null]>([
    ['a packaged station with a port', true, false, ['remote-debugging-port'], 'remote-debugging-port'],
    ['a packaged station with a pipe', true, false, ['kiosk', 'remote-debugging-pipe'], 'remote-debugging-pipe'],
    ['a packaged station with a made-up camera', true, false, ['use-fake-device-for-media-stream'], 'use-fake-device-for-media-stream'],
    ['a packaged station with a file for a camera', true, false, ['use-file-for-fake-video-capture'], 'use-file-for-fake-video-capture'],
    ['a packaged station that does not ask before the camera', true, false, ['kiosk', 'use-fake-ui-for-media-stream'], 'use-fake-ui-for-media-stream'],
    ['a packaged station with what a kiosk needs', true, false, ['kiosk', 'touch-events'], null],
    ['one that is not packaged', false, false, ['remote-debugging-port'], null],
    ['one that tests made for themselves', true, true, ['remote-debugging-port'], null],
  ])('%s', (_what, packaged, drivable, switches, door) => {
    expect(debuggingDoor(packaged, drivable, given(...switches))).toBe(door);
  });
});

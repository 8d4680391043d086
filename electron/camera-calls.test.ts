import { expect, it } from 'vitest';
import { withHostCalls } from './host-calls.ts';
import { cameraCalls } from './camera-calls.ts';

const told = { camera: 'granted', microphone: 'denied' } as const;

it.each([
  ['win32', ['camera', 'microphone'], { camera: 'granted', microphone: 'denied' }],
  ['darwin', ['camera'], { camera: 'granted', microphone: 'unknown' }],
  // Electron has no such function there.
  ['linux', [], { camera: 'unknown', microphone: 'unknown' }],
] as const)('on %s the system is asked about %j', async (platform, media, access) => {
  const asked: string[] = [];
  const answers = cameraCalls(platform, (medium) => { asked.push(medium); return told[medium]; });
  const call = withHostCalls(() => Promise.reject(new Error('the station is not asked')), answers as Parameters<typeof withHostCalls>[1]);
  expect(await call('camera.access', {})).toEqual({ ok: true, value: access });
  expect(asked).toEqual(media);
});

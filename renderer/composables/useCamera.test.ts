import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope, type EffectScope } from 'vue';
import type { CameraAccess } from '../../core/contract.ts';
import type { CameraKind } from './demo-stream.ts';
import { silentMs } from './camera-track.ts';
import { useCamera, type Camera } from './useCamera.ts';

const station = vi.hoisted(() => ({ access: {} as CameraAccess, woke: new Set<() => void>(), notes: [] as unknown[] }));
vi.mock('./session.ts', () => ({ session: { status: { operator: {}, devices: null }, policy: null } }));
vi.mock('./useStation.ts', () => ({
  call: (name: string, input: unknown) => {
    if (name === 'devices.note') station.notes.push(input);
    return Promise.resolve(name === 'camera.access' ? station.access : {});
  },
  on: (name: string, listener: () => void) => {
    if (name === 'computer.resumed') station.woke.add(listener);
    return () => station.woke.delete(listener);
  },
}));
const raised = vi.hoisted(() => ({ times: 0, size: { width: 1920, height: 1080 } }));
vi.mock('./camera-size.ts', async (original) => ({ ...(await original<object>()), raiseSize: () => { raised.times += 1; return Promise.resolve(raised.size); } }));

class Track extends EventTarget {
  readyState = 'live';
  muted = false;
  label = 'Desk camera';
  onended: (() => void) | null = null;
  onmute: (() => void) | null = null;
  onunmute: (() => void) | null = null;
  getSettings = () => ({ deviceId: 'desk' });
  getCapabilities = () => ({});
  stop(): void { this.readyState = 'ended'; }
  setMuted(muted: boolean): void {
    this.muted = muted;
    (muted ? this.onmute : this.onunmute)?.();
  }
}

/** A computer with one camera. */
class Media extends EventTarget {
  opened: { track: Track; asked: MediaTrackConstraints }[] = [];
  refusal: string | null = null;
  bornMuted = false;
  enumerateDevices = () => Promise.resolve([{ kind: 'videoinput', deviceId: 'desk', label: 'Desk camera' }]);
  getUserMedia = ({ video }: { video: MediaTrackConstraints }) => {
    if (this.refusal) return Promise.reject(Object.assign(new Error('refused'), { name: this.refusal }));
    const track = new Track();
    track.muted = this.bornMuted;
    this.opened.push({ track, asked: video });
    return Promise.resolve({ getTracks: () => [track], getVideoTracks: () => [track] });
  };
  get track(): Track { return this.opened.at(-1)!.track; }
  plug(): void { this.dispatchEvent(new Event('devicechange')); }
}

let scope: EffectScope;
let media: Media;
function camera(kind: CameraKind = 'face'): Camera {
  return scope.run(() => useCamera({ kind, media: media as unknown as MediaDevices }))!;
}
const wake = (): void => { for (const listener of station.woke) listener(); };
const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('OffscreenCanvas', class { getContext = () => null; });
  vi.stubGlobal('document', { hidden: false });
  scope = effectScope();
  media = new Media();
  station.access = { camera: 'unknown', microphone: 'unknown' };
  station.notes = [];
  raised.times = 0;
  raised.size = { width: 1920, height: 1080 };
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('a stream that ended while the computer slept is opened anew when it wakes', async () => {
  const one = camera();
  await one.start();
  // A sleeping computer tells no end.
  media.track.stop();
  wake();
  await settle();
  expect([one.state.value, media.opened.length, media.track.readyState]).toEqual(['live', 2, 'live']);
});

it('a stream that is whole when the computer wakes is left as it is', async () => {
  const one = camera();
  await one.start();
  wake();
  await settle();
  expect([one.state.value, media.opened.length]).toEqual(['live', 1]);
});

it('a camera that is not back yet when the computer wakes is tried again by itself', async () => {
  const one = camera();
  await one.start();
  media.track.stop();
  media.refusal = 'NotReadableError';
  wake();
  await settle();
  expect([one.state.value, one.fault.value]).toEqual(['fault', 'camera.busy']);
  media.refusal = null;
  await settle(5_000);
  expect(one.state.value).toBe('live');
});

it.each([['NotReadableError', 'camera.busy'], ['AbortError', 'camera.not-opened'], ['NotFoundError', 'camera.missing']] as const)('after %s a change of devices, and a wake, try again', async (refusal, fault) => {
  for (const again of [() => media.plug(), wake]) {
    media.refusal = refusal;
    const one = camera();
    await one.start();
    expect(one.fault.value).toBe(fault);
    media.refusal = null;
    again();
    await settle();
    expect(one.state.value).toBe('live');
  }
});

it('what the operating system withholds is not asked for again and again', async () => {
  media.refusal = 'NotAllowedError';
  const one = camera();
  await one.start();
  expect(one.fault.value).toBe('camera.blocked');
  media.refusal = null;
  media.plug();
  await settle();
  expect(one.state.value).toBe('fault');
});

it('the microphone switch of Windows is told', async () => {
  station.access = { camera: 'granted', microphone: 'denied' };
  media.refusal = 'NotReadableError';
  const one = camera();
  await one.start();
  expect(one.fault.value).toBe('camera.microphone-switch');
});

it('a camera that sends nothing for three seconds is told, noted, and opened again', async () => {
  const one = camera();
  await one.start();
  media.track.setMuted(true);
  await settle(silentMs - 1);
  expect(one.state.value).toBe('live');
  await settle(1);
  expect([one.state.value, one.fault.value]).toEqual(['fault', 'camera.silent']);
  expect(station.notes).toEqual([expect.objectContaining({ device: 'desk', fault: 'camera.silent' })]);
  await settle(5_000);
  expect([one.state.value, media.opened.length]).toEqual(['live', 2]);
});

it('one that stays silent is tried again later each time', async () => {
  media.bornMuted = true;
  const one = camera();
  await one.start();
  await settle(silentMs);
  expect(one.fault.value).toBe('camera.silent');
  await settle(5_000 + silentMs);
  expect([one.fault.value, media.opened.length]).toEqual(['camera.silent', 2]);
  await settle(5_000);
  expect(media.opened.length).toBe(2);
  await settle(5_000);
  expect(media.opened.length).toBe(3);
});

it('a short silence is none', async () => {
  const one = camera();
  await one.start();
  media.track.setMuted(true);
  await settle(silentMs - 1);
  media.track.setMuted(false);
  await settle(silentMs);
  expect([one.state.value, media.opened.length]).toEqual(['live', 1]);
});

it('where the system shut the camera meanwhile, that is its cause', async () => {
  const one = camera();
  await one.start();
  station.access = { camera: 'denied', microphone: 'unknown' };
  media.track.setMuted(true);
  await settle(silentMs);
  expect(one.fault.value).toBe('camera.blocked');
});

it('nothing is tried again once the screen is left', async () => {
  const one = camera();
  await one.start();
  media.track.setMuted(true);
  await settle(silentMs);
  scope.stop();
  wake();
  await settle(60_000);
  expect(media.opened.length).toBe(1);
  expect(station.woke.size).toBe(0);
});

it('a document camera is tried for its size once; the next screen opens it at that, until devices change', async () => {
  media.plug();
  raised.size = { width: 3264, height: 2448 };
  await camera('document').start();
  await camera('document').start();
  expect(media.opened.map(({ asked }) => asked.width)).toEqual([{ ideal: 1920 }, { ideal: 3264 }]);
  expect(raised.times).toBe(1);
  media.plug();
  await camera('document').start();
  expect(media.opened.at(-1)!.asked.width).toEqual({ ideal: 1920 });
  expect(raised.times).toBe(2);
});

it('a face camera is left at full HD', async () => {
  raised.size = { width: 3264, height: 2448 };
  await camera('face').start();
  expect([raised.times, media.opened[0]!.asked.width]).toEqual([0, { ideal: 1920 }]);
});

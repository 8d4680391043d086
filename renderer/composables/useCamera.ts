/** One camera for one screen: opens, watches, says the real cause when it fails, and closes with its scope. */
import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { CameraAccess, CameraControls, DeviceChoice } from '../../core/contract.ts';
import { CodedError } from '../../core/errors.ts';
import { isVirtualCamera } from '../../core/vision/live/virtual-cameras.ts';
import { applyControls, controlsOf, type ControlsOfCamera } from './camera-controls.ts';
import { cameraFaultOf, withAccess, type CameraFault } from './camera-errors.ts';
import { findCamera, plainLabel } from './camera-identity.ts';
import { constraintsFor, raiseSize, sizeRules } from './camera-size.ts';
import { cameraSizes } from './camera-sizes.ts';
import { createRetry, isSending, watchTrack } from './camera-track.ts';
import { cameraUse } from './camera-use.ts';
import { demoId, openDemoStream, type CameraKind, type DemoStream } from './demo-stream.ts';
import { faultOf, feedHealth, newHealth, rateOf, thumbnailOf, warningOf, type CameraWarning } from './frame-health.ts';
import { fullHd } from './grab.ts';
import { session } from './session.ts';
import { call, on } from './useStation.ts';

export type CameraChoice = {
  /** `MediaDeviceInfo.deviceId`, `demo`, or null: whichever there is. */
  id: string | null;
  label: string;
  controls: CameraControls;
};
export type CameraOptions = {
  kind: CameraKind;
  /** Left out: the camera that was chosen for this kind, or what staff took in its place since. */
  choice?: () => CameraChoice;
  /** What the demonstration device shows, where it is not the film of its kind. */
  demo?: () => Promise<DemoStream>;
  media?: MediaDevices;
};
export type Camera = {
  state: Ref<'off' | 'starting' | 'live' | 'fault'>;
  fault: Ref<CameraFault | null>;
  /** The camera works, but not as it should. */
  warning: Ref<CameraWarning | null>;
  /** What the device calls itself. */
  label: Ref<string>;
  demo: ComputedRef<boolean>;
  devices: Ref<MediaDeviceInfo[]>;
  /** Id of the one that is or was open; null: none was since it was asked for. */
  opened: Ref<string | null>;
  /** What it lets one set; null while it is not open. */
  controls: ShallowRef<ControlsOfCamera | null>;
  size: Ref<{ width: number; height: number } | null>;
  video: ShallowRef<HTMLVideoElement | null>;
  /** Function ref for the `<video>` that shows it. */
  attach(element: unknown): void;
  start(): Promise<void>;
  stop(): void;
  /** Takes another camera in place of the chosen one: on every screen, until the choice is saved anew or the station starts anew. */
  choose(deviceId: string): Promise<void>;
  set(controls: CameraControls): Promise<void>;
};

const healthEveryMs = 400;
/** What may be over once devices have changed, or the computer woke. */
const mayPass: readonly CameraFault[] = ['camera.unplugged', 'camera.missing', 'camera.away', 'camera.changed', 'camera.busy', 'camera.frozen', 'camera.silent', 'camera.not-opened'];
/** Devices come back one after the other once a computer woke. Chosen. */
const wakingMs = 20_000;
const sizes = cameraSizes(typeof window === 'undefined' ? null : window.sessionStorage);
const inPlaceOf = new Map<CameraKind, CameraChoice>();

/** As it is stored. */
export function choiceOf(kind: CameraKind, devices: DeviceChoice | null | undefined): CameraChoice {
  const id = { document: devices?.documentCamera, face: devices?.faceCamera }[kind] ?? null;
  return { id, label: devices?.cameraNames[kind] ?? '', controls: devices?.cameraControls[kind] ?? {} };
}
export const forgetStandIns = (): void => inPlaceOf.clear();

export function useCamera(options: CameraOptions): Camera {
  const media = options.media ?? navigator.mediaDevices;
  const state = ref<'off' | 'starting' | 'live' | 'fault'>('off');
  const fault = ref<CameraFault | null>(null);
  const label = ref('');
  const devices = ref<MediaDeviceInfo[]>([]);
  const warning = ref<CameraWarning | null>(null);
  const controls = shallowRef<ControlsOfCamera | null>(null);
  const wanted = shallowRef<CameraChoice>({ id: null, label: '', controls: {} });
  const opened = ref<string | null>(null);
  const size = ref<{ width: number; height: number } | null>(null);
  const video = shallowRef<HTMLVideoElement | null>(null);
  const demo = computed(() => wanted.value.id === demoId);
  let stream: MediaStream | null = null;
  let close = (): void => undefined;
  let unwatch = (): void => undefined;
  let asked: string | null = null;
  let wokeAt = -Infinity;
  /** It is tried again, whatever it says meanwhile, until pictures come. */
  let wentSilent = false;
  let attempt = 0;
  let watch: ReturnType<typeof setInterval> | undefined;
  const use = cameraUse();
  const retry = createRetry(() => void reopen());

  /** Kept by day for the screen Devices; a station that is locked or not set up keeps nothing, and a camera that was never opened has no name to keep it under. */
  const note = (cause: CameraFault | null): void => {
    const seen = use.end(cause);
    const device = wanted.value.id ?? opened.value;
    if (seen === null || device === null || device === demoId || session.status?.operator == null) return;
    // Until it is open `label` is that of the camera before.
    const name = opened.value === null ? wanted.value.label : label.value;
    // The station's own log says when it could not be kept; nothing on this screen hangs on it.
    void call('devices.note', { device, label: name.slice(0, 200), ...seen }).catch(() => undefined);
  };

  const fail = (cause: CameraFault): void => {
    note(cause);
    release();
    fault.value = cause;
    state.value = 'fault';
    if (wentSilent || (mayPass.includes(cause) && performance.now() - wokeAt < wakingMs)) retry.later();
  };

  const silent = async (): Promise<void> => {
    const mine = attempt;
    const access = await cameraAccess();
    if (mine !== attempt || isSending(stream?.getVideoTracks()[0])) return;
    wentSilent = true;
    fail(withAccess('camera.silent', access));
  };

  function release(): void {
    note(null);
    attempt += 1;
    clearInterval(watch);
    retry.cancel();
    unwatch();
    unwatch = () => undefined;
    warning.value = null;
    controls.value = null;
    for (const track of stream?.getTracks() ?? []) track.stop();
    close();
    close = () => undefined;
    stream = null;
    if (video.value) video.value.srcObject = null;
  }

  async function open(): Promise<DemoStream> {
    if (demo.value) return options.demo?.() ?? openDemoStream(options.kind);
    await list();
    const found = findCamera(devices.value, wanted.value);
    if ('fault' in found) throw new CodedError(found.fault);
    asked = found.id;
    const video = constraintsFor((options.kind === 'document' ? sizes.get(asked) : null) ?? fullHd);
    return { stream: await media.getUserMedia({ video: found.id ? { ...video, deviceId: { exact: found.id } } : video }), close: () => undefined };
  }

  function start(): Promise<void> {
    wentSilent = false;
    retry.well();
    return reopen();
  }

  async function reopen(): Promise<void> {
    release();
    const mine = attempt;
    state.value = 'starting';
    fault.value = null;
    opened.value = null;
    wanted.value = options.choice?.() ?? inPlaceOf.get(options.kind) ?? choiceOf(options.kind, session.status?.devices);
    try {
      const source = await open();
      if (mine !== attempt) {
        source.stream.getTracks().forEach((track) => track.stop());
        source.close();
        return;
      }
      ({ close } = source);
      await adopt(source.stream);
    } catch (thrown) {
      const access = await cameraAccess();
      if (mine === attempt) fail(cameraFaultOf(thrown, access));
    }
    await list();
  }

  async function adopt(source: MediaStream): Promise<void> {
    stream = source;
    const mine = attempt;
    const track = source.getVideoTracks()[0];
    label.value = plainLabel(track?.label ?? '');
    opened.value = track?.getSettings().deviceId ?? null;
    if (session.policy?.virtualCameras === 'refused' && isVirtualCamera(label.value)) return fail('camera.virtual');
    if (track) {
      unwatch = watchTrack(track, { ended: () => fail('camera.unplugged'), silent: () => { if (!demo.value) void silent(); } });
      await settleSize(track);
      if (mine !== attempt) return;
      if (!demo.value) await applyControls(track, wanted.value.controls);
      if (mine !== attempt) return;
      readControls();
    }
    if (video.value) show(video.value);
    state.value = 'live';
    watchHealth();
  }

  /** The face needs no more than full HD: it is described by 224 pixels. */
  async function settleSize(track: MediaStreamTrack): Promise<void> {
    if (options.kind !== 'document' || demo.value || document.hidden || sizes.has(asked)) return;
    const [mine, id] = [attempt, asked];
    const size = await raiseSize(track);
    if (mine === attempt) sizes.set(id, size);
  }

  /** Larger pictures that come too seldom, as of a computer with more to do than it had. @returns whether it is opened anew, at full HD */
  function isTooLarge(rate: number | null): boolean {
    const size = sizes.get(asked);
    if (rate === null || rate >= sizeRules.leastRate || options.kind !== 'document' || demo.value || !size || size.width * size.height <= fullHd.width * fullHd.height) return false;
    sizes.set(asked, fullHd);
    void reopen();
    return true;
  }

  function readControls(): void {
    const track = stream?.getVideoTracks()[0];
    controls.value = track && !demo.value ? controlsOf({ ...track.getCapabilities() }, { ...track.getSettings() }) : null;
  }

  function show(element: HTMLVideoElement): void {
    element.srcObject = stream;
    element.play().catch(() => undefined);
  }

  function watchHealth(): void {
    const canvas = new OffscreenCanvas(64, 36);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    let health = newHealth;
    watch = setInterval(() => {
      const element = video.value;
      if (!context || !element || element.readyState < 2 || element.paused || document.hidden) {
        // Pictures that nobody asked for are not counted either: over such a gap every camera would look slow.
        health = newHealth;
        return;
      }
      size.value = { width: element.videoWidth, height: element.videoHeight };
      context.drawImage(element, 0, 0, 64, 36);
      const now = performance.now();
      health = feedHealth(health, thumbnailOf(context.getImageData(0, 0, 64, 36).data), element.getVideoPlaybackQuality().totalVideoFrames, now);
      const rate = rateOf(health);
      use.saw(rate);
      if (rate) {
        wentSilent = false;
        retry.well();
      }
      if (isTooLarge(rate)) return;
      const cause = faultOf(health, now);
      // A demonstration clip may well stand still.
      if (cause && !(cause === 'camera.frozen' && demo.value)) fail(cause);
      else warning.value = demo.value ? null : warningOf(health, element.videoWidth * element.videoHeight, now);
    }, healthEveryMs);
  }

  async function list(): Promise<void> {
    const all = await media.enumerateDevices().catch(() => []);
    devices.value = all.filter((d) => d.kind === 'videoinput');
  }

  const changed = (): void => {
    sizes.clear();
    void list().then(() => {
      // Plugged in again: go on without a hand.
      const back = devices.value.length > 0 && !('fault' in findCamera(devices.value, wanted.value));
      if (back && state.value === 'fault' && mayPass.some((cause) => cause === fault.value)) void start();
    });
  };
  const woke = (): void => {
    wokeAt = performance.now();
    const lost = state.value === 'live' ? !isSending(stream?.getVideoTracks()[0]) : state.value === 'fault' && mayPass.some((cause) => cause === fault.value);
    if (lost) void start();
  };
  media.addEventListener('devicechange', changed);
  const stopListening = on('computer.resumed', woke);
  onScopeDispose(() => {
    stopListening();
    media.removeEventListener('devicechange', changed);
    release();
    state.value = 'off';
  });

  return {
    state, fault, warning, label, demo, devices, opened, controls, size, video, start,
    attach(element) {
      const next = element instanceof HTMLVideoElement ? element : null;
      // Vue calls a function ref at every patch; setting the stream anew would blank the picture.
      if (next === video.value) return;
      video.value = next;
      if (video.value && stream) show(video.value);
    },
    stop() {
      release();
      state.value = 'off';
    },
    async choose(deviceId) {
      const other = devices.value.find((device) => device.deviceId === deviceId);
      inPlaceOf.set(options.kind, { id: deviceId, label: plainLabel(other?.label ?? ''), controls: {} });
      await start();
    },
    async set(values) {
      const track = stream?.getVideoTracks()[0];
      if (track) await applyControls(track, values);
      readControls();
    },
  };
}

/** What the operating system says of its switches; nothing where it cannot be asked. */
const cameraAccess = (): Promise<CameraAccess> => call('camera.access', {}).catch(() => ({ camera: 'unknown', microphone: 'unknown' }));

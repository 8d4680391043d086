/** One camera for one screen: opens, watches, says the real cause when it fails, and closes with its scope. */
import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { CameraControls, DeviceChoice } from '../../core/contract.ts';
import { CodedError } from '../../core/errors.ts';
import { isVirtualCamera } from '../../core/vision/live/virtual-cameras.ts';
import { applyControls, controlsOf, type ControlsOfCamera } from './camera-controls.ts';
import { cameraFaultOf, type CameraFault } from './camera-errors.ts';
import { findCamera, plainLabel } from './camera-identity.ts';
import { cameraUse } from './camera-use.ts';
import { demoId, openDemoStream, type CameraKind, type DemoStream } from './demo-stream.ts';
import { faultOf, feedHealth, newHealth, rateOf, thumbnailOf, warningOf, type CameraWarning } from './frame-health.ts';
import { session } from './session.ts';
import { call } from './useStation.ts';

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
const waitsForPlug: readonly CameraFault[] = ['camera.unplugged', 'camera.missing', 'camera.away', 'camera.changed'];
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
  let attempt = 0;
  let watch: ReturnType<typeof setInterval> | undefined;
  const use = cameraUse();

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
  };

  function release(): void {
    note(null);
    attempt += 1;
    clearInterval(watch);
    warning.value = null;
    controls.value = null;
    for (const track of stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
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
    const video = { width: { ideal: 1920 }, height: { ideal: 1080 }, frameRate: { ideal: 30 } };
    return { stream: await media.getUserMedia({ video: found.id ? { ...video, deviceId: { exact: found.id } } : video }), close: () => undefined };
  }

  async function start(): Promise<void> {
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
      if (mine === attempt) fail(cameraFaultOf(thrown));
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
      track.onended = () => fail('camera.unplugged');
      if (!demo.value) await applyControls(track, wanted.value.controls);
      if (mine !== attempt) return;
      readControls();
    }
    if (video.value) show(video.value);
    state.value = 'live';
    watchHealth();
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
      use.saw(rateOf(health));
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
    void list().then(() => {
      // Plugged in again: go on without a hand.
      const back = devices.value.length > 0 && !('fault' in findCamera(devices.value, wanted.value));
      if (back && state.value === 'fault' && waitsForPlug.some((cause) => cause === fault.value)) void start();
    });
  };
  media.addEventListener('devicechange', changed);
  onScopeDispose(() => {
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

/** A frame as JPEG: what a video shows now, or one that was kept. @throws CodedError camera.frozen when there is none */
export async function grabJpeg(source: HTMLVideoElement | ImageBitmap): Promise<{ jpeg: Uint8Array; width: number; height: number }> {
  if (source instanceof HTMLVideoElement) await firstPicture(source);
  const { width, height } = source instanceof HTMLVideoElement ? { width: source.videoWidth, height: source.videoHeight } : source;
  if (width === 0) throw new CodedError('camera.frozen');
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(source, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.94 });
  return { jpeg: new Uint8Array(await blob.arrayBuffer()), width, height };
}

/** A video that has just come on the page, as after a retake, has no picture yet. Chosen, not measured: a webcam delivers its first within a second. */
const firstPictureMs = 2_000;

export async function firstPicture(video: HTMLVideoElement): Promise<void> {
  if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) return;
  await new Promise<void>((resolve) => {
    video.addEventListener('loadeddata', () => resolve(), { once: true });
    setTimeout(resolve, firstPictureMs);
  });
}

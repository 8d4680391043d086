/** One camera for one screen: opens, watches, says the real cause when it fails, and closes with its scope. */
import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { CodedError } from '../../core/errors.ts';
import { cameraFaultOf, type CameraFault } from './camera-errors.ts';
import { demoId, openDemoStream, type CameraKind, type DemoStream } from './demo-stream.ts';
import { faultOf, feedHealth, newHealth } from './frame-health.ts';

export type CameraOptions = {
  kind: CameraKind;
  /** `MediaDeviceInfo.deviceId`, `demo`, or null: whichever there is. */
  choice: () => string | null;
  /** What the demonstration device shows, where it is not the film of its kind. */
  demo?: () => Promise<DemoStream>;
  media?: MediaDevices;
};
export type Camera = {
  state: Ref<'off' | 'starting' | 'live' | 'fault'>;
  fault: Ref<CameraFault | null>;
  /** What the device calls itself. */
  label: Ref<string>;
  demo: ComputedRef<boolean>;
  devices: Ref<MediaDeviceInfo[]>;
  chosen: Ref<string | null>;
  size: Ref<{ width: number; height: number } | null>;
  video: ShallowRef<HTMLVideoElement | null>;
  /** Function ref for the `<video>` that shows it. */
  attach(element: unknown): void;
  start(): Promise<void>;
  stop(): void;
  choose(deviceId: string): Promise<void>;
};

const healthEveryMs = 400;

export function useCamera(options: CameraOptions): Camera {
  const media = options.media ?? navigator.mediaDevices;
  const state = ref<'off' | 'starting' | 'live' | 'fault'>('off');
  const fault = ref<CameraFault | null>(null);
  const label = ref('');
  const devices = ref<MediaDeviceInfo[]>([]);
  const chosen = ref<string | null>(options.choice());
  const size = ref<{ width: number; height: number } | null>(null);
  const video = shallowRef<HTMLVideoElement | null>(null);
  const demo = computed(() => chosen.value === demoId);
  let stream: MediaStream | null = null;
  let close = (): void => undefined;
  let attempt = 0;
  let watch: ReturnType<typeof setInterval> | undefined;

  const fail = (cause: CameraFault): void => {
    release();
    fault.value = cause;
    state.value = 'fault';
  };

  function release(): void {
    attempt += 1;
    clearInterval(watch);
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
    const wanted = { width: { ideal: 1920 }, height: { ideal: 1080 }, frameRate: { ideal: 30 } };
    return { stream: await media.getUserMedia({ video: chosen.value ? { ...wanted, deviceId: { exact: chosen.value } } : wanted }), close: () => undefined };
  }

  async function start(): Promise<void> {
    release();
    const mine = attempt;
    state.value = 'starting';
    fault.value = null;
    try {
      const opened = await open();
      if (mine !== attempt) {
        opened.stream.getTracks().forEach((track) => track.stop());
        opened.close();
        return;
      }
      ({ close } = opened);
      adopt(opened.stream);
    } catch (thrown) {
      if (mine === attempt) fail(cameraFaultOf(thrown));
    }
    await list();
  }

  function adopt(opened: MediaStream): void {
    stream = opened;
    const track = opened.getVideoTracks()[0];
    // Virtual cameras may call themselves by a file: a path is never kept.
    label.value = track?.label.split(/[\\/]/).at(-1) ?? '';
    if (track) track.onended = () => fail('camera.unplugged');
    if (video.value) show(video.value);
    state.value = 'live';
    watchHealth();
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
      if (!context || !element || element.readyState < 2 || element.paused || document.hidden) return;
      size.value = { width: element.videoWidth, height: element.videoHeight };
      context.drawImage(element, 0, 0, 64, 36);
      const now = performance.now();
      health = feedHealth(health, luminanceOf(context.getImageData(0, 0, 64, 36).data), now);
      const cause = faultOf(health, now);
      // A demonstration clip may well stand still.
      if (cause && !(cause === 'camera.frozen' && demo.value)) fail(cause);
    }, healthEveryMs);
  }

  async function list(): Promise<void> {
    const all = await media.enumerateDevices().catch(() => []);
    devices.value = all.filter((d) => d.kind === 'videoinput');
  }

  const changed = (): void => {
    void list().then(() => {
      // Plugged in again: go on without a hand.
      const back = devices.value.length > 0 && (!chosen.value || devices.value.some((d) => d.deviceId === chosen.value));
      if (back && state.value === 'fault' && (fault.value === 'camera.unplugged' || fault.value === 'camera.missing')) void start();
    });
  };
  media.addEventListener('devicechange', changed);
  onScopeDispose(() => {
    media.removeEventListener('devicechange', changed);
    release();
    state.value = 'off';
  });

  return {
    state, fault, label, demo, devices, chosen, size, video, start,
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
      chosen.value = deviceId;
      await start();
    },
  };
}

function luminanceOf(rgba: Uint8ClampedArray): Uint8Array {
  const gray = new Uint8Array(rgba.length / 4);
  for (let i = 0; i < gray.length; i += 1) gray[i] = (rgba[i * 4]! * 77 + rgba[i * 4 + 1]! * 150 + rgba[i * 4 + 2]! * 29) >> 8;
  return gray;
}

/** A frame as JPEG: what a video shows now, or one that was kept. @throws CodedError camera.frozen when there is none */
export async function grabJpeg(source: HTMLVideoElement | ImageBitmap): Promise<{ jpeg: Uint8Array; width: number; height: number }> {
  const { width, height } = source instanceof HTMLVideoElement ? { width: source.videoWidth, height: source.videoHeight } : source;
  if (width === 0) throw new CodedError('camera.frozen');
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(source, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.94 });
  return { jpeg: new Uint8Array(await blob.arrayBuffer()), width, height };
}

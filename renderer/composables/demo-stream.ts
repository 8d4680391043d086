/**
 * Demonstration devices: a clip of JPEGs (scripts/specimens/demo.ts), drawn on a canvas in a loop, as if it came from a camera. No codec
 * is needed, so it plays on every Chromium.
 */
export type CameraKind = 'document' | 'face';

export const demoId = 'demo';
const pathOf = (kind: CameraKind, ending: 'json' | 'mjpeg'): string => `/resources/demo/${kind}.${ending}`;

export type DemoStream = { stream: MediaStream; close(): void };

/** `offsets`: where each JPEG begins in the clip, and where the last one ends. */
type ClipIndex = { picturesPerSecond: number; width: number; height: number; offsets: number[] };

/** @throws DOMException-like NotFoundError when the clip is not there or cannot be played. */
export async function openDemoStream(kind: CameraKind): Promise<DemoStream> {
  const { index, clip } = await loadClip(kind);
  const canvas = Object.assign(document.createElement('canvas'), { width: index.width, height: index.height });
  const context = canvas.getContext('2d');
  if (!context) throw noClip();
  let next = 0;
  let busy = false;
  let open = true;
  const draw = async (): Promise<void> => {
    // A slow machine leaves pictures out; it never queues them.
    const at = next;
    next = (next + 1) % (index.offsets.length - 1);
    if (busy) return;
    busy = true;
    try {
      const picture = await createImageBitmap(clip.slice(index.offsets[at], index.offsets[at + 1], 'image/jpeg'));
      if (open) context.drawImage(picture, 0, 0);
      picture.close();
    } finally {
      busy = false;
    }
  };
  await draw().catch(() => {
    throw noClip();
  });
  const stream = canvas.captureStream(index.picturesPerSecond);
  const timer = setInterval(() => void draw().catch(() => undefined), 1000 / index.picturesPerSecond);
  return {
    stream,
    close: () => {
      open = false;
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
    },
  };
}

export async function demoAvailable(kind: CameraKind): Promise<boolean> {
  return fetch(pathOf(kind, 'json'), { method: 'HEAD' }).then((answer) => answer.ok, () => false);
}

async function loadClip(kind: CameraKind): Promise<{ index: ClipIndex; clip: Blob }> {
  try {
    const [index, clip] = await Promise.all([fetch(pathOf(kind, 'json')), fetch(pathOf(kind, 'mjpeg'))]);
    if (!index.ok || !clip.ok) throw noClip();
    return { index: (await index.json()) as ClipIndex, clip: await clip.blob() };
  } catch {
    throw noClip();
  }
}

const noClip = (): Error => Object.assign(new Error('demo clip'), { name: 'NotFoundError' });

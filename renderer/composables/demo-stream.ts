/** Demonstration devices: JPEGs laid below app://station/resources/demo, drawn in a loop on a canvas, as if they came from a camera. */
import { z } from 'zod';

export type CameraKind = 'document' | 'face';
export const demoId = 'demo';

/** Written by scripts/specimens/make.ts: picture i is the bytes from offsets[i] to offsets[i + 1]. */
const indexSchema = z.object({
  picturesPerSecond: z.number().min(1).max(60), width: z.number().int(), height: z.number().int(), offsets: z.array(z.number().int()).min(2),
});

export type DemoStream = { stream: MediaStream; close(): void };

const address = (kind: CameraKind, ending: string): string => `/resources/demo/${kind}.${ending}`;

/** @throws an error named NotFoundError, as getUserMedia would, when the clip is not there. */
export async function openDemoStream(kind: CameraKind): Promise<DemoStream> {
  try {
    const { picturesPerSecond, width, height, offsets } = indexSchema.parse(await (await fetch(address(kind, 'json'))).json());
    const clip = await (await fetch(address(kind, 'mjpeg'))).blob();
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d');
    const stream = canvas.captureStream(picturesPerSecond);
    let next = 0;
    let drawing = false;
    const draw = async (): Promise<void> => {
      if (drawing) return;
      drawing = true;
      const picture = await createImageBitmap(clip.slice(offsets[next], offsets[next + 1], 'image/jpeg'));
      context?.drawImage(picture, 0, 0, width, height);
      picture.close();
      next = (next + 1) % (offsets.length - 1);
      drawing = false;
    };
    await draw();
    const timer = setInterval(() => void draw(), 1000 / picturesPerSecond);
    return { stream, close: () => clearInterval(timer) };
  } catch (cause) {
    throw Object.assign(new Error('demonstration clip', { cause }), { name: 'NotFoundError' });
  }
}

export async function demoAvailable(kind: CameraKind): Promise<boolean> {
  return fetch(address(kind, 'json'), { method: 'HEAD' }).then((answer) => answer.ok, () => false);
}

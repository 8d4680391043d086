/** Demonstration devices: JPEGs laid below app://station/resources/demo, drawn in a loop on a canvas, as if they came from a camera. */
import { z } from 'zod';
import { demoCamera } from '../../core/contract.ts';
import { drawStatement, type Lettering } from './demo-statement.ts';

export type CameraKind = 'document' | 'face';
export const demoId = demoCamera;

/** Written by scripts/specimens/make.ts: picture i is the bytes from offsets[i] to offsets[i + 1]. */
const indexSchema = z.object({
  picturesPerSecond: z.number().min(1).max(60), width: z.number().int(), height: z.number().int(), offsets: z.array(z.number().int()).min(2),
});

export type DemoStream = { stream: MediaStream; close(): void };

const address = (name: string): string => `/resources/demo/${name}`;

/** @throws an error named NotFoundError, as getUserMedia would, when the clip is not there. */
export function openDemoStream(kind: CameraKind): Promise<DemoStream> {
  return told(async () => {
    const { clip, offsets, picturesPerSecond, width, height } = await film(kind);
    return played({ width, height, picturesPerSecond }, async (context, n) => {
      const picture = await still(clip, offsets, n % (offsets.length - 1));
      context.drawImage(picture, 0, 0, width, height);
      picture.close();
    });
  });
}

/** The first picture of the face film, with the specimen passport and a sheet of today. @throws as openDemoStream */
export function openDemoStatement(lettering: Lettering): Promise<DemoStream> {
  return told(async () => {
    const { clip, offsets, picturesPerSecond, width, height } = await film('face');
    const face = await still(clip, offsets, 0);
    const page = await createImageBitmap(await (await fetch(address('passport.jpg'))).blob());
    return played({ width, height, picturesPerSecond }, (context, n) => {
      drawStatement(context, { face, page }, lettering, 0.2 * Math.sin(n / 9));
      return Promise.resolve();
    }, [face, page]);
  });
}

async function told(open: () => Promise<DemoStream>): Promise<DemoStream> {
  try {
    return await open();
  } catch (cause) {
    throw Object.assign(new Error('demonstration clip', { cause }), { name: 'NotFoundError' });
  }
}

type Film = z.infer<typeof indexSchema> & { clip: Blob };

async function film(kind: CameraKind): Promise<Film> {
  const index = indexSchema.parse(await (await fetch(address(`${kind}.json`))).json());
  return { ...index, clip: await (await fetch(address(`${kind}.mjpeg`))).blob() };
}

const still = (clip: Blob, offsets: readonly number[], n: number): Promise<ImageBitmap> => createImageBitmap(clip.slice(offsets[n], offsets[n + 1], 'image/jpeg'));

type Screen = { width: number; height: number; picturesPerSecond: number };

/**
 * @param draw the picture of moment n; a moment is left out where the one before is not done, and one that cannot be drawn leaves the last picture standing.
 * @param from pictures that are closed with the stream
 */
export async function played({ width, height, picturesPerSecond }: Screen, draw: (context: CanvasRenderingContext2D, n: number) => Promise<void>, from: readonly ImageBitmap[] = []): Promise<DemoStream> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  let timer: ReturnType<typeof setInterval> | undefined;
  let stream: MediaStream | null = null;
  const close = (): void => {
    clearInterval(timer);
    for (const track of stream?.getTracks() ?? []) track.stop();
    for (const picture of from) picture.close();
  };
  try {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    stream = canvas.captureStream(picturesPerSecond);
    await draw(context, 0);
    let next = 1;
    let drawing = false;
    const step = async (): Promise<void> => {
      if (drawing) return;
      drawing = true;
      await draw(context, next).catch(() => undefined);
      next += 1;
      drawing = false;
    };
    timer = setInterval(() => void step(), 1000 / picturesPerSecond);
  } catch (thrown) {
    close();
    throw thrown;
  }
  return { stream, close };
}

export async function demoAvailable(kind: CameraKind): Promise<boolean> {
  return fetch(address(`${kind}.json`), { method: 'HEAD' }).then((answer) => answer.ok, () => false);
}

/** Demonstration devices: JPEGs laid below app://station/resources/demo, drawn in a loop on a canvas, as if they came from a camera. */
import { z } from 'zod';
import { drawStatement, type Lettering } from './demo-statement.ts';

export type CameraKind = 'document' | 'face';
export const demoId = 'demo';

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
    const page = await createImageBitmap(await (await fetch(address('passport.jpg'))).blob());
    const face = await still(clip, offsets, 0);
    return played({ width, height, picturesPerSecond }, (context, n) => {
      drawStatement(context, { face, page }, lettering, 0.2 * Math.sin(n / 9));
      return Promise.resolve();
    });
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

/** @param draw the picture of moment n; a moment is left out where the one before is not done. */
async function played({ width, height, picturesPerSecond }: Screen, draw: (context: CanvasRenderingContext2D, n: number) => Promise<void>): Promise<DemoStream> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const stream = canvas.captureStream(picturesPerSecond);
  let next = 0;
  let drawing = false;
  const step = async (): Promise<void> => {
    if (drawing) return;
    drawing = true;
    await draw(context, next);
    next += 1;
    drawing = false;
  };
  await step();
  const timer = setInterval(() => void step(), 1000 / picturesPerSecond);
  return { stream, close: () => clearInterval(timer) };
}

export async function demoAvailable(kind: CameraKind): Promise<boolean> {
  return fetch(address(`${kind}.json`), { method: 'HEAD' }).then((answer) => answer.ok, () => false);
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { launchStation, type RunningStation } from './harness.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-clips-'));
const clip = (colour: string): string => {
  const file = path.join(folder, `${colour}.mjpeg`);
  const made = spawnSync('ffmpeg', ['-loglevel', 'error', '-f', 'lavfi', '-i', `color=${colour}:size=1280x720:rate=15`, '-t', '1', '-pix_fmt', 'yuvj420p', '-c:v', 'mjpeg', file]);
  if (made.status !== 0) throw new Error('ffmpeg is needed to make the camera clips: apt-get install ffmpeg.');
  return file;
};

let station: RunningStation;

test.beforeAll(async () => {
  station = await launchStation({ documentClip: clip('red'), faceClip: clip('blue') });
});
test.afterAll(async () => {
  await station?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the permission door lets our page use the camera, and the second opening shows the second clip', async () => {
  const red = await middlePixel(station.page);
  station.camera.show('face');
  const blue = await middlePixel(station.page);
  station.camera.show('document');
  const redAgain = await middlePixel(station.page);
  expect(red).toEqual({ width: 1280, height: 720, strongest: 'red' });
  expect(blue).toEqual({ width: 1280, height: 720, strongest: 'blue' });
  expect(redAgain).toEqual({ width: 1280, height: 720, strongest: 'red' });
});

test('a frame that is held back, as the live loop does, has the colours of the picture that was looked at', async () => {
  const { looked, held } = await station.page.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 } });
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    const kept = new VideoFrame(video);
    const bitmaps = [await createImageBitmap(video), await createImageBitmap(kept)];
    kept.close();
    stream.getTracks().forEach((track) => track.stop());
    const pixelOf = (bitmap: ImageBitmap): number[] => {
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      return [bitmap.width, bitmap.height, ...context.getImageData(bitmap.width / 2, bitmap.height / 2, 1, 1).data];
    };
    const [looked, held] = bitmaps.map(pixelOf);
    return { looked, held };
  });
  expect(held).toEqual(looked);
});

/** Opens the camera, looks at one frame, closes it again. */
function middlePixel(page: Page): Promise<{ width: number; height: number; strongest: string }> {
  return page.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 } });
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    const context = canvas.getContext('2d')!;
    context.drawImage(video, 0, 0);
    const [red = 0, green = 0, blue = 0] = context.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
    stream.getTracks().forEach((track) => track.stop());
    const strongest = red > 150 && green < 90 && blue < 90 ? 'red' : blue > 150 && red < 90 && green < 90 ? 'blue' : `${red} ${green} ${blue}`;
    return { width: canvas.width, height: canvas.height, strongest };
  });
}

/** Between files, SVG and pixels. Pixels are core's Frame: 8-bit RGBA, not premultiplied. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { Frame } from '../../core/frame.ts';

sharp.cache(false);
sharp.concurrency(2);

export const pixelsOf = (frame: Frame): Sharp =>
  sharp(Buffer.from(frame.data.buffer, frame.data.byteOffset, frame.data.byteLength), { raw: { width: frame.width, height: frame.height, channels: 4 } });

export async function toFrame(image: Sharp): Promise<Frame> {
  const { data, info } = await image.toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength) };
}

/** @param svg with width and height in pixels on its root element */
export const svgToFrame = (svg: string): Promise<Frame> => toFrame(sharp(Buffer.from(svg), { limitInputPixels: false, unlimited: true }));

export const resized = (frame: Frame, width: number, height: number): Promise<Frame> => toFrame(pixelsOf(frame).resize(width, height, { fit: 'fill', kernel: 'lanczos3' }));

/** Gaussian; sigma in pixels, at least 0.3. */
export const blurred = (frame: Frame, sigma: number): Promise<Frame> => toFrame(pixelsOf(frame).blur(sigma));

export const pngBytes = (frame: Frame): Promise<Buffer> => pixelsOf(frame).png({ compressionLevel: 6 }).toBuffer();

/** Baseline JPEG without alpha, 4:2:0, full range: also one picture of an MJPEG clip. */
export const jpegBytes = (frame: Frame, quality = 88): Promise<Buffer> => pixelsOf(frame).removeAlpha().jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer();

export async function writePicture(frame: Frame, file: string, quality = 90): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const image = pixelsOf(frame);
  if (file.endsWith('.png')) await image.png({ compressionLevel: 6 }).toFile(file);
  else await image.removeAlpha().jpeg({ quality, chromaSubsampling: '4:2:0' }).toFile(file);
}

/** Scaled to `width` and kept as a JPEG for a while. */
export const throughJpeg = async (frame: Frame, width: number, quality: number): Promise<Frame> => toFrame(sharp(await jpegBytes(await toFrame(pixelsOf(frame).resize(width)), quality)));

export const copyOf = (frame: Frame): Frame => ({ width: frame.width, height: frame.height, data: new Uint8ClampedArray(frame.data) });

/** A new frame whose pixels are a function of the old ones; `rgb` is changed in place. x, y in pixels. */
export function mapped(frame: Frame, change: (rgb: [number, number, number], x: number, y: number) => void): Frame {
  const out = copyOf(frame);
  const rgb: [number, number, number] = [0, 0, 0];
  const { data, width, height } = out;
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 4) {
      rgb[0] = data[i]!;
      rgb[1] = data[i + 1]!;
      rgb[2] = data[i + 2]!;
      change(rgb, x, y);
      data[i] = rgb[0];
      data[i + 1] = rgb[1];
      data[i + 2] = rgb[2];
    }
  }
  return out;
}

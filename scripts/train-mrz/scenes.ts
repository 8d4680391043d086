/**
 * Scenes drawn from outlines, for what a station is shown besides a plain document: other pages of characters, two documents, a finger, a glare,
 * a screen. For tests of the MRZ reader, never for training.
 */
import sharp from 'sharp';
import type { GrayImage } from '../../core/frame.ts';
import { addNoise, blur, jpeg } from './degrade.ts';
import { createRandom } from './random.ts';

/** SVG elements, and how large the picture is. */
export type Drawing = { width: number; height: number; body: string };

const escaped: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };
const safe = (text: string): string => text.replace(/[<>&]/g, (c) => escaped[c]!);

/** Characters standing `pitch` apart, the middle of the first at `x`, feet on `y`: the fixed pitch of a printer. */
export function fixedPitch(text: string, x: number, y: number, pitch: number, family = 'OCR B'): string {
  // OCR-B capitals of size I are 2.4 mm high at a pitch of 2.54 mm (ISO 1073-2) and 0.67 of the font's size here.
  const size = (pitch * 0.94) / 0.67;
  return Array.from(text, (c, i) => `<text x="${x + i * pitch}" y="${y}" text-anchor="middle" font-family="${family}" font-size="${size}">${safe(c)}</text>`).join('');
}

export const typed = (text: string, x: number, y: number, size: number, family: string): string =>
  `<text x="${x}" y="${y}" font-family="${family}" font-size="${size}" xml:space="preserve">${safe(text)}</text>`;

/** A document of the given format's shape with an MRZ at its foot and some print above; `columns` x `pitch` wide and two margins. */
export function documentWith(lines: readonly string[], x: number, y: number, pitch: number): { body: string; width: number; height: number } {
  const width = ((lines[0]?.length ?? 44) + 6) * pitch, height = width * 0.66;
  const foot = y + height - 1.2 * pitch;
  const print = ['REPUBLIC OF UTOPIA', 'Surname  Eriksson', 'Given names  Anna Maria', 'Date of birth  12 AUG 1974', 'Authority  Office of Utopia'];
  return {
    width, height,
    body: `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${pitch}" fill="#eee"/>`
      + print.map((text, i) => typed(text, x + width * 0.38, y + pitch * (3 + 2.1 * i), pitch * 1.1, 'Liberation Sans')).join('')
      + lines.map((line, i) => fixedPitch(line, x + 3.5 * pitch, foot - (lines.length - 1 - i) * 2.3 * pitch, pitch)).join(''),
  };
}

/** What a camera makes of it: a little defocus, noise, JPEG. */
export async function photographed({ width, height, body }: Drawing, seed = 1): Promise<GrayImage> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#555"/>${body}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg)).flatten().grayscale().raw().toBuffer({ resolveWithObject: true });
  return shot({ width: info.width, height: info.height, data: new Uint8Array(data) }, seed);
}

function shot({ width, height, data }: GrayImage, seed: number): GrayImage {
  const values = Float32Array.from(data);
  blur(values, width, height, 0.7, 0.7);
  addNoise(createRandom(seed), values, 3);
  return { width, height, data: jpeg(Uint8Array.from(values, (v) => Math.max(0, Math.min(255, Math.round(v)))), width, height, 85, 0, 0) };
}

/** A fingertip lying over a span, from below. */
export const finger = (x: number, y: number, width: number, height: number): string =>
  `<defs><radialGradient id="skin"><stop offset="0" stop-color="#c9a08a"/><stop offset="0.85" stop-color="#a87c66"/><stop offset="1" stop-color="#6f4c3c"/></radialGradient></defs>
   <rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${Math.min(width, height) / 2}" fill="url(#skin)"/>`;

/** A burnt-out patch of light with a soft edge. */
export const glare = (x: number, y: number, radiusX: number, radiusY: number): string =>
  `<defs><radialGradient id="lamp"><stop offset="0" stop-color="#fff"/><stop offset="0.6" stop-color="#fff"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs>
   <ellipse cx="${x}" cy="${y}" rx="${radiusX}" ry="${radiusY}" fill="url(#lamp)"/>`;

/**
 * The picture shown by a screen and photographed again: dark gaps between the screen's pixels, sampled by the camera's at `period` camera
 * pixels a screen pixel and turned by `degrees`, beat against each other in broad bands (moire).
 */
export function onScreen({ width, height, data }: GrayImage, period = 2.13, degrees = 3, depth = 0.35): GrayImage {
  const c = Math.cos((degrees * Math.PI) / 180) / period, s = Math.sin((degrees * Math.PI) / 180) / period;
  const out = new Uint8Array(data.length);
  for (let y = 0, o = 0; y < height; y++) {
    for (let x = 0; x < width; x++, o++) {
      const u = Math.abs(Math.sin(Math.PI * (c * x + s * y))), v = Math.abs(Math.sin(Math.PI * (c * y - s * x)));
      out[o] = Math.round(data[o]! * (1 - depth + depth * u) * (1 - depth + depth * v));
    }
  }
  return shot({ width, height, data: out }, 7);
}

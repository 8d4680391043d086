/** The golden card on the glass of a scanner: A4 at 300 dpi, a little askew. */
import sharp from 'sharp';
import { photographer } from '../../scripts/bench/golden-card/run.ts';
import type { Shot } from '../../scripts/bench/golden-card/camera.ts';

const shot: Shot = {
  size: 'id-1', width: 1100, height: 700, dpi: 300, turn: 0.5, tilt: { x: 0, y: 0 }, off: { x: 0, y: 0 }, radial: 0, blur: 3, exposure: 0.9, vignetting: 0.08, gains: [1, 1, 0.98], veil: 0.01,
  noise: { shot: 0.004, read: 0.002 }, lamps: [],
};

export async function goldenOnGlass(): Promise<Buffer> {
  const { width, height, data } = photographer()(shot, 'scan');
  const card = await sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha().png().toBuffer();
  return sharp({ create: { width: 2480, height: 3508, channels: 3, background: { r: 247, g: 247, b: 245 } } }).composite([{ input: card, left: 400, top: 600 }]).jpeg({ quality: 92 }).toBuffer();
}

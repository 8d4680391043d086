/** From a demo photo to a portrait: upright, cut out, in a drawn jacket, on a plain ground, as a passport office would take it. */
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Frame } from '../../core/frame.ts';
import { headMask } from './cutout.ts';
import { canvas } from './canvas.ts';
import { sittings, type SittingId } from './people.ts';
import { pixelsOf, pngBytes, toFrame } from './raster.ts';

const photoFolder = fileURLToPath(new URL('../../node_modules/@vladmandic/face-api/demo/', import.meta.url));

/** The photo turned and scaled onto the canvas. */
export async function uprightPhoto(id: SittingId): Promise<Frame> {
  const { photo, eyes: [l, r] } = sittings[id];
  const angle = Math.atan2(r.y - l.y, r.x - l.x);
  const scale = canvas.eyeDistance / Math.hypot(r.x - l.x, r.y - l.y);
  const [cos, sin] = [Math.cos(-angle) * scale, Math.sin(-angle) * scale];
  const middle = { x: (l.x + r.x) / 2, y: (l.y + r.y) / 2 };
  const whole = await toFrame(sharp(`${photoFolder}${photo}`));
  return affine(whole, [cos, -sin, sin, cos], middle);
}

/** Bicubic (Catmull-Rom) resampling; beyond the photo its border goes on. */
function affine(from: Frame, [a, b, c, d]: readonly [number, number, number, number], middle: { x: number; y: number }): Frame {
  const { width, height } = canvas;
  const out = new Uint8ClampedArray(width * height * 4);
  const det = a * d - b * c;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const dx = x - canvas.eyesX;
      const dy = y - canvas.eyesY;
      const sx = middle.x + (d * dx - b * dy) / det;
      const sy = middle.y + (-c * dx + a * dy) / det;
      cubicSample(from, sx, sy, out, (y * width + x) * 4);
    }
  }
  return { width, height, data: out };
}

const cubicWeights = (t: number): [number, number, number, number] => [
  ((-0.5 * t + 1) * t - 0.5) * t, (1.5 * t - 2.5) * t * t + 1, ((-1.5 * t + 2) * t + 0.5) * t, (0.5 * t - 0.5) * t * t,
];

function cubicSample(from: Frame, sx: number, sy: number, out: Uint8ClampedArray, o: number): void {
  const x0 = Math.floor(sx);
  const y0 = Math.floor(sy);
  const wx = cubicWeights(sx - x0);
  const wy = cubicWeights(sy - y0);
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let j = 0; j < 4; j += 1) {
    const py = Math.min(from.height - 1, Math.max(0, y0 - 1 + j)) * from.width;
    for (let i = 0; i < 4; i += 1) {
      const p = (py + Math.min(from.width - 1, Math.max(0, x0 - 1 + i))) * 4;
      const w = wx[i]! * wy[j]!;
      red += from.data[p]! * w;
      green += from.data[p + 1]! * w;
      blue += from.data[p + 2]! * w;
    }
  }
  out[o] = red;
  out[o + 1] = green;
  out[o + 2] = blue;
  out[o + 3] = 255;
}

export type Jacket = { cloth: string; lapel: string; shirt: string };
export const jackets = {
  navy: { cloth: '#232b3d', lapel: '#1b2232', shirt: '#eef1f4' },
  charcoal: { cloth: '#34363a', lapel: '#27292d', shirt: '#dfe6ee' },
  burgundy: { cloth: '#4c2230', lapel: '#3b1a25', shirt: '#f3ece6' },
  green: { cloth: '#24443d', lapel: '#1b352f', shirt: '#f2f1ea' },
} as const satisfies Record<string, Jacket>;
export type JacketName = keyof typeof jackets;

// Drawn for a neck that ends at 838; real necks on the canvas end a little higher.
const jacketRise = -72;

/** Jacket and blouse around a neck, drawn on the portrait canvas. */
export function jacketSvg(x: number, { cloth, lapel, shirt }: Jacket, width: number = canvas.width): string {
  const p = (...points: readonly number[]): string => points.map((v, i) => (i % 2 === 0 ? v + x : v + (v > 1150 ? 0 : jacketRise))).join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${canvas.height}">
    <defs>
      <linearGradient id="c" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".13"/><stop offset=".5" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".35"/></linearGradient>
      <filter id="f" x="-5%" y="-5%" width="110%" height="110%"><feGaussianBlur stdDeviation="1.3"/></filter>
      <filter id="s" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="12"/></filter>
    </defs>
    <g filter="url(#f)">
      <path d="M${p(-108, 862)} C${p(-80, 900, -40, 960, 0, 985)} C${p(40, 960, 80, 900, 108, 862)} L${p(150, 900)} L${p(60, 1200)} L${p(-60, 1200)} L${p(-150, 900)}Z" fill="${shirt}"/>
      <path d="M${p(0, 985)} L${p(-34, 1160)} M${p(0, 985)} L${p(4, 1160)}" stroke="#000" stroke-opacity=".13" stroke-width="3" fill="none"/>
      <path d="M${p(-112, 838)} C${p(-180, 880, -330, 905, -402, 975)} C${p(-450, 1030, -470, 1090, -480, 1170)} L${p(480, 1170)} C${p(470, 1090, 450, 1030, 402, 975)} C${p(330, 905, 180, 880, 112, 838)} L${p(16, 1170)} L${p(-16, 1170)}Z" fill="${cloth}"/>
      <path d="M${p(-112, 838)} C${p(-180, 880, -330, 905, -402, 975)} C${p(-450, 1030, -470, 1090, -480, 1170)} L${p(480, 1170)} C${p(470, 1090, 450, 1030, 402, 975)} C${p(330, 905, 180, 880, 112, 838)} L${p(16, 1170)} L${p(-16, 1170)}Z" fill="url(#c)"/>
      <path d="M${p(-112, 838)} L${p(-168, 905)} L${p(-150, 985)} L${p(-178, 1010)} L${p(-20, 1170)} L${p(-4, 1160)}Z" fill="${lapel}"/>
      <path d="M${p(112, 838)} L${p(168, 905)} L${p(150, 985)} L${p(178, 1010)} L${p(20, 1170)} L${p(4, 1160)}Z" fill="${lapel}"/>
      <path d="M${p(-168, 905)} L${p(-150, 985)} L${p(-178, 1010)} M${p(168, 905)} L${p(150, 985)} L${p(178, 1010)}" stroke="#fff" stroke-opacity=".14" stroke-width="2.5" fill="none"/>
    </g>
  </svg>`;
}

/** Head and hair on the portrait canvas, all else transparent; `data` is not premultiplied. */
export async function headOf(id: SittingId): Promise<Frame> {
  const sitting = sittings[id];
  const photo = withoutRedEyes(await uprightPhoto(id));
  const mask = await headMask(photo, sitting);
  for (let i = 0; i < mask.length; i += 1) photo.data[i * 4 + 3] = mask[i]!;
  return photo;
}

async function cutOut(id: SittingId, jacket: JacketName): Promise<Frame> {
  const head = await headOf(id);
  return toFrame(pixelsOf(head).composite([{ input: Buffer.from(jacketSvg(sittings[id].neckX, jackets[jacket])) }]));
}

/** Flash in the pupils: what is much redder than green near an eye's centre loses its red. */
function withoutRedEyes(photo: Frame): Frame {
  for (const side of [-1, 1]) {
    const cx = canvas.eyesX + (side * canvas.eyeDistance) / 2;
    for (let y = canvas.eyesY - 22; y <= canvas.eyesY + 22; y += 1) {
      for (let x = cx - 30; x <= cx + 30; x += 1) {
        const i = (y * canvas.width + x) * 4;
        const calm = (photo.data[i + 1]! + photo.data[i + 2]!) / 2;
        if (photo.data[i]! > 1.28 * calm && (x - cx) ** 2 + (y - canvas.eyesY) ** 2 < 17 ** 2) photo.data[i] = calm * 0.95;
      }
    }
  }
  return photo;
}

/** 35 x 45 mm, head about 75 % of the height (ISO/IEC 19794-5), on a light ground. */
export async function portrait(id: SittingId, jacket: JacketName, ground: readonly [string, string] = ['#eef1f3', '#d3dade']): Promise<Frame> {
  const person = await cutOut(id, jacket);
  const { headX } = sittings[id];
  const wall = `<svg xmlns="http://www.w3.org/2000/svg" width="${canvas.width}" height="${canvas.height}"><defs><radialGradient id="g" cx=".5" cy=".4" r=".8"><stop offset="0" stop-color="${ground[0]}"/><stop offset="1" stop-color="${ground[1]}"/></radialGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`;
  const whole = await toFrame(sharp(Buffer.from(wall)).composite([{ input: await pngBytes(person) }]));
  const height = 930;
  const width = Math.round((height * 35) / 45);
  const left = Math.min(canvas.width - width, Math.max(0, Math.round(headX - width / 2)));
  return toFrame(pixelsOf(whole).extract({ left, top: 40, width, height }).modulate({ saturation: 0.92 }));
}

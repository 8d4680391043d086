/**
 * Things drawn over a face: masks, hands, scarves, dark glasses, hair, brims. In units of the eye distance about the middle of the eyes,
 * so that one drawing fits any face. Also what must NOT count as a cover: plain glasses, a hat above the brows.
 */
import sharp from 'sharp';
import type { Frame, Point } from '../../../core/frame.ts';
import { createRandom, type Random } from '../../specimens/random.ts';

/** Where the face is: middle of the eyes and their distance in pixels, in-plane turn in degrees. */
export type FacePlace = { eyes: Point; eyeDistance: number; roll: number };

export type CoverPart = 'eyes' | 'nose' | 'mouth' | 'chin';
export type Cover = {
  name: string;
  /** Hidden by it; empty: nothing that matters. */
  parts: readonly CoverPart[];
  draw(random: Random): string;
};

/** Skin of six people from light to dark: the fingers of degrade/finger.ts, darkened towards their edges. */
const skins = ['#f0c9a8', '#dba882', '#c48a62', '#9c6a45', '#6f472c', '#452a1b'];
const cloths = ['#e9eef0', '#8fc1d8', '#2a2c30', '#15171a', '#b9455a', '#3d6b4c'];
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random.next() * list.length) % list.length]!;

function mask(random: Random, top = 0.52): string {
  const colour = pick(random, cloths);
  const pleats = random.next() < 0.6 ? [0.85, 1.1, 1.35].map((y) => `<path d="M-0.8,${y} Q0,${y + 0.14} 0.8,${y}" stroke="#000" stroke-opacity=".16" stroke-width=".03" fill="none"/>`).join('') : '';
  return `<path d="M-1.05,${top + 0.2} Q-0.4,${top - 0.02} 0,${top - 0.1} Q0.4,${top - 0.02} 1.05,${top + 0.2} L0.98,1.35 Q0.6,1.95 0,2.08 Q-0.6,1.95 -0.98,1.35 Z" fill="${colour}"/>${pleats}
    <path d="M-1.05,${top + 0.25} L-1.3,0.35 M1.05,${top + 0.25} L1.3,0.35" stroke="#ddd" stroke-width=".04"/>`;
}

function scarf(random: Random): string {
  const [a, b] = [pick(random, cloths), pick(random, cloths)];
  const stripes = Array.from({ length: 7 }, (_, i) => `<path d="M-1.7,${0.75 + i * 0.25} Q0,${0.95 + i * 0.25} 1.7,${0.7 + i * 0.25}" stroke="${i % 2 ? a : b}" stroke-width=".16" fill="none"/>`).join('');
  return `<path d="M-1.7,0.7 Q0,0.5 1.7,0.65 L1.9,2.6 L-1.9,2.6 Z" fill="${a}"/>${stripes}`;
}

/** Four fingers side by side from one side, at a height. */
function hand(random: Random, x: number, y: number, length: number, angle: number): string {
  const skin = pick(random, skins);
  const fingers = [0, 1, 2, 3].map((i) => {
    const reach = length * [0.9, 1, 0.96, 0.8][i]!;
    return `<g transform="translate(0,${i * 0.3 - 0.45})"><rect x="${-reach / 2}" y="-.16" width="${reach}" height=".33" rx=".16" fill="${skin}"/><rect x="${-reach / 2}" y=".1" width="${reach}" height=".06" rx=".03" fill="#000" fill-opacity=".28"/><rect x="${-reach / 2 + 0.03}" y="-.08" width=".15" height=".16" rx=".06" fill="#fff" fill-opacity=".25"/></g>`;
  }).join('');
  return `<g transform="translate(${x},${y}) rotate(${angle})">${fingers}</g>`;
}

const lens = (x: number, inside: string): string => `<rect x="${x - 0.43}" y="-.27" width=".86" height=".62" rx=".24" ${inside}/>`;
const frame = '<path d="M-.1,-.02 Q0,-.1 .1,-.02" fill="none" stroke="#222" stroke-width=".05"/><path d="M-.92,-.05 L-1.25,-.1 M.92,-.05 L1.25,-.1" stroke="#222" stroke-width=".05"/>';

function sunglasses(random: Random): string {
  const colour = pick(random, ['#0c0c0e', '#1b1410', '#10181f']);
  const opacity = 0.86 + 0.14 * random.next();
  const shine = random.next() < 0.5 ? '<path d="M-.75,-.15 L-.5,-.2 L-.6,.1 Z M.25,-.15 L.5,-.2 L.4,.1 Z" fill="#fff" fill-opacity=".35"/>' : '';
  return `${lens(-0.5, `fill="${colour}" fill-opacity="${opacity}" stroke="#000" stroke-width=".05"`)}${lens(0.5, `fill="${colour}" fill-opacity="${opacity}" stroke="#000" stroke-width=".05"`)}${frame}${shine}`;
}

function reflections(random: Random): string {
  const light = pick(random, ['#ffffff', '#eef6ff', '#dff2e8']);
  const glass = (x: number) => lens(x, `fill="${light}" fill-opacity="${0.82 + 0.15 * random.next()}" stroke="#222" stroke-width=".05"`);
  return glass(-0.5) + glass(0.5) + frame;
}

function plainGlasses(random: Random): string {
  const rim = pick(random, ['#1a1a1a', '#5a3b22', '#8d949a']);
  const width = 0.03 + 0.05 * random.next();
  const spot = random.next() < 0.5 ? '<ellipse cx="-.72" cy="-.12" rx=".07" ry=".04" fill="#fff" fill-opacity=".8"/><ellipse cx=".3" cy="-.12" rx=".07" ry=".04" fill="#fff" fill-opacity=".8"/>' : '';
  return [-0.5, 0.5].map((x) => lens(x, `fill="none" stroke="${rim}" stroke-width="${width}"`)).join('') + frame.replaceAll('#222', rim) + spot;
}

function strands(random: Random, from: number, to: number, downTo: number, count: number): string {
  const colour = pick(random, ['#17120f', '#3a2618', '#7a5a35', '#b08a55', '#8a8a8a']);
  return Array.from({ length: count }, () => {
    const x = from + (to - from) * random.next();
    const bend = (random.next() - 0.5) * 0.3;
    return `<path d="M${x},-1.6 Q${x + bend},-.6 ${x + bend * 0.6},${downTo * (0.85 + 0.3 * random.next())}" stroke="${colour}" stroke-width="${0.05 + 0.05 * random.next()}" stroke-opacity=".96" fill="none"/>`;
  }).join('');
}

function hat(random: Random, brim: number): string {
  const colour = pick(random, cloths);
  return `<path d="M-1.9,${brim - 0.05} Q0,${brim + 0.14} 1.9,${brim - 0.05} L1.9,${brim - 0.25} Q1.3,-2.6 0,-2.7 Q-1.3,-2.6 -1.9,${brim - 0.25} Z" fill="${colour}"/><path d="M-1.2,${brim + 0.02} Q0,${brim + 0.2} 1.2,${brim + 0.02} L1.2,${brim + 0.2} Q0,${brim + 0.36} -1.2,${brim + 0.2} Z" fill="#000" fill-opacity=".3"/>`;
}

export const covers: readonly Cover[] = [
  { name: 'mask', parts: ['nose', 'mouth', 'chin'], draw: (r) => mask(r) },
  { name: 'mask-below-nose', parts: ['mouth', 'chin'], draw: (r) => mask(r, 0.95) },
  { name: 'scarf', parts: ['nose', 'mouth', 'chin'], draw: scarf },
  { name: 'hand-on-mouth', parts: ['mouth'], draw: (r) => hand(r, 0.1, 1.15, 2, -8 + 16 * r.next()) },
  { name: 'hand-on-nose-and-mouth', parts: ['nose', 'mouth'], draw: (r) => hand(r, 0.05, 0.9, 2.2, -12 + 24 * r.next()) },
  { name: 'hand-on-eye', parts: ['eyes'], draw: (r) => hand(r, r.next() < 0.5 ? -0.65 : 0.65, 0, 1.3, 70 + 40 * r.next()) },
  { name: 'hand-on-chin', parts: ['chin'], draw: (r) => hand(r, 0, 1.85, 1.6, -10 + 20 * r.next()) },
  { name: 'dark-glasses', parts: ['eyes'], draw: sunglasses },
  { name: 'reflections', parts: ['eyes'], draw: reflections },
  { name: 'hair-over-eye', parts: ['eyes'], draw: (r) => (r.next() < 0.5 ? strands(r, -1.1, -0.1, 0.6, 45) : strands(r, 0.1, 1.1, 0.6, 45)) },
  { name: 'fringe-over-eyes', parts: ['eyes'], draw: (r) => strands(r, -1.1, 1.1, 0.3, 80) },
  { name: 'brim-over-eyes', parts: ['eyes'], draw: (r) => hat(r, 0.15) },
  { name: 'plain-glasses', parts: [], draw: plainGlasses },
  { name: 'hat-above-brows', parts: [], draw: (r) => hat(r, -0.85) },
];

/** @param seed same seed, same drawing. */
export async function coverFace(picture: Frame, { eyes, eyeDistance, roll }: FacePlace, cover: Cover, seed: string, gray = false): Promise<Frame> {
  const { width, height } = picture;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
    <filter id="soft" x="-20%" y="-20%" width="140%" height="140%"><feTurbulence type="fractalNoise" baseFrequency="${8 / eyeDistance}" numOctaves="3" seed="3" result="n"/>
      <feColorMatrix in="n" type="matrix" values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  .5 .3 0 0 -.26" result="dark"/><feComposite in="dark" in2="SourceAlpha" operator="in" result="d"/>
      <feMerge result="m"><feMergeNode in="SourceGraphic"/><feMergeNode in="d"/></feMerge><feGaussianBlur in="m" stdDeviation="${Math.max(0.4, eyeDistance / 70)}"/></filter></defs>
    <g filter="url(#soft)"><g transform="translate(${eyes.x},${eyes.y}) rotate(${roll}) scale(${eyeDistance})">${cover.draw(createRandom(`${cover.name} ${seed}`))}</g></g></svg>`;
  const raw = { width, height, channels: 4 as const };
  const drawn = await sharp(Buffer.from(picture.data), { raw }).composite([{ input: Buffer.from(svg) }]).raw().toBuffer();
  const data = new Uint8ClampedArray(drawn.buffer, drawn.byteOffset, drawn.length);
  if (gray) for (let i = 0; i < data.length; i += 4) data.fill(0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!, i, i + 3);
  return { width, height, data };
}

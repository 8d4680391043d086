/** What a camera sees of a customer: head and shoulders before a room, turning and blinking on a timetable. */
import type { Frame, Point } from '../../../core/frame.ts';
import { canvas } from '../canvas.ts';
import { blurred, copyOf, svgToFrame } from '../raster.ts';
import { axisDepth, jacketMargin, lidSteps, mouthSteps, type Head } from './head.ts';

/** Degrees; yaw above 0: to the customer's own left, the nose to the picture's right. `lids` 0 open .. 1 shut, `mouth` 0 shut .. 1 wide open, `nearer` how many times as large the eye distance. */
export type HeadPose = { yaw: number; pitch: number; roll: number; x: number; y: number; lids: number; mouth: number; nearer: number };

export const still: HeadPose = { yaw: 0, pitch: 0, roll: 0, x: 0, y: 0, lids: 0, mouth: 0, nearer: 1 };

export type FaceView = {
  width: number;
  height: number;
  /** Inter-eye distance in the picture, pixels. */
  eyeDistance: number;
  /** Where the middle of the eyes stands, pixels. */
  eyes: Point;
};

export const webcamView: FaceView = { width: 1280, height: 720, eyeDistance: 104, eyes: { x: 640, y: 322 } };

// 600 mm between camera and face, at 63 mm an eye distance.
const cameraDistance = (canvas.eyeDistance * 600) / 63;
/** The body stands behind the eyes by so much, canvas pixels. */
const bodyDepth = -0.7 * canvas.eyeDistance;

/** An office out of focus. */
export async function room(width: number, height: number): Promise<Frame> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 1280 720" preserveAspectRatio="xMidYMid slice">
    <defs><linearGradient id="w" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#cfd3d2"/><stop offset="1" stop-color="#a9adae"/></linearGradient>
    <linearGradient id="d" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#dfeaf2"/><stop offset="1" stop-color="#b7cbd6"/></linearGradient></defs>
    <rect width="1280" height="720" fill="url(#w)"/>
    <rect x="60" y="40" width="270" height="330" fill="#8d8f8f"/><rect x="72" y="52" width="118" height="306" fill="url(#d)"/><rect x="200" y="52" width="118" height="306" fill="url(#d)"/>
    <rect x="930" y="120" width="300" height="14" fill="#7d6248"/><rect x="930" y="290" width="300" height="14" fill="#7d6248"/>
    ${[0, 1, 2, 3, 4, 5, 6, 7].map((i) => `<rect x="${950 + i * 32}" y="${150 + (i % 3) * 12}" width="24" height="${140 - (i % 3) * 12}" fill="${['#7b3b3b', '#2f4d66', '#c4b491', '#4b5a45', '#8f8f95', '#a0633d', '#34424c', '#b9aa8e'][i]}"/>`).join('')}
    <path d="M1090 420c-60-70-30-120 10-110c30-50 90-30 80 30c40 10 30 70-20 80z" fill="#56724d"/><rect x="1075" y="420" width="90" height="80" fill="#b5a797"/>
    <rect y="560" width="1280" height="160" fill="#8b8378"/></svg>`;
  return blurred(await svgToFrame(svg), 7 * (width / 1280));
}

export function drawHead(ground: Frame, head: Head, view: FaceView, pose: HeadPose): Frame {
  const out = copyOf(ground);
  const scale = (view.eyeDistance * pose.nearer) / canvas.eyeDistance;
  const toView = (x: number, y: number): Point => ({ x: view.eyes.x + pose.x * 0.4 + (x - canvas.eyesX) * scale, y: view.eyes.y + pose.y * 0.4 + (y - canvas.eyesY) * scale });
  const texture = pose.mouth > 0 ? head.mouths[nearest(mouthSteps, pose.mouth)]! : head.lids[nearest(lidSteps, pose.lids)]!;
  const vertices = turned(head, pose).map(({ x, y, depth }) => ({ ...toView(x + pose.x * 0.6 / scale, y + pose.y * 0.6 / scale), depth }));
  for (const cell of cellsFarFirst(head, vertices)) drawCell(out, texture, head.grid.columns, head.grid.step, cell, vertices);
  const body = grownBy(pose.nearer, bodyDepth);
  drawFlat(out, head.jacket, toView(canvas.eyesX - (jacketMargin + canvas.eyesX) * body, canvas.eyesY * (1 - body)), scale * body);
  return out;
}

const nearest = (steps: readonly number[], wanted: number): number => steps.reduce<number>((best, v, i) => (Math.abs(v - wanted) < Math.abs(steps[best]! - wanted) ? i : best), 0);

/** How much more, or less, than the eyes something at this depth grows when the camera comes nearer: what lies before them more. */
const grownBy = (nearer: number, depth: number): number => (cameraDistance - depth) / (cameraDistance / nearer - depth) / nearer;

type Vertex = { x: number; y: number; depth: number };

/** Grid points after the turn, canvas pixels, seen from the camera. */
function turned({ grid, axisX, chinY }: Head, pose: HeadPose): Vertex[] {
  const [yaw, pitch, roll] = [pose.yaw, pose.pitch, pose.roll].map((v) => (v * Math.PI) / 180) as [number, number, number];
  const pivotY = chinY - 0.4 * canvas.eyeDistance;
  const axis = axisDepth;
  return Array.from(grid.depth, (depth, i) => {
    const w = grid.weight[i]!;
    const [x0, y0, z0] = [(i % grid.columns) * grid.step - axisX, Math.floor(i / grid.columns) * grid.step - pivotY, depth - axis];
    const [a, b, c] = [yaw * w, pitch * w, roll * w];
    const [x1, z1] = [x0 * Math.cos(a) + z0 * Math.sin(a), z0 * Math.cos(a) - x0 * Math.sin(a)];
    const [y2, z2] = [y0 * Math.cos(b) + z1 * Math.sin(b), z1 * Math.cos(b) - y0 * Math.sin(b)];
    const [x3, y3] = [x1 * Math.cos(c) - y2 * Math.sin(c), x1 * Math.sin(c) + y2 * Math.cos(c)];
    // The photo itself was taken with perspective: only the change of depth counts.
    const zoom = cameraDistance / (cameraDistance - (z2 + axis - depth));
    const grown = grownBy(pose.nearer, z2 + axis);
    const [x, y] = [axisX + x3 * zoom, pivotY + y3 * zoom];
    return { x: canvas.eyesX + (x - canvas.eyesX) * grown, y: canvas.eyesY + (y - canvas.eyesY) * grown, depth: z2 };
  });
}

function cellsFarFirst({ grid: { columns, rows } }: Head, v: readonly Vertex[]): number[] {
  const cells: number[] = [];
  for (let r = 0; r < rows - 1; r += 1) for (let c = 0; c < columns - 1; c += 1) cells.push(r * columns + c);
  const depthOf = (i: number): number => v[i]!.depth + v[i + 1]!.depth + v[i + columns]!.depth + v[i + columns + 1]!.depth;
  return cells.sort((a, b) => depthOf(a) - depthOf(b));
}

function drawCell(out: Frame, texture: Frame, columns: number, step: number, at: number, v: readonly Vertex[]): void {
  const [u, w] = [(at % columns) * step, Math.floor(at / columns) * step];
  if (empty(texture, u, w, step)) return;
  const [a, b, c, d] = [v[at]!, v[at + 1]!, v[at + columns + 1]!, v[at + columns]!];
  drawTriangle(out, texture, [a, b, c], [u, w, u + step, w, u + step, w + step]);
  drawTriangle(out, texture, [a, c, d], [u, w, u + step, w + step, u, w + step]);
}

function empty({ data, width, height }: Frame, u: number, v: number, step: number): boolean {
  for (let y = v; y <= v + step && y < height; y += 2) for (let x = u; x <= u + step && x < width; x += 2) if (data[(y * width + x) * 4 + 3]! > 0) return false;
  return true;
}

// Pixels on a shared edge belong to both triangles within this share: no cracks.
const edgeSlack = 1e-6;

function drawTriangle(out: Frame, texture: Frame, [a, b, c]: readonly [Vertex, Vertex, Vertex], uv: readonly [number, number, number, number, number, number]): void {
  const area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  // Seen from behind.
  if (area <= 0) return;
  const y0 = Math.max(0, Math.ceil(Math.min(a.y, b.y, c.y) - 0.5));
  const y1 = Math.min(out.height - 1, Math.floor(Math.max(a.y, b.y, c.y) - 0.5));
  const x0 = Math.max(0, Math.ceil(Math.min(a.x, b.x, c.x) - 0.5));
  const x1 = Math.min(out.width - 1, Math.floor(Math.max(a.x, b.x, c.x) - 0.5));
  for (let y = y0; y <= y1; y += 1) {
    for (let x = x0; x <= x1; x += 1) {
      const wb = ((x + 0.5 - a.x) * (c.y - a.y) - (c.x - a.x) * (y + 0.5 - a.y)) / area;
      const wc = ((b.x - a.x) * (y + 0.5 - a.y) - (x + 0.5 - a.x) * (b.y - a.y)) / area;
      const wa = 1 - wb - wc;
      if (wa < -edgeSlack || wb < -edgeSlack || wc < -edgeSlack) continue;
      over(out, (y * out.width + x) * 4, texture, wa * uv[0] + wb * uv[2] + wc * uv[4], wa * uv[1] + wb * uv[3] + wc * uv[5]);
    }
  }
}

/** A flat layer whose top left corner stands at `at`. */
function drawFlat(out: Frame, layer: Frame, at: Point, scale: number): void {
  const top = Math.max(0, Math.floor(at.y));
  for (let y = top; y < out.height; y += 1) {
    const v = (y + 0.5 - at.y) / scale;
    if (v >= layer.height - 1) break;
    for (let x = Math.max(0, Math.floor(at.x)); x < out.width; x += 1) {
      const u = (x + 0.5 - at.x) / scale;
      if (u >= layer.width - 1) break;
      over(out, (y * out.width + x) * 4, layer, u, v);
    }
  }
}

/** Bilinear, alpha-weighted, over what is there. */
function over(out: Frame, o: number, { data, width, height }: Frame, u: number, v: number): void {
  const x0 = Math.min(width - 2, Math.max(0, Math.floor(u)));
  const y0 = Math.min(height - 2, Math.max(0, Math.floor(v)));
  const fx = u - x0;
  const fy = v - y0;
  const p = (y0 * width + x0) * 4;
  const q = p + width * 4;
  const w00 = (1 - fx) * (1 - fy) * data[p + 3]!;
  const w10 = fx * (1 - fy) * data[p + 7]!;
  const w01 = (1 - fx) * fy * data[q + 3]!;
  const w11 = fx * fy * data[q + 7]!;
  const alpha = (w00 + w10 + w01 + w11) / 255;
  if (alpha <= 0) return;
  const to = out.data;
  for (let c = 0; c < 3; c += 1) {
    to[o + c] = (w00 * data[p + c]! + w10 * data[p + 4 + c]! + w01 * data[q + c]! + w11 * data[q + 4 + c]!) / 255 + (1 - alpha) * to[o + c]!;
  }
}

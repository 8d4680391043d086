/**
 * Synthetic live frames with known truth: a clean document in perspective on a background, then one physically modelled defect.
 * Lengths of blur are given on the document (pixels at 300 dpi), so that severity means the same whatever the card's size.
 */
import type { Frame, Point, Quad } from '../../../core/frame.ts';
import { createFrame } from '../../../core/frame.ts';
import { homographyBetween, mapPoint, type Homography } from '../../../core/vision/document/plane.ts';
import { pageCorners } from '../../../core/vision/document/proof.ts';

export const frameSize = { width: 1280, height: 720 };

export type Random = () => number;

/** mulberry32: small, seeded, good enough for scenes. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const normal = (random: Random): number => Math.sqrt(-2 * Math.log(random() + 1e-9)) * Math.cos(2 * Math.PI * random());

export type Pose = { coverage: number; tilt: number; rotation: number; shift: Point };

/** Corners of a page of `aspect` seen by a camera of 60 degrees (the focal length is one long side), centred but for `shift` (shares of the frame). */
export function poseQuad(aspect: number, pose: Pose, tiltAxis: number): Quad {
  const { width, height } = frameSize;
  const focal = width;
  const long = Math.sqrt((pose.coverage * width * height) / Math.min(aspect, 1 / aspect));
  const w = aspect >= 1 ? long : long * aspect;
  const h = aspect >= 1 ? long / aspect : long;
  const tilt = (pose.tilt * Math.PI) / 180;
  const turn = (pose.rotation * Math.PI) / 180;
  const [ax, ay] = [Math.cos(tiltAxis), Math.sin(tiltAxis)];
  return pageCorners(w, h).map((p) => {
    const x0 = p.x - w / 2;
    const y0 = p.y - h / 2;
    const x = x0 * Math.cos(turn) - y0 * Math.sin(turn);
    const y = x0 * Math.sin(turn) + y0 * Math.cos(turn);
    // Rodrigues' rotation about the in-plane axis.
    const along = x * ax + y * ay;
    const across = -x * ay + y * ax;
    const flat = across * Math.cos(tilt);
    const depth = across * Math.sin(tilt);
    const px = along * ax - flat * ay;
    const py = along * ay + flat * ax;
    const scale = focal / (focal + depth);
    return { x: width / 2 + pose.shift.x * width + px * scale, y: height / 2 + pose.shift.y * height + py * scale };
  }) as Quad;
}

export type Scene = { linear: Float32Array; quad: Quad; toPage: Homography; page: Frame; aspect: number };

/** Document over background in linear light, 3 floats a pixel; the card's corners are rounded as in ISO/IEC 7810. */
export function drawScene(page: Frame, aspect: number, quad: Quad, background: Frame): Scene {
  const { width, height } = frameSize;
  const toPage = homographyBetween(quad, pageCorners(page.width, page.height));
  const linear = new Float32Array(width * height * 3);
  const radius = 0.037 * Math.max(page.width, page.height);
  const steps = 3;
  const [left, right, top, bottom] = [Math.min(...quad.map((p) => p.x)), Math.max(...quad.map((p) => p.x)), Math.min(...quad.map((p) => p.y)), Math.max(...quad.map((p) => p.y))];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const near = x + 1 >= left && x <= right && y + 1 >= top && y <= bottom;
      const behind = (Math.floor((y / height) * background.height) * background.width + Math.floor((x / width) * background.width)) * 4;
      const i = (y * width + x) * 3;
      for (let k = 0; k < steps * steps; k++) {
        const p = near ? mapPoint(toPage, { x: x + ((k % steps) + 0.5) / steps, y: y + (Math.floor(k / steps) + 0.5) / steps }) : null;
        const on = p !== null && onCard(p, page, radius);
        const data = on ? page.data : background.data;
        const at = on ? (Math.floor(p.y) * page.width + Math.floor(p.x)) * 4 : behind;
        for (let c = 0; c < 3; c++) linear[i + c]! += toLinear[data[at + c]!]! / (steps * steps);
      }
    }
  }
  return { linear, quad, toPage, page, aspect };
}

function onCard(p: Point, page: Frame, radius: number): boolean {
  if (p.x < 0 || p.y < 0 || p.x >= page.width || p.y >= page.height) return false;
  const dx = Math.max(radius - p.x, p.x - (page.width - radius), 0);
  const dy = Math.max(radius - p.y, p.y - (page.height - radius), 0);
  return dx === 0 || dy === 0 || dx * dx + dy * dy <= radius * radius;
}

export const toLinear = Float32Array.from({ length: 256 }, (_, v) => Math.pow(v / 255, 2.2));

export const toByte = (light: number): number => 255 * Math.pow(Math.max(0, Math.min(1, light)), 1 / 2.2);

/** Exposure, clipping, sensor noise (shot and read) and the tone curve. `noise` 1 is a web camera in a lit room. */
export function expose(linear: Float32Array, gain: number, noise: number, random: Random): Frame {
  const frame = createFrame(frameSize.width, frameSize.height);
  for (let i = 0, at = 0; i < linear.length; i += 3, at += 4) {
    for (let c = 0; c < 3; c++) {
      const light = linear[i + c]! * gain;
      const sigma = noise * Math.sqrt(0.00012 * light + 0.000002);
      frame.data[at + c] = 255 * Math.pow(Math.max(0, Math.min(1, light + sigma * normal(random))), 1 / 2.2);
    }
    frame.data[at + 3] = 255;
  }
  return frame;
}

/** Three box passes stand for a Gaussian of `sigma` pixels. */
export function defocus(linear: Float32Array, sigma: number): Float32Array {
  let out = linear;
  const radius = (Math.sqrt(4 * sigma * sigma + 1) - 1) / 2;
  for (let pass = 0; pass < 3; pass++) out = blurAlong(blurAlong(out, radius, 1, 0), radius, 0, 1);
  return out;
}

/** Box of half length `radius` along a direction, bilinear steps. */
export function blurAlong(linear: Float32Array, radius: number, dx: number, dy: number): Float32Array {
  const { width, height } = frameSize;
  const out = new Float32Array(linear.length);
  const n = Math.max(1, Math.ceil(radius));
  const taps: { offset: number; weight: number }[] = [];
  for (let k = -n; k <= n; k++) taps.push({ offset: k, weight: Math.max(0, Math.min(1, radius + 0.5 - Math.abs(k))) });
  const total = taps.reduce((sum, t) => sum + t.weight, 0);
  for (const tap of taps) {
    if (tap.weight === 0) continue;
    const weight = tap.weight / total;
    const ox = Math.round(tap.offset * dx);
    const oy = Math.round(tap.offset * dy);
    for (let y = 0; y < height; y++) {
      const row = Math.max(0, Math.min(height - 1, y + oy)) * width;
      for (let x = 0; x < width; x++) {
        const from = (row + Math.max(0, Math.min(width - 1, x + ox))) * 3;
        const to = (y * width + x) * 3;
        out[to]! += weight * linear[from]!;
        out[to + 1]! += weight * linear[from + 1]!;
        out[to + 2]! += weight * linear[from + 2]!;
      }
    }
  }
  return out;
}

/** A lamp's reflection: a saturated core with a wide skirt, added as light. `at` on the page 0..1, `size` share of the page's width. */
export function addHighlight(scene: Scene, linear: Float32Array, at: Point, size: number, strength: number): Float32Array {
  const { width, height } = frameSize;
  const out = new Float32Array(linear);
  const r = size * scene.page.width;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const p = mapPoint(scene.toPage, { x, y });
      const d2 = ((p.x - at.x * scene.page.width) ** 2 + ((p.y - at.y * scene.page.height) * 1.6) ** 2) / (r * r);
      if (d2 > 9 || p.x < 0 || p.y < 0 || p.x > scene.page.width || p.y > scene.page.height) continue;
      const light = strength * (Math.exp(-2 * d2) + 0.06 * Math.exp(-0.5 * d2));
      const i = (y * width + x) * 3;
      for (let c = 0; c < 3; c++) out[i + c]! += light;
    }
  }
  return out;
}

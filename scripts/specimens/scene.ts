/** A flat document in front of a camera: homography, ground, contact shadow. */
import type { Frame, Point, Quad } from '../../core/frame.ts';
import { createRandom } from './random.ts';
import { copyOf, resized, svgToFrame } from './raster.ts';

/** Row-major 3x3. */
export type Homography = readonly number[];

/** The homography that maps the unit square (0,0) (1,0) (1,1) (0,1) onto the quad (Heckbert 1989). */
export function squareToQuad([p0, p1, p2, p3]: Quad): Homography {
  const sx = p0.x - p1.x + p2.x - p3.x;
  const sy = p0.y - p1.y + p2.y - p3.y;
  const [dx1, dy1, dx2, dy2] = [p1.x - p2.x, p1.y - p2.y, p3.x - p2.x, p3.y - p2.y];
  const det = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / det;
  const h = (dx1 * sy - sx * dy1) / det;
  return [p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x, p0.x, p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y, p0.y, g, h, 1];
}

export function inverse(m: Homography): Homography {
  const [a, b, c, d, e, f, g, h, i] = m as [number, number, number, number, number, number, number, number, number];
  return [e * i - f * h, c * h - b * i, b * f - c * e, f * g - d * i, a * i - c * g, c * d - a * f, d * h - e * g, b * g - a * h, a * e - b * d];
}

export const applyHomography = (m: Homography, { x, y }: Point): Point => {
  const w = m[6]! * x + m[7]! * y + m[8]!;
  return { x: (m[0]! * x + m[1]! * y + m[2]!) / w, y: (m[3]! * x + m[4]! * y + m[5]!) / w };
};

/** How the document lies before the camera. */
export type Pose = {
  /** Middle, share of the picture. */
  x: number;
  y: number;
  /** Long side of the document, share of the picture's width, seen straight on. */
  widthShare: number;
  /** In-plane, about the horizontal and about the vertical axis of the page; degrees. */
  rotate: number;
  pitch: number;
  yaw: number;
};

export const straight: Pose = { x: 0.5, y: 0.5, widthShare: 0.72, rotate: 0, pitch: 0, yaw: 0 };

// Focal length in picture widths: about 60 degrees of view, a webcam.
const focal = 0.87;

/** Corners of a page of the given aspect (width / height) under a pinhole camera. */
export function quadOf(pose: Pose, aspect: number, width: number, height: number): Quad {
  const [rz, rx, ry] = [pose.rotate, pose.pitch, pose.yaw].map((v) => (v * Math.PI) / 180) as [number, number, number];
  const distance = focal / pose.widthShare;
  const corner = (u: number, v: number): Point => {
    const [x0, y0] = [u * 0.5, (v * 0.5) / aspect];
    const [x1, y1] = [x0 * Math.cos(rz) - y0 * Math.sin(rz), x0 * Math.sin(rz) + y0 * Math.cos(rz)];
    const [y2, z2] = [y1 * Math.cos(rx), y1 * Math.sin(rx)];
    const [x3, z3] = [x1 * Math.cos(ry) + z2 * Math.sin(ry), -x1 * Math.sin(ry) + z2 * Math.cos(ry)];
    const depth = distance + z3;
    return { x: width * (pose.x + (focal * x3) / depth), y: height * pose.y + (width * focal * y2) / depth };
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

const length = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The sheet brought near the size it will have in the picture, so that bilinear sampling does not alias. */
export async function sheetFor(sheet: Frame, quad: Quad): Promise<Frame> {
  const wanted = Math.max(length(quad[0], quad[1]), length(quad[3], quad[2])) * 1.15;
  const scale = Math.min(1, wanted / sheet.width);
  return scale === 1 ? sheet : resized(sheet, Math.round(sheet.width * scale), Math.round(sheet.height * scale));
}

/** Lays the sheet (its alpha counts) into a copy of the ground. */
export function placed(ground: Frame, sheet: Frame, quad: Quad): Frame {
  const out = copyOf(ground);
  const back = inverse(squareToQuad(quad));
  const xs = quad.map((p) => p.x);
  const ys = quad.map((p) => p.y);
  const [x0, x1] = [Math.max(0, Math.floor(Math.min(...xs))), Math.min(out.width - 1, Math.ceil(Math.max(...xs)))];
  const [y0, y1] = [Math.max(0, Math.floor(Math.min(...ys))), Math.min(out.height - 1, Math.ceil(Math.max(...ys)))];
  for (let y = y0; y <= y1; y += 1) {
    for (let x = x0; x <= x1; x += 1) {
      const w = back[6]! * (x + 0.5) + back[7]! * (y + 0.5) + back[8]!;
      const u = ((back[0]! * (x + 0.5) + back[1]! * (y + 0.5) + back[2]!) / w) * sheet.width - 0.5;
      const v = ((back[3]! * (x + 0.5) + back[4]! * (y + 0.5) + back[5]!) / w) * sheet.height - 0.5;
      if (u > -1 && v > -1 && u < sheet.width && v < sheet.height) blend(out.data, (y * out.width + x) * 4, sheet, u, v);
    }
  }
  return out;
}

function blend(out: Uint8ClampedArray, o: number, { data, width, height }: Frame, u: number, v: number): void {
  const x0 = Math.floor(u);
  const y0 = Math.floor(v);
  const fx = u - x0;
  const fy = v - y0;
  let r = 0;
  let g = 0;
  let b = 0;
  let a = 0;
  for (let k = 0; k < 4; k += 1) {
    const x = x0 + (k & 1);
    const y = y0 + (k >> 1);
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    const p = (y * width + x) * 4;
    const weight = (k & 1 ? fx : 1 - fx) * (k >> 1 ? fy : 1 - fy) * (data[p + 3]! / 255);
    r += weight * data[p]!;
    g += weight * data[p + 1]!;
    b += weight * data[p + 2]!;
    a += weight;
  }
  out[o] = r + (1 - a) * out[o]!;
  out[o + 1] = g + (1 - a) * out[o + 1]!;
  out[o + 2] = b + (1 - a) * out[o + 2]!;
}

/** The sheet as it is seen in this pose. */
export async function hung(ground: Frame, sheet: Frame, pose: Pose): Promise<Frame> {
  const quad = quadOf(pose, sheet.width / sheet.height, ground.width, ground.height);
  return placed(ground, await sheetFor(sheet, quad), quad);
}

/** A soft contact shadow around the document, as a lamp above leaves it. */
export async function shadowed(ground: Frame, quad: Quad, strength = 0.4): Promise<Frame> {
  const points = quad.map((p) => `${p.x.toFixed(1)},${(p.y + ground.height * 0.006).toFixed(1)}`).join(' ');
  const blur = ground.width * 0.008;
  const shade = await svgToFrame(`<svg xmlns="http://www.w3.org/2000/svg" width="${ground.width}" height="${ground.height}"><filter id="b" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="${blur}"/></filter><polygon points="${points}" fill="#000" fill-opacity="${strength}" filter="url(#b)"/></svg>`);
  const out = copyOf(ground);
  for (let i = 0; i < out.data.length; i += 4) {
    const keep = 1 - shade.data[i + 3]! / 255;
    for (let c = 0; c < 3; c += 1) out.data[i + c] = out.data[i + c]! * keep;
  }
  return out;
}

export const groundNames = ['wood', 'gray', 'dark', 'cloth', 'white'] as const;
export type GroundName = (typeof groundNames)[number];

type Shade = (u: number, v: number, noise: (x: number, y: number) => number) => readonly [number, number, number];

/** u runs over the picture's width, v in the same unit. */
const grounds: Record<GroundName, Shade> = {
  wood: (u, v, noise) => {
    const plank = Math.floor(v * 4.2);
    const grain = noise(u * 3 + plank * 7, v * 60) * 0.6 + noise(u * 9 + plank * 3, v * 190) * 0.4;
    const seam = Math.abs(v * 4.2 - Math.round(v * 4.2)) < 0.012 ? 0.6 : 1;
    const tone = (0.78 + 0.34 * grain + 0.06 * noise(plank, 0.5)) * seam;
    return [150 * tone, 104 * tone, 66 * tone];
  },
  gray: (u, v, noise) => {
    const tone = 0.96 + 0.08 * noise(u * 400, v * 400) + 0.05 * noise(u * 3, v * 3);
    return [122 * tone, 125 * tone, 128 * tone];
  },
  dark: (u, v, noise) => {
    const tone = 0.9 + 0.2 * noise(u * 300, v * 300) + 0.2 * noise(u * 2, v * 2);
    return [42 * tone, 44 * tone, 50 * tone];
  },
  cloth: (u, v, noise) => {
    const [a, b] = [Math.floor(u * 16) % 3, Math.floor(v * 16) % 3];
    const weave = 0.85 + 0.15 * Math.sin(u * 1500) * Math.sin(v * 1500) + 0.06 * noise(u * 200, v * 200);
    const base = [[74, 92, 128], [150, 62, 60], [206, 196, 176]] as const;
    const [c, d] = [base[a]!, base[b]!];
    return [((c[0] + d[0]) / 2) * weave, ((c[1] + d[1]) / 2) * weave, ((c[2] + d[2]) / 2) * weave];
  },
  white: (u, v, noise) => {
    const tone = 0.985 + 0.03 * noise(u * 300, v * 300);
    return [226 * tone, 226 * tone, 223 * tone];
  },
};

/** Value noise 0..1 on a lattice, smoothly joined. */
function createNoise(seed: string): (x: number, y: number) => number {
  const random = createRandom(seed);
  const lattice = Float32Array.from({ length: 65536 }, () => random.next());
  const value = (x: number, y: number): number => lattice[((x & 255) << 8) | (y & 255)]!;
  const ease = (t: number): number => t * t * (3 - 2 * t);
  return (x, y) => {
    const [x0, y0] = [Math.floor(x), Math.floor(y)];
    const [fx, fy] = [ease(x - x0), ease(y - y0)];
    const top = value(x0, y0) * (1 - fx) + value(x0 + 1, y0) * fx;
    const low = value(x0, y0 + 1) * (1 - fx) + value(x0 + 1, y0 + 1) * fx;
    return top * (1 - fy) + low * fy;
  };
}

export function groundOf(name: GroundName, width: number, height: number, seed: string = name): Frame {
  const noise = createNoise(seed);
  const data = new Uint8ClampedArray(width * height * 4);
  const shade = grounds[name];
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 4) {
      const [r, g, b] = shade(x / width, y / width, noise);
      data[i] = r;
      data[i + 1] = g;
      data[i + 2] = b;
      data[i + 3] = 255;
    }
  }
  return { width, height, data };
}

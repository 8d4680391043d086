/** Conditions of the composites: what is done to the light, and which check must say so. Lengths of blur are pixels at 300 dpi on the document. */
import { createFrame, type Point, type Quad } from '../../../core/frame.ts';
import { distance, homographyBetween, mapPoint } from '../../../core/vision/document/plane.ts';
import { pageCorners } from '../../../core/vision/document/proof.ts';
import type { Place } from '../../specimens/degrade/degradation.ts';
import { createRandom } from '../../specimens/random.ts';
import { skins, withFingers, type Finger, type SkinName } from '../../specimens/degrade/finger.ts';
import { addHighlight, blurAlong, defocus, frameSize, toByte, toLinear, type Pose, type Random, type Scene } from './compose.ts';

export type Light = { linear: Float32Array; gain?: number; noise?: number };
export type Defect = {
  name: string;
  /** Null: a good picture. */
  check: string | null;
  pose?: Partial<Pose>;
  /** `k`: picture pixels a page pixel at 300 dpi. */
  make?(scene: Scene, k: number, random: Random): Light | Promise<Light>;
};

const skinNames = Object.keys(skins) as SkinName[];
const anywhere = (r: Random): Point => ({ x: 0.3 + 0.4 * r(), y: 0.35 + 0.3 * r() });

export const defects: readonly Defect[] = [
  { name: 'good', check: null },
  { name: 'good: low light', check: null, make: (s) => ({ linear: s.linear, gain: 0.35, noise: 1.5 }) },
  { name: 'good: bright', check: null, make: (s) => ({ linear: s.linear, gain: 1.5 }) },
  { name: 'good: sheen off the data', check: null, make: (s) => ({ linear: addHighlight(s, s.linear, { x: 0.985, y: 0.03 }, 0.04, 3) }) },
  { name: 'good: tilt 12', check: null, pose: { tilt: 12 } },
  { name: 'good: lit from one side', check: null, make: (s) => ({ linear: fromOneSide(s, 0.55) }) },
  { name: 'good: held at the rim', check: null, make: async (s, _k, r) => ({ linear: await fingersOver(s, r, { reach: 3.5, fingers: 1 }) }) },
  { name: 'defocus 5', check: 'doc.sharpness', make: (s, k) => ({ linear: defocus(s.linear, 5 * k) }) },
  { name: 'defocus 8', check: 'doc.sharpness', make: (s, k) => ({ linear: defocus(s.linear, 8 * k) }) },
  { name: 'motion 20', check: 'doc.sharpness', make: (s, k, r) => turned(s, 10 * k, r) },
  { name: 'motion 40', check: 'doc.sharpness', make: (s, k, r) => turned(s, 20 * k, r) },
  { name: 'dark 1/20', check: 'doc.exposure', make: (s) => ({ linear: s.linear, gain: 0.05, noise: 3 }) },
  { name: 'dark 1/60', check: 'doc.exposure', make: (s) => ({ linear: s.linear, gain: 0.016, noise: 5 }) },
  { name: 'blown 12x', check: 'doc.exposure', make: (s) => ({ linear: s.linear.map((v) => v + 0.35), gain: 9 }) },
  { name: 'glare small', check: 'doc.glare', make: (s, _k, r) => ({ linear: addHighlight(s, s.linear, anywhere(r), 0.08, 4) }) },
  { name: 'glare large', check: 'doc.glare', make: (s, _k, r) => ({ linear: addHighlight(s, s.linear, anywhere(r), 0.18, 4) }) },
  { name: 'shadow 1/5', check: 'doc.shadow', make: (s, _k, r) => ({ linear: shaded(s, r, 0.2, 6) }) },
  { name: 'shadow 1/10', check: 'doc.shadow', make: (s, _k, r) => ({ linear: shaded(s, r, 0.1, 4) }) },
  { name: 'finger', check: 'doc.occluded', make: async (s, _k, r) => ({ linear: await fingersOver(s, r, { reach: 17, fingers: 1 }) }) },
  { name: 'two fingers', check: 'doc.occluded', make: async (s, _k, r) => ({ linear: await fingersOver(s, r, { reach: 24, fingers: 2 }) }) },
  { name: 'corner outside', check: 'doc.framing', pose: { coverage: 0.42, shift: { x: 0.3, y: 0.12 } } },
  { name: 'too close', check: 'doc.framing', pose: { coverage: 1.5 } },
  { name: 'far', check: 'doc.resolution', pose: { coverage: 0.035 } },
  { name: 'tilt 45', check: 'doc.tilt', pose: { tilt: 45 } },
];

function turned(scene: Scene, radius: number, random: Random): Light {
  const angle = random() * Math.PI;
  return { linear: blurAlong(scene.linear, radius, Math.cos(angle), Math.sin(angle)) };
}

/** Light falls off evenly to `least` across the picture: a lamp on one side, no shadow. */
function fromOneSide(scene: Scene, least: number): Float32Array {
  return scene.linear.map((v, i) => v * (1 - ((1 - least) * (Math.floor(i / 3) % frameSize.width)) / frameSize.width));
}

/** A half plane in shade through the middle of the page, on the desk too; its edge is soft over `penumbra` mm. */
function shaded(scene: Scene, random: Random, light: number, penumbra: number): Float32Array {
  const place = placeOn(scene, random);
  const angle = random() * 2 * Math.PI;
  const middle = place.toPicture({ x: (0.4 + 0.2 * random()) * place.page.width, y: (0.4 + 0.2 * random()) * place.page.height });
  const soft = penumbra * place.pixelsPerMm;
  return scene.linear.map((v, i) => {
    const at = Math.floor(i / 3);
    const d = ((at % frameSize.width) - middle.x) * Math.cos(angle) + (Math.floor(at / frameSize.width) - middle.y) * Math.sin(angle);
    const t = Math.min(1, Math.max(0, d / soft + 0.5));
    return v * (light + (1 - light) * (1 - t * t * (3 - 2 * t)));
  });
}

/** Fingers of a random skin or glove that come in over a random side and end `reach` mm inside. */
async function fingersOver(scene: Scene, random: Random, { reach, fingers }: { reach: number; fingers: number }): Promise<Float32Array> {
  const place = placeOn(scene, random);
  const { width, height } = place.page;
  const skin = skinNames[Math.floor(random() * skinNames.length)]!;
  const side = Math.floor(random() * 4);
  const along = 0.3 + 0.4 * random();
  // Where the page lies turned in the picture, the finger turns with it.
  const page = angleOf(scene.quad);
  const hand: Finger[] = Array.from({ length: fingers }, (_, i) => {
    const offset = (i - (fingers - 1) / 2) * 18;
    const slant = 20 * (random() - 0.5);
    const at: Point = [{ x: along * width + offset, y: reach }, { x: width - reach, y: along * height + offset }, { x: along * width + offset, y: height - reach }, { x: reach, y: along * height + offset }][side]!;
    return { ...at, degrees: [180, -90, 0, 90][side]! + slant + page, widthMm: 14 + 5 * random(), skin };
  });
  const eight = createFrame(frameSize.width, frameSize.height);
  for (let i = 0, at = 0; i < scene.linear.length; i += 3, at += 4) {
    for (let c = 0; c < 3; c++) eight.data[at + c] = toByte(scene.linear[i + c]!);
    eight.data[at + 3] = 255;
  }
  const drawn = await withFingers(eight, place, hand);
  const out = new Float32Array(scene.linear.length);
  for (let i = 0, at = 0; i < out.length; i += 3, at += 4) for (let c = 0; c < 3; c++) out[i + c] = toLinear[drawn.data[at + c]!]!;
  return out;
}

const angleOf = (quad: Quad): number => (Math.atan2(quad[1].y - quad[0].y, quad[1].x - quad[0].x) * 180) / Math.PI;

/** The page in mm: its long side is that of ID-1 or ID-3 by its aspect. */
function placeOn(scene: Scene, random: Random): Place {
  const width = scene.aspect > 1.5 ? 85.6 : 125;
  const page = { width, height: width / scene.aspect };
  const there = homographyBetween(pageCorners(page.width, page.height), scene.quad);
  const back = homographyBetween(scene.quad, pageCorners(page.width, page.height));
  return { quad: scene.quad, page, random: createRandom(String(random())), toPicture: (mm) => mapPoint(there, mm), toPage: (p) => mapPoint(back, p), pixelsPerMm: distance(scene.quad[0], scene.quad[1]) / width };
}

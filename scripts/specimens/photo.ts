/** One photo of a specimen: printed, laid down, lit, degraded, taken. */
import type { Frame, Quad } from '../../core/frame.ts';
import { photographed, webcam } from './camera.ts';
import type { Degradation, Place, Severity } from './degrade/degradation.ts';
import { sizes } from './document/parts.ts';
import type { Side } from './document/holder.ts';
import { createRandom } from './random.ts';
import { applyHomography, groundOf, inverse, placed, quadOf, shadowed, sheetFor, squareToQuad, straight, type GroundName, type Pose } from './scene.ts';

export type PhotoOptions = {
  side: Side;
  /** A further document for the pictures that show two. */
  other?: Side;
  ground: GroundName;
  width: number;
  height: number;
  pose?: Partial<Pose>;
  degradation?: { kind: Degradation; severity: Severity };
  seed: string;
};

export type Photo = { frame: Frame; quads: Quad[]; jpegQuality: number };

/** Share of the picture's width at which a page stands well in the frame. */
const goodWidth = { 'ID-1': 0.66, 'ID-3': 0.64 } as const;

export async function takePhoto({ side, other, ground, width, height, pose, degradation, seed }: PhotoOptions): Promise<Photo> {
  const random = createRandom(seed);
  const kind = degradation?.kind;
  const parameters = kind && degradation ? kind.levels[degradation.severity - 1]! : {};
  const page = sizes[side.size];
  const count = kind?.documents?.(parameters) ?? 1;
  const good: Pose = { ...straight, widthShare: goodWidth[side.size] * Math.min(1, (width / height) * (9 / 16)), rotate: random.between(-3, 3), pitch: random.between(-4, 4), yaw: random.between(-4, 4), ...pose };
  const firstPose = kind?.pose?.(parameters, good) ?? good;
  const poses = count > 1 ? sideBySide(good, count) : [firstPose];
  let frame = groundOf(ground, width, height);
  const quads: Quad[] = [];
  for (let i = 0; i < count; i += 1) {
    const shown = i === 0 ? side : (other ?? side);
    const { width: w, height: h } = sizes[shown.size];
    const quad = quadOf(poses[i]!, w / h, width, height);
    const sheet = (await kind?.sheet?.(parameters, shown.sheet)) ?? shown.sheet;
    frame = placed(await shadowed(frame, quad), await sheetFor(sheet, quad), quad);
    quads.push(quad);
  }
  const place = placeOf(quads[0] ?? quadOf(good, page.width / page.height, width, height), page, seed);
  frame = (await kind?.light?.(parameters, frame, place)) ?? frame;
  const sensor = kind?.sensor?.(parameters) ?? { exposure: 1 };
  frame = await photographed(frame, random, { ...webcam, fullWell: sensor.fullWell ?? webcam.fullWell }, sensor.exposure);
  return { frame, quads, jpegQuality: kind?.jpegQuality?.(parameters) ?? 92 };
}

/** Two or three on one desk, none touching another. */
const sideBySide = (pose: Pose, count: number): Pose[] =>
  Array.from({ length: count }, (_, i) => ({ ...pose, x: (i + 0.5) / count, widthShare: 0.82 / count, rotate: pose.rotate + (i - 0.5) * 6 }));

export function placeOf(quad: Quad, page: { width: number; height: number }, seed: string): Place {
  const toPicture = squareToQuad(quad);
  const toPage = inverse(toPicture);
  return {
    quad, page, random: createRandom(`${seed} place`),
    toPicture: ({ x, y }) => applyHomography(toPicture, { x: x / page.width, y: y / page.height }),
    toPage: (pixel) => {
      const p = applyHomography(toPage, pixel);
      return { x: p.x * page.width, y: p.y * page.height };
    },
    pixelsPerMm: Math.hypot(quad[1].x - quad[0].x, quad[1].y - quad[0].y) / page.width,
  };
}

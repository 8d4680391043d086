/**
 * What moves with the face. The room behind a person stays where it is when the head moves; the margin of a photo, a telephone or a sheet goes
 * along with the face on it, before a room that stays.
 */
import type { Point } from '../../frame.ts';
import { fitSimilarity } from '../face/align.ts';
import { applyAffine, type Affine } from '../face/pixels.ts';
import type { Box } from './borders.ts';
import type { Step } from './flow.ts';

/** face: skin that is surely the face's · beside: farther out than head and hair, above the shoulders · body: tells nothing · room: all else. */
export type Zone = 'face' | 'beside' | 'body' | 'room';

/** In face boxes (brow to chin, cheek to cheek: 13 x 12 cm) from its middle; hair is given 14 cm to each side, so `beside` begins outside it. Chosen. */
export function zoneOf(p: Point, face: Box): Zone {
  const dx = (p.x - face.x - face.width / 2) / face.width;
  const dy = (p.y - face.y - face.height / 2) / face.height;
  if ((dx / 0.42) ** 2 + (dy / 0.48) ** 2 <= 1) return 'face';
  if (dy > 0.5 && Math.abs(dx) < 2.4) return 'body';
  if (Math.abs(dx) > 1.1 && Math.abs(dx) < 1.9 && dy > -1.1) return 'beside';
  if (Math.abs(dx) > 2.2 || dy < -2.1) return 'room';
  return 'body';
}

/** Steps the face needs before its motion counts. */
const fewest = 8;
/** The two motions must differ by so many small pixels at a corner before it can choose, and its own be this share of that apart from the chosen one. Chosen: followed corners are true to a third of a pixel. */
const [leastChoice, nearShare] = [1.5, 0.4];

/** The corners beside the head that had a choice. */
export function choicesOf(steps: readonly Step[], face: Box): { with: Step[]; against: Step[] } {
  const of = (zone: Zone): Step[] => steps.filter((s) => zoneOf(s.from, face) === zone);
  const faceMotion = motionOf(of('face'));
  if (!faceMotion) return { with: [], against: [] };
  // A camera that is carried moves the room too. Where too little of it shows, it may stand still; then some corner must say so, see below.
  const seenRoom = motionOf(of('room'));
  const roomMotion = seenRoom ?? standing;
  const chosen = { with: [] as Step[], against: [] as Step[] };
  for (const step of of('beside')) {
    const [asFace, asRoom] = [applyAffine(faceMotion, step.from), applyAffine(roomMotion, step.from)];
    const choice = Math.hypot(asFace.x - asRoom.x, asFace.y - asRoom.y);
    if (choice < leastChoice) continue;
    const off = (p: Point): number => Math.hypot(p.x - step.to.x, p.y - step.to.y);
    if (off(asFace) < nearShare * choice) chosen.with.push(step);
    else if (off(asRoom) < nearShare * choice) chosen.against.push(step);
  }
  return seenRoom || chosen.against.length >= fewestStanding ? chosen : { with: [], against: [] };
}

/** Without a room in sight all that moves may be the camera's own motion, unless so many corners stand still. Chosen. */
const fewestStanding = 3;
const standing: Affine = [1, 0, 0, 0, 1, 0];

/** Similarity of the majority: fitted, those far off left out, fitted again. */
function motionOf(steps: readonly Step[]): Affine | null {
  if (steps.length < fewest) return null;
  let kept = steps;
  for (let round = 0; ; round += 1) {
    const motion = fitSimilarity(kept.map((s) => s.from), kept.map((s) => s.to));
    if (round === 2) return motion;
    const off = steps.map((s) => { const p = applyAffine(motion, s.from); return Math.hypot(p.x - s.to.x, p.y - s.to.y); });
    const limit = Math.max(1, 2.5 * [...off].sort((a, b) => a - b)[off.length >> 1]!);
    kept = steps.filter((_, i) => off[i]! <= limit);
  }
}

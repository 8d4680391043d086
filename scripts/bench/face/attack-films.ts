/**
 * Films of attacks on the live check, drawn from the sample photos of the face-api package (MIT): what a camera would see of a photo, a screen or a
 * fed-in film. Moire, the glass of screens and the grain of print are not drawn: such a film is an attack without these tell-tales.
 */
import type { Frame, Quad } from '../../../core/frame.ts';
import { sensed, webcam } from '../../specimens/camera.ts';
import { calibrated, type Calibrated } from '../../specimens/clip/calibrate.ts';
import { drawHead, room, type FaceView } from '../../specimens/clip/face.ts';
import { createHead, type Head } from '../../specimens/clip/head.ts';
import { loopSeconds, poseAt } from '../../specimens/clip/timetable.ts';
import type { SittingId } from '../../specimens/people.ts';
import { createRandom } from '../../specimens/random.ts';
import { copyOf, resized } from '../../specimens/raster.ts';
import { placed, quadOf, straight, type Pose } from '../../specimens/scene.ts';

export type Film = { family: string; genuine: boolean; device: string | null; frames: () => AsyncGenerator<{ frame: Frame; timeMs: number }> };

const perSecond = 10;
const count = Math.round(loopSeconds * perSecond);
const view: FaceView = { width: 960, height: 540, eyeDistance: 78, eyes: { x: 480, y: 250 } };

type Actor = { head: Head; poses: Calibrated; ground: Frame };
const actors = new Map<SittingId, Promise<Actor>>();
function actor(sitting: SittingId): Promise<Actor> {
  const made = actors.get(sitting) ?? (async () => {
    const [head, ground] = [await createHead(sitting, sitting === 'black-hair' ? 'navy' : 'charcoal'), await room(view.width, view.height)];
    return { head, ground, poses: await calibrated(ground, head, view) };
  })();
  actors.set(sitting, made);
  return made;
}

const lively = ({ ground, head, poses }: Actor, i: number): Frame => drawHead(ground, head, view, poseAt(i / perSecond, poses));

/** What lies before the camera at moment i; the sensor comes after it. */
type Scene = (actor: Actor, i: number) => Promise<Frame> | Frame;

function film(family: string, sitting: SittingId, scene: Scene, more: Partial<Film> = {}): Film {
  return {
    family, genuine: false, device: 'HD Webcam', ...more,
    async *frames() {
      const who = await actor(sitting);
      const random = createRandom(`${family} ${sitting}`);
      for (let i = 0; i < count; i += 1) yield { frame: sensed(await scene(who, i), random, webcam), timeMs: (i * 1000) / perSecond };
    },
  };
}

/** A hand: sways, and turns what it holds as an attacker would to answer a turn. */
function hand(i: number, widthShare: number, turn = 28): Pose {
  const t = (2 * Math.PI * i) / count;
  return { ...straight, widthShare, x: 0.5 + 0.03 * Math.sin(2 * t), y: 0.52 + 0.02 * Math.sin(3 * t + 1), rotate: 2 * Math.sin(t), pitch: 4 * Math.sin(2 * t + 1), yaw: turn * Math.sin(3 * t) };
}

/** A cut-out of what the camera of the picture saw: head and shoulders. */
function portrait(frame: Frame): Frame {
  const [left, top, width, height] = [250, 60, 460, 480];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) data.set(frame.data.subarray(((top + y) * frame.width + left) * 4, ((top + y) * frame.width + left + width) * 4), y * width * 4);
  return { width, height, data };
}

const paper = { margin: 14, level: 236, ink: 0.82 } as const;
/** Ink is never black and paper never brighter than white. */
function printed(picture: Frame): Frame {
  const [width, height] = [picture.width + 2 * paper.margin, picture.height + 2 * paper.margin];
  const out = { width, height, data: new Uint8ClampedArray(width * height * 4).fill(255) };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [u, v] = [x - paper.margin, y - paper.margin];
      const inside = u >= 0 && v >= 0 && u < picture.width && v < picture.height;
      for (let c = 0; c < 3; c += 1) out.data[(y * width + x) * 4 + c] = inside ? 30 + paper.ink * picture.data[(v * picture.width + u) * 4 + c]! : paper.level;
    }
  }
  return out;
}

const bezel = { side: 10, ends: 34, level: 16 } as const;
function shown(picture: Frame): Frame {
  const [width, height] = [picture.width + 2 * bezel.side, picture.height + 2 * bezel.ends];
  const out = { width, height, data: new Uint8ClampedArray(width * height * 4) };
  for (let i = 0; i < width * height; i += 1) out.data.set([bezel.level, bezel.level, bezel.level, 255], i * 4);
  for (let y = 0; y < picture.height; y += 1) out.data.set(picture.data.subarray(y * picture.width * 4, (y + 1) * picture.width * 4), ((y + bezel.ends) * width + bezel.side) * 4);
  return out;
}

const held = (ground: Frame, sheet: Frame, pose: Pose): Frame => placed(ground, sheet, quadOf(pose, sheet.width / sheet.height, ground.width, ground.height));

/** Strips of the sheet on a cylinder whose axis is upright: bent by so many degrees from edge to edge. */
function bent(ground: Frame, sheet: Frame, pose: Pose, degrees: number): Frame {
  const strips = 16;
  const whole = quadOf({ ...pose, yaw: 0 }, sheet.width / sheet.height, ground.width, ground.height);
  const half = (degrees * Math.PI) / 360;
  const turn = (pose.yaw * Math.PI) / 180;
  const across = (u: number): { share: number; zoom: number } => {
    const a = (2 * u - 1) * half;
    const [x, z] = [Math.sin(a) / half, (Math.cos(a) - 1) / half];
    const [x2, z2] = [x * Math.cos(turn) + z * Math.sin(turn), z * Math.cos(turn) - x * Math.sin(turn)];
    return { share: (x2 + 1) / 2, zoom: 1 / (1 - 0.16 * z2) };
  };
  const edge = (top: boolean, u: number) => {
    const [a, b] = top ? [whole[0], whole[1]] : [whole[3], whole[2]];
    const { share, zoom } = across(u);
    const middle = { x: (whole[0].x + whole[2].x) / 2, y: (whole[0].y + whole[2].y) / 2 };
    return { x: middle.x + (a.x + (b.x - a.x) * share - middle.x) * zoom, y: middle.y + (a.y + (b.y - a.y) * share - middle.y) * zoom };
  };
  let out = copyOf(ground);
  for (let k = 0; k < strips; k += 1) {
    const [from, to] = [Math.round((k * sheet.width) / strips), Math.round(((k + 1) * sheet.width) / strips)];
    const data = new Uint8ClampedArray((to - from) * sheet.height * 4);
    for (let y = 0; y < sheet.height; y += 1) data.set(sheet.data.subarray((y * sheet.width + from) * 4, (y * sheet.width + to) * 4), y * (to - from) * 4);
    const quad: Quad = [edge(true, k / strips), edge(true, (k + 1) / strips), edge(false, (k + 1) / strips), edge(false, k / strips)];
    out = placed(out, { width: to - from, height: sheet.height, data }, quad);
  }
  return out;
}

/** Each photo is drawn once; the lids close in a few steps only. */
const photos = new Map<Actor, Map<number, Frame>>();
function photoOf(who: Actor, lids = 0): Frame {
  const own = photos.get(who) ?? new Map<number, Frame>();
  photos.set(who, own);
  const step = Math.round(lids * 4) / 4;
  const made = own.get(step) ?? printed(portrait(drawHead(who.ground, who.head, view, { ...who.poses.frontal, lids: step })));
  own.set(step, made);
  return made;
}

/** The eyes behind holes: the photo stays, the lids move as the timetable says. */
const cutEyes: Scene = (who, i) => held(who.ground, photoOf(who, poseAt(i / perSecond, who.poses).lids), hand(i, 0.5));

/** A screen of this share of the picture's width that plays a film of the customer. */
const screen = (widthShare: number, scale: number): Scene => async (who, i) => {
  const picture = portrait(lively(who, i));
  const sheet = shown(scale === 1 ? picture : await resized(picture, Math.round(picture.width * scale), Math.round(picture.height * scale)));
  return held(who.ground, sheet, hand(i, widthShare, 4));
};

const sittings: readonly SittingId[] = ['brunette', 'black-hair'];

export const films: readonly Film[] = sittings.flatMap((sitting, k) => [
  film('genuine', sitting, lively, { genuine: true }),
  film('printed photo, flat', sitting, (who, i) => held(who.ground, photoOf(who), hand(i, 0.5))),
  film('printed photo, bent', sitting, (who, i) => bent(who.ground, photoOf(who), hand(i, 0.5), 70)),
  film('printed photo, cut-out eyes', sitting, cutEyes),
  film('phone replay', sitting, screen(0.36, 0.8)),
  film('tablet replay', sitting, screen(0.62, 1)),
  looped(sitting),
  film('virtual camera', sitting, lively, { device: 'OBS Virtual Camera' }),
  swapped(sitting, sittings[1 - k]!),
  film('photo over a live body', sitting, (who, i) => held(lively(who, 0), photoOf(who), { ...hand(i, 0.34), y: 0.45 })),
]);

/** Three seconds of the customer, fed in again and again to the last bit. */
function looped(sitting: SittingId): Film {
  const short = 30;
  return {
    ...film('looped clip', sitting, lively),
    async *frames() {
      const who = await actor(sitting);
      const random = createRandom(`looped ${sitting}`);
      const round = Array.from({ length: short }, (_, i) => sensed(lively(who, i + 12), random, webcam));
      for (let i = 0; i < count; i += 1) yield { frame: round[i % short]!, timeMs: (i * 1000) / perSecond };
    },
  };
}

/** Half of the film one person, then the other at the same place. */
function swapped(first: SittingId, second: SittingId): Film {
  return {
    ...film('two people swapped', first, lively),
    async *frames() {
      const [a, b] = [await actor(first), await actor(second)];
      const random = createRandom(`swapped ${first}`);
      for (let i = 0; i < count; i += 1) yield { frame: sensed(lively(i < count / 2 ? a : b, i), random, webcam), timeMs: (i * 1000) / perSecond };
    },
  };
}

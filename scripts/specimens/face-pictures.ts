/** Still pictures of faces before the camera: good, and each thing that can be wrong with them. */
import type { Frame } from '../../core/frame.ts';
import { photographed, webcam } from './camera.ts';
import { calibrated, type Calibrated } from './clip/calibrate.ts';
import { drawHead, room, webcamView, type FaceView, type HeadPose } from './clip/face.ts';
import { createHead, type Head } from './clip/head.ts';
import { specimen, type SpecimenId } from './catalogue.ts';
import { diskBlur } from './degrade/defocus.ts';
import { motionBlur } from './degrade/motion.ts';
import type { Job } from './make.ts';
import { blankEntry } from './manifest.ts';
import type { SittingId } from './people.ts';
import { portrait } from './portraits.ts';
import { createRandom } from './random.ts';
import { pixelsOf, toFrame, writePicture } from './raster.ts';
import { hung, straight, type Pose } from './scene.ts';

type Row = {
  name: string;
  sitting: SittingId;
  pose?: 'frontal' | 'left' | 'right' | 'shut';
  view?: Partial<FaceView>;
  second?: SittingId;
  exposure?: number;
  defocusPixels?: number;
  nobody?: boolean;
  moved?: { pixels: number; degrees: number };
  /** Whose picture hangs on the wall; a passport held up before the body. */
  wall?: SittingId;
  held?: SpecimenId;
  upsideDown?: boolean;
};

const rows: readonly Row[] = [
  { name: 'frontal', sitting: 'brunette' },
  { name: 'frontal', sitting: 'black-hair' },
  { name: 'frontal', sitting: 'blonde-again' },
  { name: 'turned-left', sitting: 'brunette', pose: 'left' },
  { name: 'turned-right', sitting: 'brunette', pose: 'right' },
  { name: 'eyes-shut', sitting: 'brunette', pose: 'shut' },
  { name: 'two-people', sitting: 'brunette', second: 'black-hair', view: { eyes: { x: 430, y: 322 } } },
  { name: 'far', sitting: 'brunette', view: { eyeDistance: 36, eyes: { x: 640, y: 520 } } },
  { name: 'close', sitting: 'brunette', view: { eyeDistance: 200, eyes: { x: 640, y: 350 } } },
  { name: 'dark', sitting: 'brunette', exposure: 0.04 },
  { name: 'blurred', sitting: 'brunette', defocusPixels: 9 },
  { name: 'moved', sitting: 'brunette', moved: { pixels: 30, degrees: 10 } },
  { name: 'picture-on-the-wall', sitting: 'brunette', wall: 'smiling' },
  { name: 'passport-held-up', sitting: 'brunette', held: 'passport-smiling' },
  { name: 'twelve-pixels-high', sitting: 'brunette', view: { eyeDistance: 6, eyes: { x: 640, y: 420 } } },
  { name: 'upside-down', sitting: 'brunette', upsideDown: true },
  { name: 'nobody', sitting: 'brunette', nobody: true },
];

type Actor = { head: Head; poses: Calibrated };
const actors = new Map<SittingId, Promise<Actor>>();
function actor(sitting: SittingId, ground: Frame): Promise<Actor> {
  const present = actors.get(sitting);
  if (present) return present;
  const work = (async () => {
    const head = await createHead(sitting, sitting === 'black-hair' ? 'navy' : 'charcoal');
    return { head, poses: await calibrated(ground, head, webcamView) };
  })();
  actors.set(sitting, work);
  return work;
}

const wallGround = ['#8fa3a8', '#6f8388'] as const;
const onTheWall: Pose = { ...straight, x: 0.18, y: 0.33, yaw: 10, rotate: -1, widthShare: 0.16 };
const inTheHand: Pose = { ...straight, x: 0.55, y: 0.8, yaw: -5, pitch: 6, rotate: 4, widthShare: 0.5 };

async function pictureOf(row: Row): Promise<Frame> {
  const ground = await room(webcamView.width, webcamView.height);
  const view: FaceView = { ...webcamView, ...row.view };
  let frame = row.wall ? await hung(ground, await portrait(row.wall, 'navy', wallGround), onTheWall) : ground;
  if (!row.nobody) {
    const { head, poses } = await actor(row.sitting, ground);
    const pose: HeadPose = poses[row.pose ?? 'frontal'];
    frame = drawHead(frame, head, view, pose);
  }
  if (row.second) {
    const other = await actor(row.second, ground);
    frame = drawHead(frame, other.head, { ...view, eyeDistance: view.eyeDistance * 0.92, eyes: { x: view.width - view.eyes.x, y: view.eyes.y + 20 } }, other.poses.frontal);
  }
  if (row.held) frame = await hung(frame, (await specimen(row.held))[0]!.sheet, inTheHand);
  if (row.moved) frame = motionBlur(frame, row.moved.pixels, row.moved.degrees);
  if (row.upsideDown) frame = await toFrame(pixelsOf(frame).rotate(180));
  if (row.defocusPixels) frame = diskBlur(frame, row.defocusPixels);
  return photographed(frame, createRandom(`${row.sitting} ${row.name}`), row.exposure ? { ...webcam, fullWell: 5000 } : webcam, row.exposure ?? 1);
}

export const makeFacePictures = (folder: string): Job[] => rows.map((row) => ({
  file: `${folder}/face-${row.sitting}-${row.name}.jpg`,
  make: async (path) => {
    await writePicture(await pictureOf(row), path, 92);
    return { ...blankEntry('', 'face'), person: row.sitting, facts: { shows: row.name, second: row.second ?? null } };
  },
}));

/** Still pictures of faces before the camera: good, and each thing that can be wrong with them. */
import type { Frame } from '../../core/frame.ts';
import { photographed, webcam } from './camera.ts';
import { calibrated, type Calibrated } from './clip/calibrate.ts';
import { drawHead, room, webcamView, type FaceView, type HeadPose } from './clip/face.ts';
import { createHead, type Head } from './clip/head.ts';
import { diskBlur } from './degrade/defocus.ts';
import type { Job } from './make.ts';
import { blankEntry } from './manifest.ts';
import type { SittingId } from './people.ts';
import { createRandom } from './random.ts';
import { writePicture } from './raster.ts';

type Row = {
  name: string;
  sitting: SittingId;
  pose?: 'frontal' | 'left' | 'right' | 'shut';
  view?: Partial<FaceView>;
  second?: SittingId;
  exposure?: number;
  defocusPixels?: number;
  nobody?: boolean;
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

async function pictureOf(row: Row): Promise<Frame> {
  const ground = await room(webcamView.width, webcamView.height);
  const view: FaceView = { ...webcamView, ...row.view };
  let frame = ground;
  if (!row.nobody) {
    const { head, poses } = await actor(row.sitting, ground);
    const pose: HeadPose = poses[row.pose ?? 'frontal'];
    frame = drawHead(frame, head, view, pose);
  }
  if (row.second) {
    const other = await actor(row.second, ground);
    frame = drawHead(frame, other.head, { ...view, eyeDistance: view.eyeDistance * 0.92, eyes: { x: view.width - view.eyes.x, y: view.eyes.y + 20 } }, other.poses.frontal);
  }
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

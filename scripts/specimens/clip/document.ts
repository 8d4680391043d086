/** What a camera sees of a document that a hand holds still, or nearly. */
import type { Frame } from '../../../core/frame.ts';
import { sensed, webcam } from '../camera.ts';
import { diskBlur } from '../degrade/defocus.ts';
import { withLobe, type Lobe } from '../degrade/glare.ts';
import { sizes } from '../document/parts.ts';
import type { Side } from '../document/holder.ts';
import { placeOf } from '../photo.ts';
import { createRandom } from '../random.ts';
import { blurred } from '../raster.ts';
import { groundOf, placed, quadOf, shadowed, sheetFor, straight, type GroundName, type Pose } from '../scene.ts';
import { picturesPerSecond, writeClip } from './mjpeg.ts';

/** What happens at a moment of the loop; time 0..1. */
export type Moment = { defocusMm?: number; exposure?: number; glare?: Lobe };

export type DocumentClip = { name: string; ground: GroundName; seconds: number; at(time: number): Moment };

const lamp: Lobe = { x: 0.5, y: 0.4, along: 18, across: 9, degrees: -15, peak: 2 };
const steady = (): Moment => ({});

export const documentClips = {
  good: { name: 'good', ground: 'wood', seconds: 3, at: steady },
  /** Four seconds out of focus, then sharp. */
  'blurred-then-sharp': { name: 'blurred-then-sharp', ground: 'wood', seconds: 8, at: (t: number) => ({ defocusMm: t < 0.5 ? 1.1 : t < 0.54 ? 0.5 : 0 }) },
  blurred: { name: 'blurred', ground: 'wood', seconds: 2, at: () => ({ defocusMm: 1.1 }) },
  dark: { name: 'dark', ground: 'gray', seconds: 2, at: () => ({ exposure: 0.05 }) },
  'glare-then-fixed': { name: 'glare-then-fixed', ground: 'wood', seconds: 8, at: (t: number) => (t < 0.5 ? { glare: { ...lamp, x: 0.5 + 0.02 * Math.sin(t * 30) } } : {}) },
} as const satisfies Record<string, DocumentClip>;
export type DocumentClipName = keyof typeof documentClips;

const view = { width: 1280, height: 720 } as const;

/** Tremor of 1..2 mm and a degree, in whole periods a loop so that its end meets its beginning. */
function tremor(time: number, seconds: number): Pose {
  const wave = (hertz: number, phase: number): number => Math.sin(2 * Math.PI * Math.max(1, Math.round(hertz * seconds)) * time + phase);
  return {
    ...straight, widthShare: 0.66 + 0.004 * wave(0.3, 0), x: 0.5 + 0.005 * wave(0.5, 1) + 0.001 * wave(3, 0), y: 0.5 + 0.007 * wave(0.4, 2) + 0.001 * wave(4, 1),
    rotate: 1.5 + 0.8 * wave(0.35, 0.5), pitch: 3 + 1.2 * wave(0.4, 3), yaw: -2 + 1.2 * wave(0.3, 4),
  };
}

export async function writeDocumentClip(file: string, side: Side, clip: DocumentClip): Promise<Buffer[]> {
  const page = sizes[side.size];
  const aspect = page.width / page.height;
  const random = createRandom(`${file.split('/').at(-1)}`);
  const middle = quadOf(tremor(0, clip.seconds), aspect, view.width, view.height);
  const sheet = await sheetFor(side.sheet, middle);
  const desk = await blurred(await shadowed(groundOf(clip.ground, view.width, view.height), middle), webcam.blur);
  const count = Math.round(clip.seconds * picturesPerSecond);
  return writeClip(file, count, async (i) => {
    const { defocusMm, exposure, glare } = clip.at(i / count);
    const quad = quadOf(tremor(i / count, clip.seconds), aspect, view.width, view.height);
    const place = placeOf(quad, page, clip.name);
    let frame: Frame = placed(desk, sheet, quad);
    if (glare) frame = withLobe(frame, place, glare);
    if (defocusMm) frame = diskBlur(frame, defocusMm * place.pixelsPerMm);
    return sensed(frame, random, exposure ? { ...webcam, fullWell: 5000 } : webcam, exposure ?? 1);
  });
}

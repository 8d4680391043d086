/** The composites themselves: every clean page under every condition, each with its true outline. */
import type { Frame, Quad } from '../../../core/frame.ts';
import { distance } from '../../../core/vision/document/plane.ts';
import { defocus, drawScene, expose, frameSize, poseQuad, randomFrom, type Pose } from './compose.ts';
import { defects, type Defect, type Light } from './defects.ts';
import { backgroundOf, type Page } from './pages.ts';

export type Composite = { page: number; defect: Defect; frame: Frame; quad: Quad };
/** `seed` 0 and `backgrounds` 0 are the bench's own; anything else shows whether a change was made for those pictures only. */
export type Series = { seed: number; backgrounds: number; wanted: (defect: Defect) => boolean };

export async function* compositesOf(pages: readonly Page[], { seed, backgrounds, wanted }: Series): AsyncGenerator<Composite> {
  for (const [index, page] of pages.entries()) {
    for (const [number, defect] of defects.entries()) {
      // Every condition has chances of its own, so that a new one moves no other.
      const random = randomFrom(1000 + index + 7919 * number + 1_000_003 * seed);
      if (!wanted(defect)) continue;
      const pose: Pose = { coverage: 0.28 + 0.22 * random(), tilt: 9 * random(), rotation: 24 * (random() - 0.5), shift: { x: 0.08 * (random() - 0.5), y: 0.06 * (random() - 0.5) }, ...defect.pose };
      const quad = wholeQuad(page.aspect, pose, random() * Math.PI, !('coverage' in (defect.pose ?? {})));
      const scene = drawScene(page.frame, page.aspect, quad, backgroundOf(index + backgrounds, page.frame, random));
      const pxPerPage = (distance(quad[0], quad[1]) + distance(quad[3], quad[2])) / 2 / (page.inches * 300);
      const made: Light = defect.make ? await defect.make(scene, pxPerPage, random) : { linear: scene.linear };
      yield { page: index, defect, quad, frame: expose(defocus(made.linear, 0.45), made.gain ?? 0.9, made.noise ?? 1, random) };
    }
  }
}

/** Where the pose leaves a corner outside although none is asked to be, the page is made smaller until all of it shows with a margin of one per cent. */
function wholeQuad(aspect: number, pose: Pose, axis: number, mustShow: boolean): Quad {
  const margin = 0.01 * frameSize.width;
  const shows = (quad: Quad): boolean => quad.every((p) => p.x >= margin && p.y >= margin && p.x <= frameSize.width - margin && p.y <= frameSize.height - margin);
  let quad = poseQuad(aspect, pose, axis);
  for (let coverage = pose.coverage; mustShow && !shows(quad); coverage *= 0.95) quad = poseQuad(aspect, { ...pose, coverage }, axis);
  return quad;
}

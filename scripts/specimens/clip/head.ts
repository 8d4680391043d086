/**
 * A head that turns: the photo on the depth of its own face mesh, so that nose and cheeks move against each other as in life.
 * Behind the face the depth falls back to an ellipsoid; the neck twists, the shoulders stay.
 */
import type { Frame } from '../../../core/frame.ts';
import { boxToSource } from '../../../core/vision/face/align.ts';
import { applyAffine, warp } from '../../../core/vision/face/pixels.ts';
import { createFaceEngine } from '../../../core/vision/engines/face.ts';
import { loadResource } from '../../../cli/resources.ts';
import { canvas } from '../canvas.ts';
import { headOf, jackets, jacketSvg, uprightPhoto, type JacketName } from '../portraits.ts';
import { sittings, type SittingId } from '../people.ts';
import { svgToFrame } from '../raster.ts';
import { lidLines, withLids } from './lids.ts';
import { lipLines, withMouth } from './lips.ts';

/** Point of the mesh on the portrait canvas; depth in the same pixels, towards the camera. */
export type MeshPoint = { x: number; y: number; depth: number };

export type Head = {
  /** Head and hair, one picture for each closing of the lids. */
  lids: readonly Frame[];
  /** With open eyes, one for each opening of the mouth. */
  mouths: readonly Frame[];
  jacket: Frame;
  grid: { columns: number; rows: number; step: number; depth: Float32Array; weight: Float32Array };
  /** Middle of the face and chin, canvas pixels. */
  axisX: number;
  chinY: number;
};

// Window of the mesh network around an upright face, in inter-eye distances.
const meshWindow = 4.2;
const step = 14;
/** How far the turning axis stands behind the eyes: the neck joint, about 90 mm, at 63 mm an eye distance. */
export const axisDepth = -canvas.eyeDistance * 1.4;
export const lidSteps: readonly number[] = [0, 0.4, 0.75, 1];
export const mouthSteps: readonly number[] = [0, 0.35, 0.7, 1];
/** The jacket's canvas is wider than the portrait's, by this much on each side. */
export const jacketMargin = 300;

let engine: ReturnType<typeof createFaceEngine> | undefined;
export const faceEngine = (): ReturnType<typeof createFaceEngine> => (engine ??= createFaceEngine({ resource: loadResource, backends: ['wasm'] }));

export async function readFaceMesh(photo: Frame): Promise<MeshPoint[]> {
  const side = canvas.eyeDistance * meshWindow;
  const box = { x: canvas.eyesX - side / 2, y: canvas.eyesY + 0.45 * canvas.eyeDistance - side / 2, width: side, height: side };
  const map = boxToSource(box, 192);
  const { points } = await (await faceEngine()).mesh(warp(photo, map, 192, 192));
  return Array.from({ length: 468 }, (_, i) => {
    const p = applyAffine(map, { x: points[i * 3]!, y: points[i * 3 + 1]! });
    return { ...p, depth: -points[i * 3 + 2]! * map[0] };
  });
}

// Mesh points: chin tip, bridge of the nose.
const [chin, bridge] = [152, 168];

export async function createHead(id: SittingId, jacket: JacketName): Promise<Head> {
  const photo = await uprightPhoto(id);
  const mesh = await readFaceMesh(photo);
  const head = await headOf(id);
  const lines = lidLines(mesh);
  const chinY = mesh[chin]!.y;
  return {
    lids: lidSteps.map((closing) => withLids(head, lines, closing)),
    mouths: mouthSteps.map((opening) => withMouth(head, lipLines(mesh), opening)),
    jacket: await svgToFrame(jacketSvg(sittings[id].neckX + jacketMargin, jackets[jacket], canvas.width + 2 * jacketMargin)),
    grid: depthGrid(mesh, sittings[id].headX, chinY),
    axisX: (mesh[bridge]!.x + sittings[id].headX) / 2,
    chinY,
  };
}

/** Depth by inverse-distance weights (Shepard 1968) of the mesh and of a rim of the head that lies behind it. */
function depthGrid(mesh: readonly MeshPoint[], headX: number, chinY: number): Head['grid'] {
  const columns = Math.ceil(canvas.width / step) + 1;
  const rows = Math.ceil(canvas.height / step) + 1;
  const depth = new Float32Array(columns * rows);
  const weight = new Float32Array(columns * rows);
  const known = [...mesh, ...rim(headX, chinY)];
  for (let r = 0; r < rows; r += 1) {
    for (let c = 0; c < columns; c += 1) {
      const [x, y] = [c * step, r * step];
      let [sum, total] = [0, 0];
      for (const p of known) {
        const w = 1 / ((x - p.x) ** 2 + (y - p.y) ** 2 + 300) ** 2;
        sum += w * p.depth;
        total += w;
      }
      depth[r * columns + c] = sum / total;
      const t = Math.min(1, Math.max(0, (y - chinY - 10) / 170));
      weight[r * columns + c] = 1 - t * t * (3 - 2 * t);
    }
  }
  return { columns, rows, step, depth, weight };
}

function rim(headX: number, chinY: number): MeshPoint[] {
  const d = canvas.eyeDistance;
  const crown = canvas.eyesY - 2.3 * d;
  const around = Array.from({ length: 28 }, (_, i) => {
    const t = (i / 28) * 2 * Math.PI;
    return { x: headX + 1.9 * d * Math.cos(t), y: (crown + chinY) / 2 + ((chinY - crown) / 2) * 1.08 * Math.sin(t), depth: -0.9 * d };
  });
  const hair = Array.from({ length: 9 }, (_, i) => ({ x: headX + (i - 4) * 0.55 * d, y: chinY + 1.3 * d, depth: -0.6 * d }));
  return [...around, ...hair];
}

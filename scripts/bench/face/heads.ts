/** Heads of the face sets, upright and in one size, to draw on. */
import type { Frame } from '../../../core/frame.ts';
import type { FaceEngine } from '../../../core/vision/engines/face.ts';
import { alignedToSource } from '../../../core/vision/face/align.ts';
import { findFaces, findLandmarks } from '../../../core/vision/face/detect.ts';
import { toFrame, warp } from '../../../core/vision/face/pixels.ts';

/** Head and shoulders, so that the search for the face is part of the answer: a face that is not found is refused as well. */
const view = { size: 360, padding: 1 };

export async function headOf(source: Frame, engine: FaceEngine): Promise<Frame | null> {
  const [face] = await findFaces(source, engine, 'still');
  if (!face) return null;
  const toSource = alignedToSource(await findLandmarks(source, face, engine, 2), view.size, view.padding);
  return toFrame(warp(source, toSource, view.size, view.size, { fill: 128 }));
}

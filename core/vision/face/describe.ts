/** The face of a picture as a descriptor: detect small, warp the cut-outs from full-resolution pixels, ask both networks. */
import type { Frame, Point, Region } from '../../frame.ts';
import type { DetectedFace, FaceQuality } from '../artifacts/face-types.ts';
import type { FaceEngine } from '../engines/face.ts';
import { alignedToSource } from './align.ts';
import { unit, type FaceDescriptor } from './compare.ts';
import { findFaces, findLandmarks, type Effort } from './detect.ts';
import { flip, toFrame, warp } from './pixels.ts';
import { measureFace } from './quality.ts';
import { weightOf } from './weight.ts';

export type FaceDescription = {
  descriptor: FaceDescriptor;
  face: DetectedFace;
  quality: FaceQuality;
  /** Weight for fusing, 0..1, from the quality. */
  weight: number;
  /** The face upright, for showing side by side, 224x224. */
  crop: Frame;
  /** Its place in the picture. */
  region: Region;
};

export type Described = {
  /** Clear faces above the size floor. */
  faces: DetectedFace[];
  /** The largest one; null: there is no face. */
  largest: FaceDescription | null;
};

const chip = { faceApi: { size: 150, padding: 0.25 }, faceres: { size: 224, padding: 0.5 } } as const;

/** @param effort `still` for files and captures, `live` for camera frames. */
export async function describe(frame: Frame, engine: FaceEngine, effort: Effort = 'still'): Promise<Described> {
  const faces = await findFaces(frame, engine, effort);
  const face = faces[0];
  return { faces, largest: face ? await describeFace(frame, face, engine) : null };
}

export async function describeFace(frame: Frame, found: DetectedFace, engine: FaceEngine): Promise<FaceDescription> {
  const landmarks = await findLandmarks(frame, found, engine, 2);
  const face = { ...found, landmarks };
  const quality = await measureFace(frame, face, engine);
  const descriptor = await descriptorOf(frame, landmarks, engine);
  const crop = toFrame(warp(frame, alignedToSource(landmarks, chip.faceres.size, chip.faceres.padding), chip.faceres.size, chip.faceres.size));
  return { descriptor, face, quality, weight: weightOf(quality), crop, region: found.box };
}

/** Both networks on their own aligned cut-outs; face-api averaged with its mirror image. */
export async function descriptorOf(frame: Frame, landmarks: readonly Point[], engine: FaceEngine): Promise<FaceDescriptor> {
  const cut = (which: { size: number; padding: number }) => warp(frame, alignedToSource(landmarks, which.size, which.padding), which.size, which.size);
  const small = cut(chip.faceApi);
  const straight = await engine.descriptor(small);
  const mirrored = await engine.descriptor(flip(small));
  const faceres = await engine.faceres(cut(chip.faceres));
  return { faceApi: unit(straight.map((v, i) => v + mirrored[i]!)), faceres: unit(faceres), frames: 1 };
}

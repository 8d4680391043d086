/** Descriptions of all pictures, remembered below .cache (git-ignored): 1 s a picture is too slow to do again for every change of a threshold. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, existsSync, writeFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { FaceEngine } from '../../../core/vision/engines/face.ts';
import { aboveFloor } from '../../../core/vision/artifacts/faces.ts';
import type { FaceDescriptor } from '../../../core/vision/face/compare.ts';
import { describe } from '../../../core/vision/face/describe.ts';
import type { FaceQuality } from '../../../core/vision/artifacts/face-types.ts';
import { dataFolder, readFrame, root } from './host.ts';

export type Remembered = { faces: number; descriptor: FaceDescriptor | null; quality: FaceQuality | null; weight: number };

/** Changes with everything that makes a descriptor. */
function methodVersion(): string {
  const hash = createHash('sha256');
  for (const folder of ['core/vision/face', 'core/vision/engines']) {
    for (const file of readdirSync(path.join(root, folder)).filter((f) => /^(align|blur|describe|detect|oval|pixels|quality|mesh|weight|face|face-detectors)\.ts$/.test(f)).sort()) {
      hash.update(readFileSync(path.join(root, folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}

export async function rememberedDescriptions(files: readonly string[], engine: () => Promise<FaceEngine>, say: (line: string) => void): Promise<Map<string, Remembered>> {
  const folder = path.join(root, '.cache/bench-face', methodVersion());
  mkdirSync(folder, { recursive: true });
  const all = new Map<string, Remembered>();
  let fresh = 0;
  for (const file of files) {
    const place = path.join(folder, `${file.replaceAll('/', '__')}.json`);
    if (!existsSync(place)) {
      fresh += 1;
      if (fresh % 50 === 0) say(`described ${fresh} new pictures`);
      writeFileSync(place, JSON.stringify(pack(await describeFile(file, await engine()))));
    }
    all.set(file, unpack(JSON.parse(readFileSync(place, 'utf8')) as Packed));
  }
  return all;
}

async function describeFile(file: string, engine: FaceEngine): Promise<Remembered> {
  const { faces, largest } = await describe(await readFrame(path.join(dataFolder, file)), engine);
  return { faces: aboveFloor(faces).faces.length, descriptor: largest?.descriptor ?? null, quality: largest?.quality ?? null, weight: largest?.weight ?? 0 };
}

type Packed = Omit<Remembered, 'descriptor'> & { faceApi: number[] | null; faceres: number[] | null };

const pack = ({ descriptor, ...rest }: Remembered): Packed =>
  ({ ...rest, faceApi: descriptor && Array.from(descriptor.faceApi), faceres: descriptor && Array.from(descriptor.faceres) });

const unpack = ({ faceApi, faceres, ...rest }: Packed): Remembered =>
  ({ ...rest, descriptor: faceApi && faceres && { faceApi: Float32Array.from(faceApi), faceres: Float32Array.from(faceres), frames: 1 } });

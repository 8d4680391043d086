/** Our passes through both detectors against face-api's own, on a demo photo that ships with it (MIT): four people at a table. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { library } from '#face-library';
import { beforeAll, expect, test } from 'vitest';
import { nodeFaceEngine, readFrame, root } from '../../../scripts/bench/face/host.ts';
import { warp, type Rgb } from '../face/pixels.ts';
import type { FaceEngine, FoundFace } from './face.ts';
import type { Tensor, WeightMap, WeightSpec } from './face-library.types.ts';

type Found = { score: number; box: FoundFace };
type OwnNet = { loadFromWeightMap(weights: WeightMap): void; locateFaces(input: Tensor, options: Record<string, number>): Promise<Found[]>; dispose(throws: boolean): void };
const nets = library.nets as unknown as Record<'tinyFaceDetector' | 'ssdMobilenetv1', OwnNet>;

let engine: FaceEngine;
beforeAll(async () => {
  engine = await nodeFaceEngine();
});

async function square(side: number): Promise<Rgb> {
  const photo = await readFrame(path.join(root, 'node_modules/@vladmandic/face-api/demo/sample1.jpg'));
  const step = Math.max(photo.width, photo.height) / side;
  return warp(photo, [step, 0, 0, 0, step, 0], side, side);
}

async function ownAnswer(net: 'tinyFaceDetector' | 'ssdMobilenetv1', file: string, picture: Rgb, options: Record<string, number>): Promise<FoundFace[]> {
  const model = (name: string): Promise<Buffer> => readFile(path.join(root, 'node_modules/@vladmandic/face-api/model', name));
  const specs = (JSON.parse(String(await model(`${file}-weights_manifest.json`))) as { weights: WeightSpec[] }[]).flatMap((group) => group.weights);
  nets[net].loadFromWeightMap(library.tf.io.decodeWeights(new Uint8Array(await model(`${file}.bin`)).buffer, specs));
  const input = library.tf.tensor(Int32Array.from(picture.data), [picture.height, picture.width, 3], 'int32');
  const found = await nets[net].locateFaces(input, options);
  input.dispose();
  nets[net].dispose(false);
  return found.map(({ score, box }) => ({ x: box.x, y: box.y, width: box.width, height: box.height, score }));
}

function expectSame(ours: readonly FoundFace[], theirs: readonly FoundFace[]): void {
  expect(ours).toHaveLength(theirs.length);
  ours.forEach((face, i) => {
    expect(face.score).toBeCloseTo(theirs[i]!.score, 3);
    for (const side of ['x', 'y', 'width', 'height'] as const) expect(Math.abs(face[side] - theirs[i]![side])).toBeLessThan(0.1);
  });
}

test('tiny detector', async () => {
  const picture = await square(416);
  const theirs = await ownAnswer('tinyFaceDetector', 'tiny_face_detector_model', picture, { inputSize: 416, scoreThreshold: 0.3 });
  expect(theirs.length).toBeGreaterThanOrEqual(3);
  expectSame(await engine.findTiny(picture, 0.3), theirs);
});

test('SSD MobileNet v1', async () => {
  const picture = await square(512);
  const theirs = await ownAnswer('ssdMobilenetv1', 'ssd_mobilenetv1_model', picture, { minConfidence: 0.3, maxResults: 100 });
  expect(theirs.length).toBeGreaterThanOrEqual(3);
  expectSame(await engine.findSsd(picture, 0.3), theirs);
});

/** Our pass through the landmark net against face-api's own, and the eyelids without the iris against the whole net: on faces of a demo photo that ships with face-api (MIT), to the bit. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { library } from '#face-library';
import { beforeAll, expect, test } from 'vitest';
import { nodeFaceEngine, readFrame, root } from '../../../scripts/bench/face/host.ts';
import type { Frame, Point, Region } from '../../frame.ts';
import { findFaces } from '../face/detect.ts';
import { boxToSource } from '../face/align.ts';
import { warp, type Rgb } from '../face/pixels.ts';
import type { FaceEngine } from './face.ts';
import type { GraphModel, Tensor, WeightMap, WeightSpec } from './face-library.types.ts';

type OwnNet = { loadFromWeightMap(weights: WeightMap): void; detectLandmarks(input: Tensor): Promise<{ positions: Point[] }>; dispose(throws: boolean): void };

let engine: FaceEngine;
let photo: Frame;
let boxes: Region[];
beforeAll(async () => {
  engine = await nodeFaceEngine();
  photo = await readFrame(path.join(root, 'node_modules/@vladmandic/face-api/demo/sample1.jpg'));
  boxes = (await findFaces(photo, engine, 'live')).map((f) => f.box);
});

const cutOut = (box: Region, side: number): Rgb => warp(photo, boxToSource(box, side), side, side);

test('68 landmarks', async () => {
  expect(boxes.length).toBeGreaterThanOrEqual(3);
  const model = (name: string): Promise<Buffer> => readFile(path.join(root, 'node_modules/@vladmandic/face-api/model', name));
  const file = 'face_landmark_68_model';
  const specs = (JSON.parse(String(await model(`${file}-weights_manifest.json`))) as { weights: WeightSpec[] }[]).flatMap((group) => group.weights);
  const own = (library.nets as unknown as { faceLandmark68Net: OwnNet }).faceLandmark68Net;
  own.loadFromWeightMap(library.tf.io.decodeWeights(new Uint8Array(await model(`${file}.bin`)).buffer, specs));
  for (const box of boxes) {
    const face = cutOut(box, 112);
    const input = library.tf.tensor(Int32Array.from(face.data), [112, 112, 3], 'int32');
    const theirs = (await own.detectLandmarks(input)).positions.map(({ x, y }) => ({ x, y }));
    input.dispose();
    expect(theirs).toHaveLength(68);
    expect(await engine.landmarks(face)).toEqual(theirs);
  }
  own.dispose(false);
});

test('eyelids', async () => {
  const file = (name: string): Promise<Buffer> => readFile(path.join(root, 'node_modules/@vladmandic/human/models', name));
  const json = JSON.parse(String(await file('iris.json'))) as { modelTopology: unknown; format: string; weightsManifest: { weights: WeightSpec[] }[] };
  const weightData = new Uint8Array(await file('iris.bin')).buffer;
  const whole: GraphModel = await library.tf.loadGraphModel({ load: () => Promise.resolve({ modelTopology: json.modelTopology, format: json.format, weightSpecs: json.weightsManifest.flatMap((g) => g.weights), weightData }) });
  const pair = [cutOut(boxes[0]!, 64), cutOut(boxes[1]!, 64)] as const;
  const input = library.tf.tensor(Float32Array.from(pair.flatMap(({ data }) => [...data]), (v) => v / 255), [2, 64, 64, 3], 'float32');
  const joined = await (whole.execute(input, ['Identity']) as Tensor).data();
  // 71 points of the lids and brows, then 5 of the iris.
  expect(joined).toHaveLength(2 * 76 * 3);
  expect((await engine.eyes(pair)).map((e) => [...e])).toEqual([[...joined.subarray(0, 213)], [...joined.subarray(228, 441)]]);
  whole.dispose();
});

test('no tensor is left behind', async () => {
  const face = cutOut(boxes[0]!, 112);
  await engine.landmarks(face);
  const before = engine.tensors();
  await engine.landmarks(face);
  expect(engine.tensors()).toBe(before);
});

/** The real nets on the demo photos that ship with face-api (MIT): four to five people at a table in each. */
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { nodeFaceEngine, readFrame, root } from '../../../scripts/bench/face/host.ts';
import { createFrame, type Frame } from '../../frame.ts';
import { compare, verdict } from '../face/compare.ts';
import { describe as describePicture, describeFace } from '../face/describe.ts';
import { findFaces } from '../face/detect.ts';
import { cut } from '../face/portrait.ts';
import { CodedError } from '../../errors.ts';
import { createFaceEngine, type FaceEngine } from './face.ts';

let engine: FaceEngine;
const photo = (n: number): Promise<Frame> => readFrame(path.join(root, `node_modules/@vladmandic/face-api/demo/sample${n}.jpg`));

beforeAll(async () => {
  engine = await nodeFaceEngine();
});

describe('face engine', () => {
  test('computes on wasm in Node', () => expect(engine.backend).toBe('wasm'));

  test('finds the people of a photo, and nobody in a plain picture', async () => {
    expect((await findFaces(await photo(1), engine, 'still')).length).toBeGreaterThanOrEqual(3);
    expect(await findFaces(createFrame(320, 240), engine, 'still')).toEqual([]);
  });

  test('one person is near to itself and far from the neighbours', async () => {
    const picture = await photo(1);
    const faces = (await findFaces(picture, engine, 'still')).slice(0, 3);
    const described = [];
    for (const face of faces) described.push(await describeFace(picture, face, engine));
    const dimmed = createFrame(picture.width, picture.height, picture.data.map((v, i) => (i % 4 === 3 ? v : v * 0.6)));
    const again = await describeFace(dimmed, faces[0]!, engine);
    expect(verdict(compare(described[0]!.descriptor, again.descriptor))).toBe('match');
    expect(verdict(compare(described[0]!.descriptor, described[1]!.descriptor))).not.toBe('match');
    expect(verdict(compare(described[0]!.descriptor, described[2]!.descriptor))).not.toBe('match');
  });

  test('finds a face that fills the picture', async () => {
    const picture = await photo(1);
    const { box } = (await findFaces(picture, engine, 'still'))[0]!;
    const tight = cut(picture, { x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height) });
    expect((await describePicture(tight, engine)).largest).not.toBeNull();
  });

  test('keeps no tensor behind', async () => {
    const picture = await photo(2);
    await describePicture(picture, engine);
    const before = engine.tensors();
    await describePicture(picture, engine);
    expect(engine.tensors()).toBe(before);
  });
});

describe('a face engine that cannot start', () => {
  test('a missing model is told as such', async () => {
    const broken = await createFaceEngine({ backends: ['wasm'], resource: (name) => Promise.reject(new CodedError('model.missing', { name })) }).catch((thrown: unknown) => thrown);
    // The backend is up already in this process; then the first net fails.
    const failure = broken instanceof Error ? broken : await (broken as FaceEngine).descriptor({ width: 150, height: 150, data: new Uint8ClampedArray(150 * 150 * 3) }).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(CodedError);
    expect(failure).toMatchObject({ code: 'model.missing' });
  });
});

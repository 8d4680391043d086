/**
 * The only importer of face-api and tfjs. Nets are loaded on first use and kept; every input is an RGB cut-out of the size the net wants
 * (see core/vision/face for how the cut-outs are made), every output a plain value. Tensors live and die inside this file.
 * Licences: face-api models and code MIT, Human models MIT, tfjs Apache-2.0.
 */
import { CodedError } from '../../errors.ts';
import type { Point } from '../../frame.ts';
import type { Rgb } from '../face/pixels.ts';
import type { ResourceLoader } from './engine.ts';
import { createSsdDetector, createTinyDetector, type Detector } from './face-detectors.ts';
import { createLandmarkNet, type LandmarkNet } from './landmark-net.ts';
import type { FaceLibrary, GraphModel, Tensor, Tf, WeightMap, WeightSpec } from './face-library.types.ts';

export type FaceBackend = 'webgl' | 'wasm';

/** A found face in pixels of the cut-out that was searched; score 0..1. */
export type FoundFace = { x: number; y: number; width: number; height: number; score: number };

/** 468 points of the canonical face mesh in pixels of the cut-out (x, y) and the same unit for depth (z, smaller is nearer). */
export type FaceMesh = { points: Float32Array; score: number };

export type FaceEngine = {
  /** What tfjs computes on, chosen by trying. */
  readonly backend: FaceBackend;
  /** Tiny detector on a square cut-out whose side is a multiple of 32. */
  findTiny(square: Rgb, minScore: number): Promise<FoundFace[]>;
  /** SSD MobileNet v1 on a square cut-out (512 is its native side). */
  findSsd(square: Rgb, minScore: number): Promise<FoundFace[]>;
  /** 68 points, iBUG order, pixels of the 112x112 cut-out around a face box. */
  landmarks(face: Rgb): Promise<Point[]>;
  /** Face mesh on a 192x192 upright cut-out, about 1.5 times the face box. */
  mesh(face: Rgb): Promise<FaceMesh>;
  /**
   * Eyelid contours of both eyes in one go, each on a 64x64 cut-out, eye in the middle, outer corner on the right: 71 points (x, y, z) in
   * its pixels.
   */
  eyes(pair: readonly [Rgb, Rgb]): Promise<[Float32Array, Float32Array]>;
  /** face-api descriptor, 128 numbers, of an aligned 150x150 cut-out. */
  descriptor(aligned: Rgb): Promise<Float32Array>;
  /** Human faceres descriptor, 1024 numbers, of an aligned 224x224 cut-out. */
  faceres(aligned: Rgb): Promise<Float32Array>;
  /** Tensors alive; constant between calls. For tests. */
  tensors(): number;
};

export type FaceEngineOptions = {
  resource: ResourceLoader;
  /** In this order; the first that computes a right answer is used (renderer/workers/backend.ts times them). In Node only wasm can work. */
  backends?: readonly FaceBackend[];
};

type GraphName = 'facemesh' | 'iris' | 'faceres';
type NetName = keyof FaceLibrary['nets'];

const netFiles: Record<NetName, string> = {
  faceRecognitionNet: 'models/face-api/face_recognition_model',
};

const detectorFiles = {
  tiny: { file: 'models/face-api/tiny_face_detector_model', create: createTinyDetector },
  ssd: { file: 'models/face-api/ssd_mobilenetv1_model', create: createSsdDetector },
} as const;
const landmarkFile = 'models/face-api/face_landmark_68_model';
type DetectorName = keyof typeof detectorFiles;

const wasmFolder = 'wasm/tfjs/';

/** @throws CodedError engine.failed when no backend works, model.missing / model.changed from the loader. */
export async function createFaceEngine({ resource, backends = ['webgl', 'wasm'] }: FaceEngineOptions): Promise<FaceEngine> {
  const { library } = await import('#face-library').catch((cause: unknown) => {
    throw new CodedError('engine.failed', { engine: 'face' }, { cause });
  });
  const { tf } = library;
  withoutDom(library);
  const net = onceByName((name: NetName) => loadNet(library, name, resource));
  const detector = onceByName((name: DetectorName) => loadDetector(tf, name, resource));
  const landmarkNet = onceByName((name: 'landmarks') => loadLandmarkNet(tf, name, resource));
  const graph = onceByName((name: GraphName) => loadGraph(tf, name, resource));
  prepareTf(tf, resource);
  const backend = await startBackend(tf, backends);

  return {
    backend,
    findTiny: async (square, minScore) => (await detector('tiny')).find(square, minScore),
    findSsd: async (square, minScore) => (await detector('ssd')).find(square, minScore),
    landmarks: async (face) => (await landmarkNet('landmarks')).find(face),
    async mesh(face) {
      const model = await graph('facemesh');
      const [mesh, flag] = await run(tf, model, unitInput(face), [1, 192, 192, 3], ['output_mesh', 'output_faceflag']);
      return { points: mesh!, score: flag![0]! };
    },
    async eyes(pair) {
      const model = await graph('iris');
      const both = new Float32Array(2 * 64 * 64 * 3);
      pair.forEach((eye, i) => both.set(unitInput(eye), i * 64 * 64 * 3));
      const [contours] = await run(tf, model, both, [2, 64, 64, 3], [eyelids]);
      const half = contours!.length / 2;
      return [contours!.subarray(0, half), contours!.subarray(half)];
    },
    async descriptor(aligned) {
      const recognition = (await net('faceRecognitionNet')) as FaceLibrary['nets']['faceRecognitionNet'];
      return withTensor(tf, aligned, 'int32', (input) => recognition.computeFaceDescriptor(input));
    },
    async faceres(aligned) {
      const model = await graph('faceres');
      const [features] = await run(tf, model, faceresInput(aligned), [1, 224, 224, 3], ['global_pooling/Mean']);
      return features!;
    },
    tensors: () => tf.memory().numTensors,
  };
}

/** Eyelids and brows before the iris is joined to them: that branch of the net, which nobody asks for, is not run. */
const eyelids = 'StatefulPartitionedCall/model/conv_eyes_contours_and_brows/BiasAdd';

/** face-api asks for canvas classes even where only tensors go in; outside a window it gets empty ones. */
function withoutDom(library: FaceLibrary): void {
  class Absent {}
  const absent = (): never => {
    throw new CodedError('engine.failed', { engine: 'face' });
  };
  library.env.setEnv({
    Canvas: Absent, CanvasRenderingContext2D: Absent, Image: Absent, ImageData: Absent, Video: Absent,
    createCanvasElement: absent, createImageElement: absent, createVideoElement: absent, fetch: absent, readFile: absent,
  });
}

function prepareTf(tf: Tf, resource: ResourceLoader): void {
  // PROD keeps tfjs from writing advice to the console.
  tf.env().set('PROD', true);
  // The threaded build starts workers from blob: addresses, which the content security policy does not allow.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const platform = tf.env().platform;
  tf.env().platform = Object.create(platform, {
    fetch: {
      value: async (path: string) => {
        const bytes = await resource(path);
        return { ok: true, status: 200, arrayBuffer: () => Promise.resolve(bytes.slice().buffer) };
      },
    },
  }) as typeof platform;
  tf.setWasmPaths(wasmFolder, true);
}

async function startBackend(tf: Tf, backends: readonly FaceBackend[]): Promise<FaceBackend> {
  let cause: unknown;
  for (const name of backends) {
    try {
      if (!(await tf.setBackend(name))) continue;
      await tf.ready();
      if (await computesRight(tf)) return name;
    } catch (thrown) {
      cause = thrown;
    }
  }
  throw cause instanceof CodedError ? cause : new CodedError('engine.failed', { engine: 'face' }, { cause });
}

/** A driver that starts and computes rubbish is worse than none. */
async function computesRight(tf: Tf): Promise<boolean> {
  const tensor = tf.tensor(new Float32Array([1, 2, 3.5]), [3], 'float32');
  try {
    const [a, b, c] = await tensor.data();
    return a === 1 && b === 2 && c === 3.5;
  } finally {
    tensor.dispose();
  }
}

function onceByName<Name extends string, Value>(make: (name: Name) => Promise<Value>): (name: Name) => Promise<Value> {
  const made = new Map<Name, Promise<Value>>();
  return (name) => {
    const present = made.get(name);
    if (present) return present;
    const work = make(name);
    made.set(name, work);
    // A failed load may be tried again.
    work.catch(() => made.delete(name));
    return work;
  };
}

async function loadNet(library: FaceLibrary, name: NetName, resource: ResourceLoader): Promise<FaceLibrary['nets'][NetName]> {
  const weights = await loadWeights(library.tf, netFiles[name], resource);
  return orChanged(name, () => {
    const net = library.nets[name];
    net.loadFromWeightMap(weights());
    return net;
  });
}

async function loadDetector(tf: Tf, name: DetectorName, resource: ResourceLoader): Promise<Detector> {
  const { file, create } = detectorFiles[name];
  const weights = await loadWeights(tf, file, resource);
  return orChanged(name, () => create(tf, weights()));
}

async function loadLandmarkNet(tf: Tf, name: string, resource: ResourceLoader): Promise<LandmarkNet> {
  const weights = await loadWeights(tf, landmarkFile, resource);
  return orChanged(name, () => createLandmarkNet(tf, weights()));
}

/** @returns decodes the weights when called. */
async function loadWeights(tf: Tf, file: string, resource: ResourceLoader): Promise<() => WeightMap> {
  const [manifest, weights] = await Promise.all([resource(`${file}-weights_manifest.json`), resource(`${file}.bin`)]);
  return () => tf.io.decodeWeights(weights.slice().buffer, (JSON.parse(asciiText(manifest)) as { weights: WeightSpec[] }[]).flatMap((group) => group.weights));
}

function orChanged<T>(model: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new CodedError('model.changed', { model }, { cause });
  }
}

async function loadGraph(tf: Tf, name: GraphName, resource: ResourceLoader): Promise<GraphModel> {
  const [topology, weights] = await Promise.all([resource(`models/human/${name}.json`), resource(`models/human/${name}.bin`)]);
  try {
    const json = JSON.parse(asciiText(topology)) as { modelTopology: unknown; signature: unknown; weightsManifest: { weights: WeightSpec[] }[]; format: string };
    return await tf.loadGraphModel({
      load: () => Promise.resolve({
        modelTopology: json.modelTopology,
        signature: json.signature,
        format: json.format,
        weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
        weightData: weights.slice().buffer,
      }),
    });
  } catch (cause) {
    throw new CodedError('model.changed', { model: name }, { cause });
  }
}

/** The model descriptions are plain ASCII; core has no TextDecoder. */
function asciiText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

async function withTensor<T>(tf: Tf, image: Rgb, dtype: 'int32', work: (input: Tensor) => Promise<T>): Promise<T> {
  const input = tf.tensor(new Int32Array(image.data), [image.height, image.width, 3], dtype);
  try {
    return await work(input);
  } finally {
    input.dispose();
  }
}

async function run(tf: Tf, model: GraphModel, values: Float32Array, shape: number[], outputs: string[]): Promise<Float32Array[]> {
  const tensors = tf.tidy(() => {
    const got = model.execute(tf.tensor(values, shape, 'float32'), outputs);
    return Array.isArray(got) ? got : [got];
  });
  try {
    return await Promise.all(tensors.map((t) => t.data()));
  } finally {
    tf.dispose(tensors);
  }
}

/** Face mesh and eyelids want RGB 0..1. */
function unitInput({ data }: Rgb): Float32Array {
  // Not Float32Array.from with a function: it walks an iterator, 30 times as long, in every frame.
  const out = new Float32Array(data.length);
  for (let i = 0; i < out.length; i += 1) out[i] = data[i]! / 255;
  return out;
}

// Channel means of the network's training pictures (the "caffe" means of ImageNet), blue, green, red.
const channelMeans = [103.939, 116.779, 123.68] as const;

/** faceres wants BGR minus the channel means. */
function faceresInput(image: Rgb): Float32Array {
  const out = new Float32Array(image.data.length);
  for (let i = 0; i < out.length; i += 3) {
    out[i] = image.data[i + 2]! - channelMeans[0];
    out[i + 1] = image.data[i + 1]! - channelMeans[1];
    out[i + 2] = image.data[i]! - channelMeans[2];
  }
  return out;
}

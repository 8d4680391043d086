/**
 * Which of many faces may lie within a distance of one: an exact filter in memory, small and quick. Each number is kept in one byte, and what the
 * rounding may have moved is known for every face, so a bound can be given below which its true distance cannot lie. Whoever is left is to be
 * compared with the numbers themselves, which stay on disk.
 */
import { descriptorLengths } from '../../../core/case/face-descriptor.ts';
import { strangerUnits, type FaceDescriptor } from '../../../core/vision/face/compare.ts';
import { pack, packedStep as step } from '../../../core/vision/face/packed.ts';
import { squaresWasm } from './squares.ts';

export type FaceIndex = {
  /** Faces in it. */
  size(): number;
  /** Last id that was added; ids must grow. */
  lastId(): number;
  add(id: number, face: FaceDescriptor): void;
  /** Its numbers are overwritten. */
  remove(id: number): void;
  /** Ids that may lie at or below `limit`, every one that does among them. */
  within(probe: FaceDescriptor, limit: number): number[];
  /** Bytes held. */
  bytes(): number;
};

const { faceApi: apiBytes, faceres: resBytes } = descriptorLengths;
/** Faces in a block: what grows is a list of blocks, so nothing is ever copied. Chosen. */
const rows = 4096;
/** Places in a block's memory: the faces of both networks, then those of the face that is looked for. */
const resStart = rows * apiBytes;
const probeStart = resStart + rows * resBytes;
const pageBytes = 65_536;

type Block = { ids: Float64Array; errors: Float64Array; memory: Int8Array; squares: Squares };
type Squares = (a: number, b: number, bytes: number, most: number) => number;

/** What is used of it: Node's types leave it out. */
type WebAssemblyHost = {
  Module: new (bytes: Uint8Array) => object;
  Memory: new (size: { initial: number }) => { buffer: ArrayBuffer };
  Instance: new (module: object, imports: object) => { exports: unknown };
};
const { WebAssembly: host } = globalThis as unknown as { WebAssembly: WebAssemblyHost };

let kernel: object | null = null;
function newBlock(): Block {
  kernel ??= new host.Module(Buffer.from(squaresWasm, 'base64'));
  const memory = new host.Memory({ initial: Math.ceil((probeStart + apiBytes + resBytes) / pageBytes) });
  const { squares } = new host.Instance(kernel, { host: { memory } }).exports as { squares: Squares };
  return { ids: new Float64Array(rows), errors: new Float64Array(rows * 2), memory: new Int8Array(memory.buffer), squares };
}

/** Floating-point sums of compare() and of this file differ by far less than that. */
const slack = 1e-6;

export function createFaceIndex(): FaceIndex {
  const blocks: Block[] = [];
  const places = new Map<number, number>();
  let used = 0;
  let last = 0;
  const blockOf = (place: number): Block => blocks[Math.floor(place / rows)]!;
  return {
    size: () => places.size,
    lastId: () => last,
    bytes: () => blocks.reduce((sum, b) => sum + b.memory.byteLength + b.ids.byteLength + b.errors.byteLength, 0),
    add(id, face) {
      if (id <= last) throw new RangeError('ids must grow');
      if (used === blocks.length * rows) blocks.push(newBlock());
      writeRow(blockOf(used), used % rows, id, rounded(face));
      places.set(id, used);
      used += 1;
      last = id;
    },
    remove(id) {
      const place = places.get(id);
      if (place === undefined) return;
      writeRow(blockOf(place), place % rows, 0, nobody);
      places.delete(id);
    },
    within(probe, limit) {
      const asked = rounded(probe);
      return blocks.flatMap((block, at) => searchBlock(block, Math.min(rows, used - at * rows), asked, limit + slack));
    },
  };
}

type Rounded = { faceApi: Int8Array; faceres: Int8Array; errors: readonly [faceApi: number, faceres: number] };

const nobody: Rounded = { faceApi: new Int8Array(apiBytes), faceres: new Int8Array(resBytes), errors: [0, 0] };

function rounded(face: FaceDescriptor): Rounded {
  const [faceApi, faceres] = [new Int8Array(apiBytes), new Int8Array(resBytes)];
  return { faceApi, faceres, errors: [pack(face.faceApi, faceApi, 'faceApi'), pack(face.faceres, faceres, 'faceres')] };
}

function writeRow({ ids, errors, memory }: Block, row: number, id: number, face: Rounded): void {
  ids[row] = id;
  errors.set(face.errors, row * 2);
  memory.set(face.faceApi, row * apiBytes);
  memory.set(face.faceres, resStart + row * resBytes);
}

/**
 * compare() is the mean of two distances in units of strangers, so where the first is a, the second must not be above 2 * limit - a. A distance
 * over some of the numbers is never above the distance over all of them: a stranger is told by a few.
 */
function searchBlock({ ids, errors, memory, squares }: Block, count: number, probe: Rounded, limit: number): number[] {
  const found: number[] = [];
  memory.set(probe.faceApi, probeStart);
  memory.set(probe.faceres, probeStart + apiBytes);
  for (let row = 0; row < count; row += 1) {
    if (ids[row] === 0) continue;
    const [apiError, resError] = [errors[row * 2]! + probe.errors[0], errors[row * 2 + 1]! + probe.errors[1]];
    const apart = Math.sqrt(squares(row * apiBytes, probeStart, apiBytes, mostSquares)) * step.faceApi - apiError;
    const left = 2 * limit - Math.max(0, apart) / strangerUnits.faceApi;
    if (left < 0) continue;
    const most = Math.min(mostSquares, ((left * strangerUnits.faceres + resError) / step.faceres) ** 2);
    if (squares(resStart + row * resBytes, probeStart + apiBytes, resBytes, most) <= most) found.push(ids[row]!);
  }
  memory.fill(0, probeStart);
  return found;
}

/** The largest number the kernel's counter holds; no sum reaches it. */
const mostSquares = 2 ** 31 - 1;

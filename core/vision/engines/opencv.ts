/**
 * OpenCV in WASM behind a typed door. Only what the artifacts use is typed; WASM memory is freed in one place, `scope()`.
 *
 * A host builds it once and keeps it.
 * - Node and vitest (whose import of the module never settles): `createOpenCv(() => Promise.resolve({ default: createRequire(import.meta.url)('opencv-wasm') }))`
 * - bundled worker: `createOpenCv(async () => (await import('.../core/vision/engines/opencv-module.ts')).openCvModule)`
 * - classic worker: `createOpenCv(async () => { importScripts(url); return { default: self.cv }; })`.
 * The loader must hand the module over inside an object (see opencv-module.ts). Its bindings use `new Function`: the worker that hosts
 * it needs 'unsafe-eval' in its own header.
 */
import { CodedError } from '../../errors.ts';

/** Anything that lives in WASM memory. */
export type Held = { delete(): void };

export type Mat = Held & {
  readonly rows: number;
  readonly cols: number;
  /** Views of WASM memory: they go stale when memory grows; copy what outlives the next call. */
  readonly data: Uint8Array;
  readonly data16S: Int16Array;
  readonly data32S: Int32Array;
  readonly data32F: Float32Array;
  readonly data64F: Float64Array;
};

export type MatVector = Held & { size(): number; get(index: number): Mat };

type Dictionary = Held;
type DetectorParameters = Held & { cornerRefinementMethod: number; adaptiveThreshWinSizeMax: number; perspectiveRemovePixelPerCell: number; perspectiveRemoveIgnoredMarginPerCell: number };
type RefineParameters = Held;
type ArucoDetector = Held & { detectMarkers(image: Mat, corners: MatVector, ids: Mat): void };

type Size = { width: number; height: number };
type Scalar = readonly number[];

/** The part of OpenCV that is used, under its own names. */
export type Cv = {
  readonly CV_8UC1: number;
  readonly CV_8UC4: number;
  readonly CV_32FC2: number;
  readonly CV_64FC1: number;
  readonly INTER_LINEAR: number;
  readonly INTER_AREA: number;
  readonly BORDER_CONSTANT: number;
  readonly BORDER_REPLICATE: number;
  readonly MORPH_RECT: number;
  readonly MORPH_CLOSE: number;
  readonly MORPH_OPEN: number;
  readonly MORPH_GRADIENT: number;
  readonly THRESH_BINARY: number;
  readonly THRESH_OTSU: number;
  readonly RETR_EXTERNAL: number;
  readonly CHAIN_APPROX_SIMPLE: number;
  readonly DICT_5X5_1000: number;
  readonly CORNER_REFINE_SUBPIX: number;
  readonly Mat: { new (): Mat; new (rows: number, cols: number, type: number): Mat; new (rows: number, cols: number, type: number, fill: Scalar): Mat };
  readonly MatVector: new () => MatVector;
  readonly Size: new (width: number, height: number) => Size;
  readonly Scalar: new (...values: number[]) => Scalar;
  matFromArray(rows: number, cols: number, type: number, values: readonly number[]): Mat;
  resize(from: Mat, to: Mat, size: Size, fx: number, fy: number, interpolation: number): void;
  warpPerspective(from: Mat, to: Mat, homography: Mat, size: Size, flags: number, border: number, fill: Scalar): void;
  threshold(from: Mat, to: Mat, limit: number, max: number, kind: number): number;
  getStructuringElement(shape: number, size: Size): Mat;
  morphologyEx(from: Mat, to: Mat, operation: number, kernel: Mat): void;
  connectedComponentsWithStats(from: Mat, labels: Mat, stats: Mat, centroids: Mat, connectivity: number): number;
  findContours(from: Mat, contours: MatVector, hierarchy: Mat, mode: number, method: number): void;
  convexHull(points: Mat, hull: Mat, clockwise: boolean, returnPoints: boolean): void;
  approxPolyDP(curve: Mat, approximation: Mat, epsilon: number, closed: boolean): void;
  contourArea(contour: Mat): number;
  arcLength(curve: Mat, closed: boolean): number;
  /** Places as rows of CV_32FC2. */
  goodFeaturesToTrack(image: Mat, corners: Mat, most: number, quality: number, apart: number, mask: Mat, block: number): void;
  /** `status` 1 where a place was found again (CV_8UC1). */
  calcOpticalFlowPyrLK(from: Mat, to: Mat, places: Mat, found: Mat, status: Mat, errors: Mat, window: Size, levels: number): void;
  Canny(image: Mat, edges: Mat, low: number, high: number): void;
  /** Rows of x, y, x, y (CV_32S). */
  HoughLinesP(edges: Mat, lines: Mat, rho: number, theta: number, votes: number, leastLength: number, mostGap: number): void;
  findHomography(from: Mat, to: Mat, method: number): Mat;
  getPredefinedDictionary(name: number): Dictionary;
  readonly aruco_DetectorParameters: new () => DetectorParameters;
  readonly aruco_RefineParameters: new (minRepDistance: number, errorCorrectionRate: number, checkAllOrders: boolean) => RefineParameters;
  /** Corners: one Mat a marker, four places of CV_32FC2 clockwise from its own top left; ids: CV_32S. */
  readonly aruco_ArucoDetector: new (dictionary: Dictionary, parameters: DetectorParameters, refine: RefineParameters) => ArucoDetector;
};

/** Notes what must be freed and hands it back. */
export type Track = <Thing extends Held>(thing: Thing) => Thing;

export type OpenCv = {
  readonly version: string;
  /**
   * Runs `work` and frees everything it tracked, also when it throws. OpenCV's own exceptions arrive as bare numbers and leave as
   * CodedError engine.failed.
   */
  scope<Result>(work: (cv: Cv, track: Track) => Result): Result;
};

type RawModule = Cv & { then?: unknown; onRuntimeInitialized?: () => void; calledRun?: boolean; Mat: unknown; getBuildInformation?: () => string };

/** @throws CodedError engine.failed when the module cannot be loaded or is not OpenCV */
export async function createOpenCv(load: () => Promise<unknown>): Promise<OpenCv> {
  const raw = await loadModule(load);
  const version = /Version control:\s*(\S+)/.exec(raw.getBuildInformation?.() ?? '')?.[1] ?? 'unknown';
  return { version, scope: (work) => inScope(raw, work) };
}

async function loadModule(load: () => Promise<unknown>): Promise<RawModule> {
  try {
    const box = (await load()) as { default?: RawModule; cv?: RawModule } | undefined;
    const raw = box?.default ?? box?.cv;
    if (!raw) throw new CodedError('engine.failed', { engine: 'opencv' });
    await runtimeOf(raw);
    // Without this every later `await` or `resolve()` of something that is the module would hang.
    delete raw.then;
    if (typeof raw.Mat !== 'function') throw new CodedError('engine.failed', { engine: 'opencv' });
    return { ...raw, Mat: raw.Mat, then: undefined };
  } catch (thrown) {
    throw thrown instanceof CodedError ? thrown : new CodedError('engine.failed', { engine: 'opencv' }, { cause: thrown });
  }
}

function runtimeOf(raw: RawModule): Promise<void> {
  if (typeof raw.Mat === 'function') return Promise.resolve();
  return new Promise((resolve) => {
    raw.onRuntimeInitialized = () => resolve();
  });
}

function inScope<Result>(raw: Cv, work: (cv: Cv, track: Track) => Result): Result {
  const held: Held[] = [];
  const track: Track = (thing) => {
    held.push(thing);
    return thing;
  };
  try {
    return work(raw, track);
  } catch (thrown) {
    if (typeof thrown === 'number') throw new CodedError('engine.failed', { engine: 'opencv' });
    throw thrown;
  } finally {
    for (const thing of held.reverse()) thing.delete();
  }
}

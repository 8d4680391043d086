/** Which backend tfjs computes on: WebGL only where it is truly faster than WASM. */
import type { FaceBackend, FaceEngine, FaceEngineOptions } from '../../core/vision/engines/face.ts';

/** Renderers that compute WebGL on the processor; they are slower than WASM with SIMD and are not worth a try. */
const software = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Side of the detector input that is timed: that of the live loop. */
const trialSide = 320;

/** The first run compiles shaders; the median of the next ones counts. */
const trialRuns = 4;

type Create = (options: FaceEngineOptions) => Promise<FaceEngine>;

/** Tries WebGL where a graphics processor answers, times both, keeps the faster. @throws CodedError engine.failed when neither works */
export async function fastestFaceEngine(create: Create, options: Omit<FaceEngineOptions, 'backends'>): Promise<FaceEngine> {
  const on = (backend: FaceBackend) => create({ ...options, backends: [backend] });
  if (!hasGraphicsProcessor()) return on('wasm');
  const webgl = await on('webgl').then(timed, () => null);
  if (!webgl) return on('wasm');
  const wasm = await on('wasm').then(timed, () => null);
  if (wasm && wasm.ms <= webgl.ms) return wasm.engine;
  // tfjs has one backend at a time, so the winner is started again.
  return on('webgl');
}

async function timed(engine: FaceEngine): Promise<{ engine: FaceEngine; ms: number }> {
  const square = { width: trialSide, height: trialSide, data: new Uint8ClampedArray(trialSide * trialSide * 3).fill(128) };
  await engine.findTiny(square, 0.5);
  const took: number[] = [];
  for (let i = 0; i < trialRuns; i += 1) {
    const from = performance.now();
    await engine.findTiny(square, 0.5);
    took.push(performance.now() - from);
  }
  return { engine, ms: took.sort((a, b) => a - b)[Math.floor(trialRuns / 2)] ?? Infinity };
}

function hasGraphicsProcessor(): boolean {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return false;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !software.test(renderer);
}

/** Models are loaded and their kernels compiled while the customer is still finding the card, not when the first picture waits. */
import type { FaceEngine } from '../../core/vision/engines/face.ts';
import type { Rgb } from '../../core/vision/face/pixels.ts';

const gray = (side: number): Rgb => ({ width: side, height: side, data: new Uint8ClampedArray(side * side * 3).fill(128) });

/** What the live loop uses. Sides are those of the nets. */
export async function warmLive(engine: FaceEngine): Promise<void> {
  await engine.findTiny(gray(320), 0.5);
  await engine.landmarks(gray(112));
  await engine.mesh(gray(192));
  await engine.eyes([gray(64), gray(64)]);
}

/** What finished pictures need besides. */
export async function warmStill(engine: FaceEngine): Promise<void> {
  await warmLive(engine);
  await engine.findSsd(gray(512), 0.5);
  await engine.descriptor(gray(150));
  await engine.faceres(gray(224));
}

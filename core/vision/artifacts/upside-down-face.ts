/** Where no face is seen: the one that is there when the picture is turned by 180 degrees, as of a camera that hangs upside down. */
import type { Frame } from '../../frame.ts';
import { pixelsOf } from '../document/pixels.ts';
import { findFaces, meshSees } from '../face/detect.ts';
import { defineArtifact } from './artifact.ts';

export const upsideDownFace = defineArtifact({
  name: 'upsideDownFace',
  async make(gather, engines) {
    if ((await gather('faces')).faces.length > 0) return null;
    const [turned, engine] = [turnedOver(await gather('frame')), await engines.face()];
    const [found] = await findFaces(turned, engine, 'live');
    if (!found || !(await meshSees(turned, found, engine))) return null;
    const { x, y, width, height } = found.box;
    return { x: turned.width - x - width, y: turned.height - y - height, width, height };
  },
});

function turnedOver(frame: Frame): Frame {
  const pixels = pixelsOf(frame).slice().reverse();
  return { width: frame.width, height: frame.height, data: new Uint8ClampedArray(pixels.buffer) };
}

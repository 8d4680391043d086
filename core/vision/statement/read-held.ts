/** What can be read of the document in somebody's hand: its zone, where that is large enough. Print is too small there. */
import { fieldsOfMrz } from '../../document/mrz.ts';
import { fieldNames } from '../../document/reading.ts';
import type { HeldDocument } from '../../document/statement/reading.ts';
import type { Frame, Quad } from '../../frame.ts';
import { grayOf } from '../artifacts/gray.ts';
import { dewarp } from '../document/dewarp.ts';
import type { MrzNetwork } from '../engines/mrz-network.ts';
import type { OpenCv } from '../engines/opencv.ts';
import { readMrz } from '../mrz/read-mrz.ts';
import { uprightFrame } from '../picture/orient.ts';
import { pageSizeOf, type HeldPart } from './parts.ts';

/** Long side of the document in the picture from which on a zone is looked for, pixels: 44 characters of a passport then have 5 each. Chosen. */
export const leastForZone = 250;
/** Long side of the page as it is read and shown, pixels. */
const readSide = 720;
const mirrorImage = 2;

/** The document seen straight on, or the place around its portrait where no outline was found; turned back where the picture is a mirror image. */
export function heldPage(frame: Frame, { quad, region: { x, y, width, height } }: HeldPart, mirrored: boolean, opencv: OpenCv): Frame {
  const place: Quad = quad ?? [{ x, y }, { x: x + width, y }, { x: x + width, y: y + height }, { x, y: y + height }];
  const page = dewarp(opencv, frame, place, pageSizeOf(place, readSide));
  return mirrored ? uprightFrame(page, mirrorImage) : page;
}

export function readHeld(frame: Frame, part: HeldPart, mirrored: boolean, opencv: OpenCv, network: MrzNetwork): HeldDocument {
  const seen = { region: part.region, portrait: true };
  const page = part.quad && (part.region.width >= leastForZone || part.region.height >= leastForZone) ? heldPage(frame, part, mirrored, opencv) : null;
  const found = page && readMrz(grayOf(page), network);
  // A document is called another one by these: a zone with a digit in doubt tells nothing.
  if (!found || found.mrz.doubtful.length > 0 || found.mrz.checkDigits.length === 0 || found.mrz.checkDigits.some((c) => !c.valid)) return { ...seen, fields: {} };
  const fields = fieldsOfMrz(found.mrz, new Date().toISOString().slice(0, 10), () => null);
  return { ...seen, fields: Object.fromEntries(fieldNames.flatMap((name) => (fields[name] ? [[name, fields[name].value]] : []))) };
}

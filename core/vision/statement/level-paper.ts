/** Light and shade taken off a sheet of paper: what is left is paper of one brightness and the writing on it. */
import type { GrayImage } from '../../frame.ts';
import { percentile } from '../document/text-lines.ts';
import { resize } from '../mrz/pyramid.ts';

/** Long side of the copy on which the light is told, pixels: of a sheet of A4 3 mm each, over which a camera's noise is averaged away. Chosen. */
const lightSide = 100;
/**
 * What is darker and narrower than this stands on the paper, in pixels of that copy: bold letters over the whole width of A4 have strokes of 9 mm and,
 * where two meet, twice that. A shadow that falls across the sheet is wider, and a closing leaves its edge where it is. Chosen.
 */
const closes = 4;
/** The square steps that a closing leaves are rubbed out over so many pixels on each side. Chosen. */
const softens = 2;
/** Share of the sheet that is as light as what the rest is raised to, or darker. */
const wellLit = 0.9;
/** Paper is raised by so much at most: a shadow that takes more light leaves noise, and what is beside the sheet is not made paper. Chosen. */
const mostGain = 3;

/** The same sheet as if it stood in even light. Never darker than it was. */
export function levelled(sheet: GrayImage): GrayImage {
  const { width, height, data } = sheet;
  const scale = lightSide / Math.max(width, height);
  const light = softened(closed(resize(sheet, width * scale, height * scale), closes), softens);
  const levels = new Uint32Array(256);
  for (const v of light.data) levels[v]!++;
  const best = percentile(levels, wellLit);
  const near = resize(light, width, height).data;
  const raised = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) raised[i] = Math.min(255, data[i]! * Math.max(1, Math.min(mostGain, best / Math.max(1, near[i]!))));
  return { width, height, data: raised };
}

const closed = (image: GrayImage, reach: number): GrayImage => outermost(outermost(image, reach, Math.max), reach, Math.min);
const outermost = (image: GrayImage, reach: number, of: typeof Math.max): GrayImage => along(image, reach, (values) => of(...values));
const softened = (image: GrayImage, reach: number): GrayImage => along(image, reach, (values) => values.reduce((sum, v) => sum + v, 0) / values.length + 0.5);

/** Each pixel of what lies within reach of it on its row, then in its column. */
function along(image: GrayImage, reach: number, of: (values: Uint8Array) => number): GrayImage {
  return turned(one(turned(one(image, reach, of)), reach, of));
}

function one({ width, height, data }: GrayImage, reach: number, of: (values: Uint8Array) => number): GrayImage {
  const out = new Uint8Array(data.length);
  for (let y = 0, i = 0; y < height; y++) for (let x = 0; x < width; x++, i++) out[i] = of(data.subarray(y * width + Math.max(0, x - reach), y * width + Math.min(width, x + reach + 1)));
  return { width, height, data: out };
}

function turned({ width, height, data }: GrayImage): GrayImage {
  const out = new Uint8Array(data.length);
  for (let y = 0, i = 0; y < height; y++) for (let x = 0; x < width; x++, i++) out[x * height + y] = data[i]!;
  return { width: height, height: width, data: out };
}

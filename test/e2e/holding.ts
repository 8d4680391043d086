/** Pictures of a customer with document and sheet in the hand, drawn for today: kept below .cache, since each takes seconds and all specs of a day may use it. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { webcam, sensed } from '../../scripts/specimens/camera.ts';
import { createRandom } from '../../scripts/specimens/random.ts';
import { jpegBytes } from '../../scripts/specimens/raster.ts';
import { statementPicture, type StatementScene } from '../../scripts/specimens/statement/pose.ts';
import { localDay } from '../../electron/station/time.ts';
import { root } from './harness.ts';

export const today = (): string => localDay(new Date());
/** As the reference policy wants it on the sheet. */
export const written = (day: string): string => day.replaceAll('-', '/');

export type Holding = Pick<StatementScene, 'person' | 'document' | 'sheet'> & { width?: number };

/** The holder of the passport clip with a sheet that was printed elsewhere: date and word, no code. */
export const goodHolding = (): Holding => ({ person: 'brunette', document: 'passport', sheet: { date: written(today()), word: 'CoinEx', symbol: null, face: 'Liberation Sans' } });

const scene = ({ person, document, sheet, width = 1920 }: Holding): StatementScene => ({
  seed: 'e2e statement', width, height: (width * 9) / 16, person, document, sheet, scale: 1.4, tiltDegrees: 4, bowMm: 0, defocusMm: 0, motionMm: 0, exposure: 1, shadow: false, fingers: 1, mirrored: false,
});

const folder = path.join(root, '.cache/specimens/holding');
const nameOf = (holding: Holding): string => JSON.stringify(holding).replaceAll(/[^\w]+/g, '-').slice(1, 150);

export async function holdingPicture(holding = goodHolding()): Promise<Buffer> {
  const file = path.join(folder, `${nameOf(holding)}.jpg`);
  if (existsSync(file)) return readFileSync(file);
  const bytes = await jpegBytes((await statementPicture(scene(holding))).frame, 92);
  mkdirSync(folder, { recursive: true });
  // Two test processes may draw the same picture.
  const own = `${file}.${process.pid}`;
  writeFileSync(own, bytes);
  renameSync(own, file);
  return bytes;
}

/** An MJPEG of that picture, each frame with noise of its own: a camera never delivers one twice. */
export async function holdingClip(file: string, holding: Holding): Promise<string> {
  const { frame } = await statementPicture(scene({ ...holding, width: 1280 }));
  const random = createRandom(nameOf(holding));
  const pictures: Buffer[] = [];
  for (let i = 0; i < 12; i += 1) {
    const bytes = await jpegBytes(sensed(frame, random, webcam), 92);
    pictures.push(bytes, bytes);
  }
  writeFileSync(file, Buffer.concat(pictures));
  return file;
}

/** The demonstration picture is one that the station finds good: face, document and sheet of today. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { decodePicture } from '../../cli/decode.ts';
import { createEngines } from '../../cli/engines.ts';
import { study } from '../../core/brain.ts';
import { findDate } from '../../core/document/statement/date.ts';
import { findWord } from '../../core/document/statement/word.ts';
import { readStatement } from '../../core/statement-picture.ts';
import { clipFileName } from '../../scripts/specimens/clip/index.ts';
import { specimen } from '../../scripts/specimens/catalogue.ts';
import { jpegBytes } from '../../scripts/specimens/raster.ts';
import { drawStatement } from './demo-statement.ts';

const clip = path.resolve(import.meta.dirname, '../../.cache/specimens/clips', clipFileName('face-customer'));

test.skipIf(!existsSync(clip))('face, document and sheet are found, date and word are read', { timeout: 120_000 }, async () => {
  const film = readFileSync(clip);
  const face = await loadImage(film.subarray(0, film.indexOf(Buffer.from([0xff, 0xd9])) + 2));
  const page = await loadImage(await jpegBytes((await specimen('passport'))[0]!.sheet, 90));
  const canvas = createCanvas(1280, 720);
  const date = '2026-11-29';
  drawStatement(canvas.getContext('2d') as never, { face: face as never, page: page as never }, { date, word: 'CoinEx' }, 0.2);
  const reading = await readStatement(study(createEngines(), await decodePicture(canvas.toBuffer('image/jpeg', 94))));
  expect([reading.people, reading.document?.portrait, reading.mirrored]).toEqual([1, true, false]);
  expect(findDate(reading.sheet!.lines, date).kind).toBe('right');
  expect(findWord(reading.sheet!.lines, 'CoinEx').kind).toBe('right');
});

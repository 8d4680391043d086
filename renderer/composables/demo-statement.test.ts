/** The demonstration picture is one that the live look finds good: face, document and sheet. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { decodePicture } from '../../cli/decode.ts';
import { createEngines } from '../../cli/engines.ts';
import { study } from '../../core/brain.ts';
import { viewStatement } from '../../core/statement-picture.ts';
import { clipFileName } from '../../scripts/specimens/clip/index.ts';
import { drawStatement } from './demo-statement.ts';

const made = path.resolve(import.meta.dirname, '../../.cache/specimens');
const clip = path.join(made, 'clips', clipFileName('face-customer'));
const passport = path.join(made, 'documents/passport-front.png');

test.skipIf(!existsSync(clip) || !existsSync(passport))('face, document and sheet are found (needs `npm run specimens -- --only tests`)', { timeout: 120_000 }, async () => {
  const film = readFileSync(clip);
  const face = await loadImage(film.subarray(0, film.indexOf(Buffer.from([0xff, 0xd9])) + 2));
  const page = await loadImage(readFileSync(passport));
  const canvas = createCanvas(1280, 720);
  drawStatement(canvas.getContext('2d') as never, { face: face as never, page: page as never }, { date: '2026-11-29', word: 'CoinEx' }, 0.2);
  const seen = await viewStatement(study(createEngines(), await decodePicture(canvas.toBuffer('image/jpeg', 94))));
  expect([seen.people, seen.document !== null, seen.sheet !== null]).toEqual([1, true, true]);
});

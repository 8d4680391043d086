/** Statement pictures drawn from known truth. Seeds begin with `held-out`, which figures are told of. The limit of the held portrait and the sizes of looks were chosen with a look at them: `--seeds WORD` draws others. */
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Frame } from '../../../core/frame.ts';
import { sourceHash } from '../../specimens/manifest.ts';
import { createRandom, type Random } from '../../specimens/random.ts';
import { pixelsOf, toFrame } from '../../specimens/raster.ts';
import { statementPicture, type StatementScene } from '../../specimens/statement/pose.ts';
import { hands, printFaces, type Hand } from '../../specimens/statement/sheet.ts';

export const caseDate = '2026-11-29';
export const word = 'CoinEx';
export const code = 'ACDEFGH3';
const otherCode = 'ACDEFGH4';

/** `wrong-*`: what is written; `other-day`, `other-case`: the symbol, and of half of the former the date as well. */
export type Kind = 'printed' | 'written' | 'wrong-date' | 'wrong-order' | 'wrong-word' | 'other-day' | 'other-case' | 'no-sheet' | 'no-document' | 'nobody' | 'two-people' | 'other-document';
export type Case = { name: string; kind: Kind; scene: StatementScene };

const people = ['brunette', 'black-hair', 'blonde', 'smiling'] as const;
const documents = { brunette: ['passport', 'driving-licence'], 'black-hair': ['id-card'], blonde: ['passport-blonde'], smiling: ['passport-smiling'] } as const;
const otherDays = ['2026/11/28', '2026/11/30', '2025/11/29', '2026/11/20', '2026/12/29', '2026/11/24'];
const otherOrders = ['29/11/2026', '11/29/2026', '29.11.2026', '2026/29/11'];
export const otherWords = ['CoinBase', 'CoinX', 'ConEx', 'KoinEx', 'CoinExx', 'Binance', 'CoinEy', 'CainEx', 'CoinEEx', 'CoiinEx', 'CoinnEx', 'CoinExX'];
/** The station prints the first; another program or hand may do otherwise. */
const separators = { printed: ['/', '/', '-', '.'], byHand: ['/', '-', '.', ' / '] } as const;

const pick = <Thing>(random: Random, things: readonly Thing[]): Thing => things[Math.floor(random.next() * things.length)]!;

function sceneOf(seed: string, kind: Kind): StatementScene {
  const random = createRandom(seed);
  const [width, height] = pick(random, [[1280, 720], [1280, 720], [1920, 1080]] as const);
  const person = pick(random, people);
  const yesterday = kind === 'other-day' && random.next() < 0.5;
  const dateText = yesterday ? '2026/11/28' : kind === 'wrong-date' ? pick(random, otherDays) : kind === 'wrong-order' ? pick(random, otherOrders) : caseDate.replaceAll('-', pick(random, separators[kind === 'written' ? 'byHand' : 'printed']));
  const wordText = kind === 'wrong-word' ? pick(random, otherWords) : word;
  const byHand = kind === 'written' || (kind.startsWith('wrong') && random.next() < 0.4);
  const look = byHand ? { hand: pick(random, Object.keys(hands) as Hand[]) } : { face: pick(random, printFaces) };
  const symbol = byHand ? null : { date: kind === 'other-day' ? '2026-11-28' : caseDate, code: kind === 'other-case' ? otherCode : code };
  const others = people.filter((p) => p !== person);
  return {
    seed, width, height, person: kind === 'nobody' ? null : person, second: kind === 'two-people' ? pick(random, others) : null,
    document: kind === 'no-document' ? null : pick(random, documents[kind === 'other-document' ? pick(random, others) : person]),
    sheet: kind === 'no-sheet' ? null : { date: dateText, word: wordText, symbol, ...look },
    scale: random.between(1.35, 1.8), tiltDegrees: random.between(4, 20), bowMm: random.next() < 0.5 ? 0 : random.between(2, 9), defocusMm: random.between(0, 0.5), motionMm: random.next() < 0.3 ? random.between(0.3, 1.2) : 0,
    exposure: random.between(0.4, 1.15), shadow: random.next() < 0.3, fingers: Math.floor(random.next() * 3), mirrored: random.next() < 0.25,
  };
}

export function casesOf(seeds: string, counts: Partial<Record<Kind, number>>): Case[] {
  return (Object.entries(counts) as [Kind, number][]).flatMap(([kind, count]) => Array.from({ length: count }, (_, i) => ({ name: `${kind}-${i}`, kind, scene: sceneOf(`${seeds} ${kind} ${i}`, kind) })));
}

const cache = fileURLToPath(new URL('../../../.cache/bench-statement/', import.meta.url));

/** Drawn once for a state of the sources. */
export async function pictureOf({ scene }: Case): Promise<Frame> {
  const file = `${cache}${sourceHash()}-${scene.seed.replaceAll(' ', '_')}.png`;
  if (existsSync(file)) return toFrame(sharp(file));
  mkdirSync(cache, { recursive: true });
  const { frame } = await statementPicture(scene);
  await pixelsOf(frame).removeAlpha().png({ compressionLevel: 3 }).toFile(file);
  return frame;
}

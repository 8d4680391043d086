/**
 * The MRZ of a picture: find lines of print, read the likeliest one as 30, 36 or 44 fixed columns, find its companions above and below,
 * decode every format that fits, and say nothing unless the evidence is strong. An invented MRZ is the worst failure.
 */
import { checkDigitsOf, type PlaceOf } from '../../document/mrz.ts';
import { formatLayouts, textOf } from '../../document/mrz-formats.ts';
import type { Mrz } from '../../document/reading.ts';
import { regionOf, type GrayImage } from '../../frame.ts';
import { mrzAlphabet, noneClass, type MrzNetwork } from '../engines/mrz-network.ts';
import { bandsOf, moved, partOf, tuned, type Band } from './band.ts';
import { decode, type Decoded } from './decode.ts';
import { findPrintLines, inkSpreads, type PrintLine } from './find-lines.ts';
import { pyramid } from './pyramid.ts';
import { averageReadings, bestLetters, frameOf, quadOf, readLine, readRun, refitFrame, type LineFrame, type LineReading } from './read-line.ts';

export type Found = Decoded & { readings: LineReading[] };

export type MrzTrace = (what: string) => void;

/** Mean log posterior per column from which a line may be the first of a group, and from which it may be a member. Chosen on synthetic lines. */
const seedScore = -0.75;
const memberScore = -1.1;
const columnCounts = [44, 36, 30] as const;
// Source pixels: 30 columns of 5 pixels, the least the recogniser is trained for.
const leastLength = 150, leastHeight = 4.5;
// Lines looked at as a possible MRZ, longest for their height first; each costs up to three readings.
const seedsTried = 8;
// Pieces of lines looked at when no whole line was an MRZ, and how far to each side.
const piecesTried = 6;
const runMargin = 22;

/** What was read, and where each line's characters stand. */
export type MrzFinding = { mrz: Mrz; readings: LineReading[] };

export function readMrz(image: GrayImage, network: MrzNetwork, trace: MrzTrace = () => undefined): MrzFinding | null {
  const levels = pyramid(image);
  const used: LineReading[] = [];
  const attempt = (line: PrintLine, seedsFrom: typeof seedsOf): MrzFinding | null => {
    if (used.some((r) => covers(r, line))) return null;
    // The other way up, or at another pitch, many a line reads half as well: what comes to nothing is followed by the next best.
    for (const seed of seedsFrom(image, network, line, trace)) {
      const group = groupOf(image, network, seed, trace);
      used.push(...group);
      const found = bestFormat(image, network, group, trace);
      if (found) return findingOf(found);
    }
    return null;
  };
  const all: PrintLine[] = [];
  for (const spreads of [inkSpreads.usual, inkSpreads.strict]) {
    const lines = ranked(findPrintLines(levels, spreads).filter(mayBeMrz));
    const whole = lines.filter((l) => l.length / l.thickness >= 18 && l.length >= leastLength);
    trace(`${lines.length} lines, ${whole.length} long enough`);
    for (const line of whole.slice(0, seedsTried)) {
      const found = attempt(line, seedsOf);
      if (found) return found;
    }
    all.push(...lines);
  }
  for (const line of ranked(all).slice(0, piecesTried)) {
    const found = attempt(line, seedsOfPiece);
    if (found) return found;
  }
  return null;
}

const mayBeMrz = (l: PrintLine): boolean => l.length / l.thickness <= 75 && l.length >= leastLength * 0.4 && l.thickness >= leastHeight && l.rhythm > leastRhythm;

/** Long for their height and with the rhythm of characters first: that is what an MRZ is. */
function ranked(lines: readonly PrintLine[]): PrintLine[] {
  const worth = (l: PrintLine): number => l.length * Math.min(1, l.length / l.thickness / 25) * Math.min(1, l.rhythm / fullRhythm) ** 2;
  return [...lines].sort((a, b) => worth(b) - worth(a));
}

// Least rhythm of the MRZ lines found on the specimens (0.54 to 0.88; rules and guilloches 0.11 to 0.39).
const fullRhythm = 0.55;
const leastRhythm = 0.3;

function covers(reading: LineReading, line: PrintLine): boolean {
  const { start, end, startHeight } = reading.frame;
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const middle = { x: (line.start.x + line.end.x) / 2, y: (line.start.y + line.end.y) / 2 };
  const along = ((middle.x - start.x) * (end.x - start.x) + (middle.y - start.y) * (end.y - start.y)) / length;
  const across = ((middle.y - start.y) * (end.x - start.x) - (middle.x - start.x) * (end.y - start.y)) / length;
  return Math.abs(across) < 0.7 * startHeight && along > 0 && along < length;
}

type Guess = { columns: number; flipped: boolean; score: number };

// Score from which no other reading of the line is looked for. Chosen, not measured: a line of fillers read at a wrong pitch was seen at -0.19.
const sureScore = -0.12;

/** The line read with the column counts and directions that fit best, best first; none when it is no MRZ line. */
function seedsOf(image: GrayImage, network: MrzNetwork, line: PrintLine, trace: MrzTrace): LineReading[] {
  const seeds: LineReading[] = [];
  for (const { columns, flipped, score } of guessesOf(image, network, line)) {
    const reading = readTuned(image, network, frameOf(line, flipped), columns);
    trace(`  seed ${columns}${flipped ? ' flipped' : ''} ${line.length.toFixed(0)}x${line.thickness.toFixed(1)} guess ${score.toFixed(2)} score ${reading?.score.toFixed(2)} margins ${reading?.margins.toFixed(2)} ${reading ? bestLetters(reading, mrzAlphabet) : ''}`);
    if (!reading || reading.score < seedScore) continue;
    seeds.push(reading);
    if (reading.score > sureScore && reading.margins > -0.5) break;
  }
  return seeds.sort((a, b) => total(b) - total(a));
}

// A third of a line this badly read is no MRZ in that direction at that pitch. Chosen on synthetic lines.
const guessScore = -1.7;
const guessesRead = 3;
// A third read this well needs no look from the other side: upside down, O, S, H, I, 6 and 9 read as letters too (-0.24 was seen).
const guessSure = -0.08;

/** Column counts and directions worth a full reading, best first: only the middle third of the line is looked at. */
function guessesOf(image: GrayImage, network: MrzNetwork, line: PrintLine): Guess[] {
  const ratio = line.length / line.thickness;
  // Measured on the 49 specimens: length over ink height is 0.78 to 1.0 times the column count; noise widens it.
  const counts = columnCounts.filter((n) => ratio / n > 0.5 && ratio / n < 1.6);
  const guesses: Guess[] = [];
  for (const flipped of [false, true]) {
    const frame = frameOf(line, flipped);
    for (const columns of counts) {
      const run = readRun(image, network, partOf(frame, 1 / 3, 2 / 3), columns / 3, [Math.round(columns / 3)], 1)[0];
      if (run && run.score > guessScore) guesses.push({ columns, flipped, score: run.score });
    }
    if (guesses.some((g) => g.score > guessSure)) break;
  }
  return guesses.sort((a, b) => b.score - a.score).slice(0, guessesRead);
}

/** A whole line around a piece of one: its pitch comes from its height, its column count from where the characters end. */
function seedsOfPiece(image: GrayImage, network: MrzNetwork, line: PrintLine, trace: MrzTrace): LineReading[] {
  let best: LineReading | null = null;
  for (const { pitch, flipped } of pitchesOf(image, network, line)) {
    for (const run of readRun(image, network, frameOf(line, flipped), line.length / (line.thickness * pitch), columnCounts, runMargin)) {
      trace(`  piece ${run.columns}${flipped ? ' flipped' : ''} score ${run.score.toFixed(2)} margins ${run.margins.toFixed(2)} ${bestLetters(run, mrzAlphabet)}`);
      if (run.score >= 1.6 * seedScore && (best === null || total(run) > total(best))) best = run;
    }
  }
  const seed = best && readTuned(image, network, best.frame, best.columns);
  return seed && seed.score > seedScore ? [seed] : [];
}

/** Pitch in heights of the ink, and direction, in which a piece reads as print of that pitch at all. */
function pitchesOf(image: GrayImage, network: MrzNetwork, line: PrintLine): { pitch: number; flipped: boolean }[] {
  const out: { pitch: number; flipped: boolean; score: number }[] = [];
  for (const flipped of [false, true]) {
    for (const pitch of [0.94, 1.06, 1.2]) {
      const count = Math.min(12, Math.floor(line.length / (line.thickness * pitch)));
      if (count < 4) continue;
      const part = (count * line.thickness * pitch) / line.length;
      const run = readRun(image, network, partOf(frameOf(line, flipped), 0.5 - part / 2, 0.5 + part / 2), count, [count], 1)[0];
      if (run && run.score > 1.6 * seedScore) out.push({ pitch, flipped, score: run.score });
    }
  }
  return out.sort((a, b) => b.score - a.score).slice(0, 1);
}

const total = (r: LineReading): number => r.score + 0.5 * Math.max(-2, r.margins);

/** Reads, moves the frame to where the characters and the rows are, reads again. */
function readTuned(image: GrayImage, network: MrzNetwork, frame: LineFrame, columns: number): LineReading | null {
  const first = readLine(image, network, frame, columns);
  if (!first || first.score < -2.2) return first;
  const again = readLine(image, network, levelled(image, refitFrame(first), columns), columns);
  return again && again.score > first.score ? again : first;
}

/** Height and slope of the capitals from the rows of the left and the right half. */
function levelled(image: GrayImage, frame: LineFrame, columns: number): LineFrame {
  const own = (from: number, to: number): Band | null => {
    const near = bandsOf(image, frame, columns, 1.6, from, to).filter((b) => Math.abs(b.centre) < 0.5 && b.height > 0.5 && b.height < 1.6);
    return near.sort((a, b) => Math.abs(a.centre) - Math.abs(b.centre))[0] ?? null;
  };
  const left = own(0, 0.4), right = own(0.6, 1), whole = own(0, 1);
  const base = whole ?? left ?? right;
  if (!base) return frame;
  // A half of fillers only is lower than capitals: its centre counts, its height does not.
  const a = left ?? base, b = right ?? base;
  const height = Math.max(a.height, b.height) > 1.15 * Math.min(a.height, b.height) ? Math.max(base.height, Math.min(1.2, Math.max(a.height, b.height))) : base.height;
  const centreAt = (t: number): number => a.centre + ((b.centre - a.centre) * (t - 0.2)) / 0.6;
  return tuned(frame, { centre: centreAt(0), height }, { centre: centreAt(1), height });
}

/** The seed and its companions, top to bottom. */
function groupOf(image: GrayImage, network: MrzNetwork, seed: LineReading, trace: MrzTrace): LineReading[] {
  const group = [seed];
  const most = seed.columns === 30 ? 2 : 1;
  for (const direction of [-1, 1] as const) {
    let at = seed;
    for (let i = 0; i < most && group.length < (seed.columns === 30 ? 3 : 2) + 1; i++) {
      const next = neighbourOf(image, network, at, direction);
      trace(`  neighbour ${direction} ${next?.score.toFixed(2)} ${next ? bestLetters(next, mrzAlphabet) : ''}`);
      if (!next || next.score < memberScore) break;
      if (direction < 0) group.unshift(next);
      else group.push(next);
      at = next;
    }
  }
  return group;
}

/** The nearest band of print above or below that reads as a line of the same columns. */
function neighbourOf(image: GrayImage, network: MrzNetwork, of: LineReading, direction: -1 | 1): LineReading | null {
  const frame = refitFrame(of);
  const bands = bandsOf(image, frame, of.columns, 5.5)
    .filter((b) => b.centre * direction > 1.05 && b.centre * direction < 5 && b.height > 0.5 && b.height < 1.8)
    .sort((a, b) => (a.centre - b.centre) * direction);
  let best: LineReading | null = null;
  for (const band of bands.slice(0, 2)) {
    const reading = readTuned(image, network, moved(frame, band.centre, Math.min(1.25, Math.max(0.8, band.height))), of.columns);
    if (reading && (!best || reading.score > best.score)) best = reading;
    if (best && best.score > memberScore) break;
  }
  return best;
}

function bestFormat(image: GrayImage, network: MrzNetwork, group: readonly LineReading[], trace: MrzTrace): Found | null {
  let best: Found | null = null;
  for (const layout of formatLayouts) {
    if (layout.columns !== group[0]!.columns) continue;
    for (let first = 0; first + layout.lines <= group.length; first++) {
      const readings = group.slice(first, first + layout.lines);
      const decoded = decode(layout, readings);
      const strong = convincing(decoded);
      trace(`  ${layout.format} likelihood ${decoded.likelihood.toFixed(1)} evidence ${decoded.evidence.toFixed(3)} ${strong ? 'yes' : 'no'} ${decoded.lines.join('|')}`);
      if (strong && (!best || decoded.likelihood > best.likelihood)) best = { ...decoded, readings };
    }
  }
  if (!best) return null;
  return secondLook(image, network, best);
}

/** Cuts every line again, a little larger and a little smaller, and decodes the mean: what wavers shows. */
function secondLook(image: GrayImage, network: MrzNetwork, found: Found): Found {
  const readings = found.readings.map((reading) => {
    const frame = refitFrame(reading);
    const looks = [[0.04, 0.92], [-0.04, 1.1]].map(([centre, height]) => readLine(image, network, moved(frame, centre!, height), reading.columns));
    return averageReadings([reading, ...looks.filter((l) => l !== null)]);
  });
  return { ...decode(found.layout, readings), readings };
}

/** Enough to say "there is an MRZ": characters that speak for themselves, a beginning that fits, and check digits that agree beyond chance. */
export function convincing(decoded: Decoded): boolean {
  const { layout, lines, evidence } = decoded;
  const begins = layout.begins.some((b) => lines[0]!.startsWith(b));
  const valid = checkDigitsOf(layout, lines).filter((c, i) => c.valid && layout.checks[i]!.over.some((s) => /[A-Z1-9]/.test(textOf(lines, s)))).length;
  const filled = lines.join('').replaceAll('<', '').length;
  if (filled < 16) return false;
  if (layout.checks.length === 1) return begins && valid === 1 && evidence > -0.5;
  if (!begins) return false;
  return (valid >= 3 && evidence > -1) || (valid >= 2 && evidence > -0.6) || (valid >= 1 && evidence > -0.15);
}

// Posterior below which a character is put before the clerk. Chosen, not measured; see docs/adr/0005-mrz-reader.md.
const doubtBelow = 0.97;
// What the recogniser alone must give the chosen character. Below it the rules worked out what was not seen (a glare over a check digit, or over
// a character that a check digit is blind to), and a rule is no eye. Of 3,977 surely read characters of 49 specimens fewer than 8 fall below.
const seenBelow = 0.1;

/** @param disputed characters that are doubtful for a reason of the caller's. */
export function findingOf(found: Found, disputed: (line: number, column: number) => boolean = () => false): MrzFinding {
  return { mrz: mrzOf(found, disputed), readings: found.readings };
}

function mrzOf({ layout, lines, confidence, ranked: order, readings }: Found, disputed: (line: number, column: number) => boolean): Mrz {
  const doubtful: Mrz['doubtful'] = [];
  const placeOf = placeIn(readings);
  confidence.forEach((row, line) => {
    row.forEach((posterior, column) => {
      const chosen = order[line]![column]![0]!.index;
      const reading = readings[line]!;
      if (posterior >= doubtBelow && !disputed(line, column) && seenAs(reading, column, chosen) >= seenBelow && !besideCovered(reading, column)) return;
      const candidates = order[line]![column]!.filter((o, i) => i === 0 || o.posterior > 0.005).slice(0, 3).map((o) => mrzAlphabet[o.index]!);
      doubtful.push({ line, column, candidates, region: placeOf({ line, from: column, to: column + 1 }) });
    });
  });
  const corners = readings.flatMap((r) => quadOf(r.frame, r.columns, 0.3));
  const rows = lines.map((text, line) => placeOf({ line, from: 0, to: text.length })).filter((row) => row !== null);
  return { format: layout.format, lines, checkDigits: checkDigitsOf(layout, lines), doubtful, confidence, region: regionOf(corners), rows };
}

/** Probability that this character stands in this column, by the recogniser without any rule. */
const seenAs = (reading: LineReading, column: number, index: number): number => Math.exp(reading.present[column]! + reading.log[column * noneClass + index]!);

/** What covers a character may cover half of the next: an 8 without its left half is a 3, and no sum over an unseen character can tell. */
const besideCovered = ({ present, columns }: LineReading, column: number): boolean =>
  [column - 1, column + 1].some((c) => c >= 0 && c < columns && Math.exp(present[c]!) < seenBelow);

/** Outline of the characters of a span in the picture. */
export const placeInFinding = ({ readings }: MrzFinding): PlaceOf => placeIn(readings);

function placeIn(readings: readonly LineReading[]): PlaceOf {
  return ({ line, from, to }) => {
    const reading = readings[line];
    if (!reading) return null;
    const { start, end, startHeight, endHeight } = refitFrame(reading);
    const at = (t: number) => ({ x: start.x + (end.x - start.x) * t, y: start.y + (end.y - start.y) * t });
    const height = (startHeight + endHeight) / 2;
    const part: LineFrame = { start: at(from / reading.columns), end: at(to / reading.columns), startHeight: height, endHeight: height };
    return regionOf(quadOf(part, to - from, 0));
  };
}

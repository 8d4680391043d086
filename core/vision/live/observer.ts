/** Watches one stream and keeps what the votes on liveness ask about. State lives here: one observer a stream. Never slower than it must be: see `everyMs`. */
import type { Frame, Point, Region } from '../../frame.ts';
import type { OpenCv } from '../engines/opencv.ts';
import { bordersOf, showsBody, type Box } from './borders.ts';
import { cornersOf, follow, planeResidual, type Step } from './flow.ts';
import type { FaceTurn, LiveEvidence, SurroundSecond } from './live-types.ts';
import type { LiveSight } from './sight.ts';
import { createRepeats } from './repeats.ts';
import { smallGrayOf, type SmallGray } from './small-gray.ts';
import { stripesOf } from './stripes.ts';
import { choicesOf, zoneOf } from './surround.ts';

export type LiveObserver = {
  /** @param sight null: no face, or not surely one. Times never go back. */
  look(frame: Frame, timeMs: number, sight: LiveSight | null): void;
  evidence(): LiveEvidence;
};

/** Chosen: motion is followed ten times a second, edges and stripes looked at every second. */
const everyMs = { motion: 90, surface: 900 } as const;
/** After a longer gap corners cannot be followed. */
const longestGapMs = 400;
/** A turn is told from here on, degrees; below, a flat thing and a head move alike within what can be followed. */
const leastTurn = 10;
/** Corners that must be left of those the turn began with, and eye distance, small pixels: a third of a pixel must be small against the depth of a face. */
const [fewestCorners, leastEye] = [20, 16];
/** A turn is measured from a face that looks ahead; it begins anew this often. */
const [aheadDegrees, anewMs] = [8, 1200];
const secondMs = 1000;

type Before = { gray: SmallGray; timeMs: number; places: Point[]; face: Box };
type Key = { timeMs: number; yaw: number; steps: (Step & { index: number })[] };

export function createLiveObserver(opencv: OpenCv, device: string | null = null): LiveObserver {
  const repeats = createRepeats();
  const turns: FaceTurn[] = [];
  const surround: SurroundSecond[] = [];
  const borders: LiveEvidence['borders'] = { looks: 0, left: 0, right: 0, region: null };
  const stripes: LiveEvidence['stripes'] = { looks: 0, peaks: [], region: null };
  let frames = 0;
  let before: Before | null = null;
  let key: Key | null = null;
  let [motionMs, surfaceMs] = [-Infinity, -Infinity];

  function lookAtMotion(gray: SmallGray, timeMs: number, sight: LiveSight): void {
    const face = scaled(sight.box, gray.scale);
    const eye = sight.interEyePixels * gray.scale;
    const steps = before && timeMs - before.timeMs <= longestGapMs && before.gray.width === gray.width ? follow(opencv, before.gray, gray, before.places) : [];
    if (before && steps.length > 0) {
      noteSurround(surround, choicesOf(steps, before.face), before.timeMs, timeMs, gray.scale);
      key = carriedOn(key, steps);
      if (key) noteTurn(turns, key, { opencv, sight, timeMs, eye });
    } else key = null;
    const places = cornersOf(opencv, gray, (p) => zoneOf(p, face) !== 'body');
    const begun = !key || key.steps.length < fewestCorners || (Math.abs(sight.yaw) < aheadDegrees && timeMs - key.timeMs > anewMs);
    const kept: Key['steps'] = begun ? [] : key!.steps;
    // The corners of the turn come first, so that they find their steps again.
    const all = [...kept.map((s) => s.to), ...places];
    const ofKey = begun ? places.flatMap((p, index) => (zoneOf(p, face) === 'face' ? [{ index, from: p, to: p }] : [])) : kept.map((s, index) => ({ ...s, index }));
    key = { timeMs: begun ? timeMs : key!.timeMs, yaw: begun ? sight.yaw : key!.yaw, steps: ofKey };
    before = { gray, timeMs, places: all, face };
  }

  function lookAtSurface(frame: Frame, gray: SmallGray, sight: LiveSight): void {
    const face = scaled(sight.box, gray.scale);
    if (showsBody(gray, face)) {
      borders.looks += 1;
      const found = bordersOf(opencv, gray, face);
      const sides = new Set(found.map((b) => b.side));
      if (sides.has('left')) borders.left += 1;
      if (sides.has('right')) borders.right += 1;
      if (found.length > 0) borders.region = regionAround(found.flatMap((b) => [b.from, b.to]), gray.scale);
    }
    const peak = stripesOf(frame, sight.box);
    if (peak === null) return;
    stripes.looks += 1;
    stripes.peaks.push(peak);
    stripes.region = inside(sight.box, frame);
  }

  return {
    look(frame, timeMs, sight) {
      frames += 1;
      repeats.look(frame, timeMs);
      if (timeMs - motionMs < everyMs.motion) return;
      motionMs = timeMs;
      if (!sight) {
        before = null;
        key = null;
        return;
      }
      const gray = smallGrayOf(frame);
      lookAtMotion(gray, timeMs, sight);
      if (timeMs - surfaceMs < everyMs.surface) return;
      surfaceMs = timeMs;
      lookAtSurface(frame, gray, sight);
    },
    evidence: () => ({ notRun: null, frames, turns: [...turns], surround: [...surround], borders: { ...borders }, stripes: { ...stripes, peaks: [...stripes.peaks] }, repeats: repeats.found(), device }),
  };

  function noteTurn(into: FaceTurn[], begun: Key, now: { opencv: OpenCv; sight: LiveSight; timeMs: number; eye: number }): void {
    const degrees = Math.abs(now.sight.yaw - begun.yaw);
    if (degrees < leastTurn || begun.steps.length < fewestCorners || now.eye < leastEye) return;
    const residual = planeResidual(now.opencv, begun.steps) / now.eye;
    if (!Number.isFinite(residual)) return;
    const turn = { fromMs: begun.timeMs, toMs: now.timeMs, degrees, corners: begun.steps.length, residual, region: { ...now.sight.box } };
    const last = into.at(-1);
    // The farthest moment of a turn stands for it.
    if (last?.fromMs !== turn.fromMs) into.push(turn);
    else if (degrees > last.degrees) into[into.length - 1] = turn;
  }
}

const scaled = (box: Box, by: number): Box => ({ x: box.x * by, y: box.y * by, width: box.width * by, height: box.height * by });

function inside(box: Box, { width, height }: Frame): Region {
  const [x, y] = [Math.max(0, box.x), Math.max(0, box.y)];
  return { x, y, width: Math.min(width, box.x + box.width) - x, height: Math.min(height, box.y + box.height) - y };
}

function carriedOn(key: Key | null, steps: readonly (Step & { index: number })[]): Key | null {
  if (!key) return null;
  const at = new Map(steps.map((s) => [s.index, s.to]));
  return { ...key, steps: key.steps.flatMap((s) => { const to = at.get(s.index); return to ? [{ ...s, to }] : []; }) };
}

function noteSurround(into: SurroundSecond[], chosen: ReturnType<typeof choicesOf>, fromMs: number, toMs: number, scale: number): void {
  const { with: along, against } = chosen;
  if (along.length + against.length === 0) return;
  const last = into.at(-1);
  const region = regionAround([...along, ...against].map((s) => s.to), scale);
  if (last && toMs - last.fromMs <= secondMs) into[into.length - 1] = { ...last, toMs, with: last.with + along.length, against: last.against + against.length, region: union(last.region, region) };
  else into.push({ fromMs, toMs, with: along.length, against: against.length, region });
}

function regionAround(points: readonly Point[], scale: number): Region {
  const [xs, ys] = [points.map((p) => p.x / scale), points.map((p) => p.y / scale)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

function union(a: Region, b: Region): Region {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y };
}

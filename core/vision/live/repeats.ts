/**
 * Frames that come again. A camera never delivers the same frame twice, for its sensor is noisy; a film that is played in a loop through a
 * virtual camera does.
 */
import type { Frame } from '../../frame.ts';
import type { LiveEvidence } from './live-types.ts';

/** Single pixels, not means: noise must stay. Columns x rows over the whole frame; chosen. */
const grid = { columns: 40, rows: 24 } as const;
/** Nearer in time two frames of a still person may be alike. Chosen. */
const leastApartMs = 1500;
/** A live check takes no longer, and a film longer than it does not come again within it. Chosen. */
const mostApartMs = 20_000;
/** A twin differs by less than this share of what neighbours in time differ by; the same film encoded twice stays below a tenth. Chosen. */
const twinShare = 0.15;
/** Neighbours that differ by less, in levels, show nothing that could repeat. */
const leastDifference = 0.2;
/** Frames remembered: those of `mostApartMs` at 30 a second. */
const most = 600;

type Sample = { timeMs: number; values: Uint8Array };

export type Repeats = { look(frame: Frame, timeMs: number): void; found(): LiveEvidence['repeats'] };

export function createRepeats(): Repeats {
  const samples: Sample[] = [];
  const steps: number[] = [];
  const found: LiveEvidence['repeats'] = { frames: 0, twins: 0, fromMs: null, toMs: null, frozenMs: 0 };
  let frozenSince: number | null = null;
  return {
    look(frame, timeMs) {
      const sample = { timeMs, values: sampled(frame) };
      found.frames += 1;
      const last = samples.at(-1);
      if (last) {
        const step = difference(last.values, sample.values, Infinity);
        frozenSince = step === 0 ? (frozenSince ?? last.timeMs) : null;
        if (frozenSince !== null) found.frozenMs = Math.max(found.frozenMs, timeMs - frozenSince);
        // A frame that a slow camera delivers twice is no neighbour.
        if (step > 0) steps.push(step);
        if (step > 0 && isTwin(sample, samples, middleOf(steps))) {
          found.twins += 1;
          found.fromMs ??= timeMs;
          found.toMs = timeMs;
        }
      }
      samples.push(sample);
      if (samples.length > most) samples.shift();
      if (steps.length > most) steps.shift();
    },
    found: () => ({ ...found }),
  };
}

function isTwin(sample: Sample, samples: readonly Sample[], step: number): boolean {
  if (step < leastDifference) return false;
  const limit = twinShare * step;
  return samples.some((s) => sample.timeMs - s.timeMs >= leastApartMs && sample.timeMs - s.timeMs <= mostApartMs && s.values.length === sample.values.length && difference(s.values, sample.values, limit) <= limit);
}

function sampled({ width, height, data }: Frame): Uint8Array {
  const out = new Uint8Array(grid.columns * grid.rows);
  for (let r = 0, i = 0; r < grid.rows; r += 1) {
    for (let c = 0; c < grid.columns; c += 1, i += 1) out[i] = data[(Math.floor(((r + 0.5) * height) / grid.rows) * width + Math.floor(((c + 0.5) * width) / grid.columns)) * 4 + 1]!;
  }
  return out;
}

/** Mean difference in levels; stops where it must exceed `limit`. */
function difference(a: Uint8Array, b: Uint8Array, limit: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) {
    sum += Math.abs(a[i]! - b[i]!);
    if (sum > limit * a.length) return Infinity;
  }
  return sum / a.length;
}

function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

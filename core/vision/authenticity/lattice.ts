/**
 * Lattices over a document: the pixels of a display, beaten against the camera's own grid (moire), and the dots of a halftone print. Both repeat in two
 * directions at once, at the same frequency all over the page. Security print repeats too, but along one direction, or another one every centimetre.
 */
import type { Frame, Quad, Region } from '../../frame.ts';
import { powerSpectraOf } from './fourier.ts';

export type Lattice = {
  /** Windows looked at. */
  windows: number;
  /** Share of windows that show the two strongest common frequencies of independent directions at once. */
  both: number;
  /** Of these: share in which both show in colour too (red less blue). A display's pixels do; black dots do not. */
  coloured: number;
  /** The two, cycles per source pixel. */
  frequencies: readonly [Wave, Wave];
  /** Where both show. */
  regions: Region[];
};
export type Wave = { x: number; y: number };

/** Dots of a print's screen, or pixels (of a display, or of a picture that was scaled after it was a JPEG). */
export type LatticeKind = 'dots' | 'pixels' | 'blocks';

/** Screens of laser and offset printers, lines an inch (106, 133, 150 and 175 are usual). */
const printScreens = { low: 60, high: 220 };
/** Print screens are turned against the page (15, 45, 75 degrees) and alike in all inks; the display's pixels lie along the document as it is shown. Chosen. */
const turned = (8 * Math.PI) / 180;
const alike = 1.15;
/**
 * At 45 degrees to the page stands the screen of black or of magenta (ISO 12647-2: the dominant ink), and neither takes red from blue; the red and blue pixels of a telephone's
 * OLED stand at 45 degrees as well (PenTile). Modelled OLEDs 0.9 and more, black dots 0.
 */
const diagonal = { within: (10 * Math.PI) / 180, coloured: 0.5 };
/**
 * Red and blue are seen by every fourth photosite, and a JPEG halves them once more: so fine a print is gray to the camera (modelled prints 0.16 and less). Colour in waves above this
 * frequency, all over the page, is what a display's finer pixels leave after beating with those photosites (modelled 0.9 and more).
 */
const tooFineForPrint = { cycles: 0.2, coloured: 0.8 };
/** A wave along the picture's own axes, within one bin. */
const onAxis = ({ x, y }: Wave): boolean => Math.min(Math.abs(x), Math.abs(y)) * side <= 1;

/**
 * @param dpi source pixels an inch of the document, null: not known · `rotation`: of its top edge, radians
 * @param scaled the picture may have been scaled after it was a JPEG: a file, not a frame of our own camera
 */
export function kindOf({ frequencies: [a, b], coloured }: Lattice, dpi: number | null, rotation: number, scaled: boolean): LatticeKind {
  const [fa, fb] = [Math.hypot(a.x, a.y), Math.hypot(b.x, b.y)];
  const same = Math.max(fa, fb) < alike * Math.min(fa, fb);
  if (scaled && same && onAxis(a) && onAxis(b)) return 'blocks';
  const offAxis = ({ x, y }: Wave) => { const turn = Math.abs(Math.atan2(y, x) - rotation) % (Math.PI / 2); return Math.min(turn, Math.PI / 2 - turn); };
  const within = (f: number) => dpi !== null && f * dpi > printScreens.low && f * dpi < printScreens.high;
  const turns = [offAxis(a), offAxis(b)];
  const dots = same && within(fa) && within(fb) && turns.every((t) => t > turned);
  const beaten = coloured >= tooFineForPrint.coloured && Math.min(fa, fb) > tooFineForPrint.cycles;
  const pixels = beaten || (coloured >= diagonal.coloured && turns.every((t) => t > Math.PI / 4 - diagonal.within));
  return dots && !pixels ? 'dots' : 'pixels';
}

/** Side of a window, source pixels: 64 hold 6 periods of the coarsest wave asked for. */
const side = 64;
/** Fewer windows say nothing of a whole page. Chosen: two lines of a small card. */
export const fewestWindows = 12;
/** Most windows, spread evenly over the page. Chosen for time. */
const mostWindows = 80;
/** Lowest and highest frequency, in periods a window: below is text and shading, above the Bayer grid's own. */
const lowest = 6;
const highest = side / 2 - 2;
/**
 * A peak stands out from the median of its surround by this factor. In noise a bin exceeds s medians with probability 2^-s: with 2000 bins in each
 * of 80 windows, 20 leave 0.15 chance peaks a page, each at its own frequency.
 */
const standsOut = 20;
/** Least power of a peak: a wave of about 0.4 levels under this window. Chosen: below is what a JPEG rounds away. */
const leastPower = 4 * side * side;
/** Sine of the least angle between two directions that are called independent. Chosen: 30 degrees. */
const independent = 0.5;

const taper = Float64Array.from({ length: side }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / side));

type Corner = { x: number; y: number };

/** @param quad in pixels of the frame. Works on source pixels: resampling would wash out what it looks for. */
export function latticeOf(frame: Frame, quad: Quad): Lattice {
  const corners = windowsIn(frame, quad);
  const spectra = powerSpectraOf(side);
  const [luma, hue] = [new Float64Array(side * side), new Float64Array(side * side)];
  const seen = corners.map((corner) => {
    fill(frame, corner, luma, hue);
    const marks = new Uint8Array(side * side);
    for (const [bit, power] of spectra(luma, hue).entries()) markPeaks(power, marks, bit + 1);
    return marks;
  });
  const votes = new Uint16Array(side * side);
  for (const marks of seen) for (let i = 0; i < votes.length; i++) votes[i]! += marks[i]! > 0 ? 1 : 0;
  const first = best(votes, null);
  const second = first && best(votes, first);
  const shows = first && second ? corners.map((_, i) => [seen[i]![first.at]!, seen[i]![second.at]!] as const) : [];
  const both = corners.filter((_, i) => shows[i]?.every((m) => m > 0));
  const coloured = shows.filter((pair) => pair.every((m) => (m & 2) !== 0)).length;
  return {
    windows: corners.length,
    both: both.length / Math.max(1, corners.length),
    coloured: coloured / Math.max(1, both.length),
    frequencies: [waveOf(first), waveOf(second)],
    regions: both.slice(0, 12).map((c) => ({ ...c, width: side, height: side })),
  };
}

function windowsIn(frame: Frame, quad: Quad): Corner[] {
  const [xs, ys] = [quad.map((p) => p.x), quad.map((p) => p.y)];
  const [right, bottom] = [Math.min(frame.width, Math.max(...xs)) - side, Math.min(frame.height, Math.max(...ys)) - side];
  const found: Corner[] = [];
  for (let y = Math.max(0, Math.ceil(Math.min(...ys))); y <= bottom; y += side) {
    for (let x = Math.max(0, Math.ceil(Math.min(...xs))); x <= right; x += side) {
      if ([[0, 0], [side, 0], [0, side], [side, side]].every(([dx, dy]) => inside(quad, x + dx!, y + dy!))) found.push({ x, y });
    }
  }
  const every = found.length / mostWindows;
  return every <= 1 ? found : Array.from({ length: mostWindows }, (_, i) => found[Math.floor(i * every)]!);
}

function inside(quad: Quad, x: number, y: number): boolean {
  const turns = quad.map((a, i) => { const b = quad[(i + 1) % 4]!; return Math.sign((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)); });
  return turns.every((t) => t >= 0) || turns.every((t) => t <= 0);
}

/** Luminance, and red less blue: the stripes of a display's pixels differ in colour before they differ in brightness. */
function fill({ width, data }: Frame, { x: left, y: top }: Corner, luma: Float64Array, hue: Float64Array): void {
  let [lumaSum, hueSum] = [0, 0];
  for (let y = 0, i = 0; y < side; y++) {
    for (let x = 0, at = ((top + y) * width + left) * 4; x < side; x++, at += 4, i++) {
      lumaSum += luma[i] = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
      hueSum += hue[i] = data[at]! - data[at + 2]!;
    }
  }
  const n = side * side;
  for (let y = 0, i = 0; y < side; y++) {
    for (let x = 0; x < side; x++, i++) {
      const weight = taper[x]! * taper[y]!;
      luma[i] = (luma[i]! - lumaSum / n) * weight;
      hue[i] = (hue[i]! - hueSum / n) * weight;
    }
  }
}

const ring: number[] = new Array<number>(56).fill(0);

/** Marks each peak and its eight neighbours with a bit: over a tilted page a frequency drifts. */
function markPeaks(power: Float64Array, marks: Uint8Array, bit: number): void {
  const at = (x: number, y: number) => power[((y + side) % side) * side + ((x + side) % side)]!;
  for (let y = 0; y <= highest; y++) {
    for (let x = y === 0 ? 1 : -highest; x <= highest; x++) {
      if (x * x + y * y < lowest * lowest || ofBlocks(x, y)) continue;
      const peak = at(x, y);
      if (peak < leastPower || peak < at(x - 1, y) || peak < at(x + 1, y) || peak < at(x, y - 1) || peak < at(x, y + 1)) continue;
      let n = 0;
      for (let dy = -4; dy <= 4; dy++) for (let dx = -4; dx <= 4; dx++) if (Math.max(Math.abs(dx), Math.abs(dy)) >= 3) ring[n++] = at(x + dx, y + dy);
      ring.sort((a, b) => a - b);
      if (peak < standsOut * ring[n >> 1]!) continue;
      for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) marks[((y + dy + side) % side) * side + ((x + dx + side) % side)]! |= bit;
    }
  }
}

/** On an axis at a multiple of 1/8 of a pixel: a JPEG's own blocks. */
function ofBlocks(x: number, y: number): boolean {
  const near = (v: number) => Math.abs(Math.abs(v) - (side / 8) * Math.round(Math.abs(v) / (side / 8))) <= 1;
  return (y <= 1 && near(x)) || (Math.abs(x) <= 1 && near(y));
}

type Found = { at: number; x: number; y: number; votes: number };

/** The frequency with most votes; `beside`: only those in a direction independent of it. */
function best(votes: Uint16Array, beside: Found | null): Found | null {
  let found: Found | null = null;
  for (let y = 0; y <= highest; y++) {
    for (let x = -highest; x <= highest; x++) {
      const at = y * side + ((x + side) % side);
      if (votes[at]! <= (found?.votes ?? 0)) continue;
      if (beside && Math.abs(x * beside.y - y * beside.x) < independent * Math.hypot(x, y) * Math.hypot(beside.x, beside.y)) continue;
      found = { at, x, y, votes: votes[at]! };
    }
  }
  return found;
}

const waveOf = (found: Found | null): Wave => ({ x: (found?.x ?? 0) / side, y: (found?.y ?? 0) / side });

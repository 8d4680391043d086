/** What the card's paper, ink and patches say of light and colour: shading, black level, white balance, noise, and where lamps are mirrored. */
import type { Frame } from '../frame.ts';
import { solve } from '../vision/document/plane.ts';
import { lampPart } from './figures.ts';
import type { FoundCard } from './find.ts';
import { groundAt, zoneOf, zones, type Ground, type Place, type Zone } from './layout.ts';
import { encoded, linear, luminance } from './linear.ts';

/** A small place on the card that shows one thing. Colours and light: linear, mean of its pixels. */
type Sample = { x: number; y: number; zone: Zone; ground: Ground; light: number; rgb: [number, number, number]; /** Part of its pixels at the top of the scale. */ full: number; /** Standard deviation of its luminance, levels of 255. */ spread: number };

export type LightFigures = {
  paperLevel: number; burntPercent: number; blackPercent: number; shadingPercent: number;
  whiteBalance: { redToGreen: number; blueToGreen: number; chroma: number };
  noise: { levels: number; decibels: number };
  glare: Record<Zone, number>; lamps: Zone[];
};

/** Samples along the card's longer side. Chosen: 1.2 mm on an ID-1 card, less than any reflection of a lamp. */
const along = 72;
/**
 * Light of a lamp, in parts of what paper gives, that is more than shading explains. On dark ground it shows as it is; paper is as bright as the lamps
 * light it, and a spot that is no quadratic is no mirror image. Chosen, held against bench:golden-card.
 */
const lampOnDark = 0.1;
const lampOnPaper = 0.13;
/** Black and probe patches; lighter greys are left to the white balance. */
const isDark = (ground: Ground): boolean => ground === 'ink' || (ground !== 'paper' && ground.of === 'probe');

/** Part of a square's ink that a lamp may light up before its edges are left alone: they are then the lamp's as well. Chosen. */
const litEdges = 0.1;

/** `lit`: squares in which a lamp is mirrored. */
export function lightOf(frame: Frame, card: FoundCard): { figures: LightFigures; lit: Place[] } {
  const samples = samplesOf(frame, card);
  const paper = samples.filter((s) => s.ground === 'paper');
  const shade = shadingOf(paper, card);
  const ratio = (s: Sample): number => s.light / shade(s.x, s.y);
  const usual = new Map([...new Set(samples.map((s) => kindOf(s.ground)))].map((kind) => [kind, median(samples.filter((s) => kindOf(s.ground) === kind).map(ratio))]));
  const lit = (s: Sample): boolean => (isDark(s.ground) ? ratio(s) - usual.get(kindOf(s.ground))! > lampOnDark : s.ground === 'paper' && ratio(s) - 1 > lampOnPaper);
  const shown = samples.filter((s) => s.ground === 'paper' || isDark(s.ground));
  const parts = zones.map((zone) => { const own = shown.filter((s) => s.zone === zone); return [zone, own.filter(lit).length / Math.max(1, own.length)] as const; });
  const matt = samples.filter((s) => !lit(s));
  const mattPaper = matt.filter((s) => s.ground === 'paper');
  const level = median(mattPaper.map((s) => s.light));
  const spread = median(mattPaper.map((s) => s.spread));
  const figures = {
    paperLevel: encoded(level),
    burntPercent: 100 * mean(paper.map((s) => s.full)),
    blackPercent: 100 * (usual.get('ink') ?? 0),
    shadingPercent: shadingPercent(shade, card),
    whiteBalance: balanceOf(samples, level),
    noise: { levels: spread, decibels: 20 * Math.log10(encoded(level) / Math.max(spread, quantisation)) },
    // zones has every zone once.
    glare: Object.fromEntries(parts) as Record<Zone, number>,
    lamps: parts.filter(([, part]) => part > lampPart).map(([zone]) => zone),
  };
  const inked = samples.filter((s) => s.ground === 'ink');
  return {
    figures,
    lit: card.layout.squares.filter(({ centre, side }) => {
      const own = inked.filter((s) => Math.hypot(s.x - centre.x, s.y - centre.y) < side);
      return own.filter(lit).length > own.length * litEdges;
    }).map((square) => square.place),
  };
}

/** Levels: what rounding to whole numbers alone makes. */
const quantisation = 1 / Math.sqrt(12);

const kindOf = (ground: Ground): string => (typeof ground === 'string' ? ground : ground.rgb.join());
const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : values.reduce((sum, v) => sum + v, 0) / values.length);
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

function samplesOf(frame: Frame, card: FoundCard): Sample[] {
  const { layout, at } = card;
  const step = Math.max(layout.width, layout.height) / along;
  const samples: Sample[] = [];
  for (let y = step / 2; y < layout.height; y += step) {
    for (let x = step / 2; x < layout.width; x += step) {
      const ground = groundAt(layout, { x, y }, step * 0.8);
      if (ground === null) continue;
      const middle = at({ x, y });
      const right = at({ x: x + step, y });
      const pixels = pixelsAround(frame, middle.x, middle.y, Math.hypot(right.x - middle.x, right.y - middle.y) * 0.4);
      if (pixels) samples.push({ x, y, zone: zoneOf(layout, { x, y }), ground, ...pixels });
    }
  }
  return samples;
}

/** null: not wholly in the picture. */
function pixelsAround({ width, height, data }: Frame, x: number, y: number, reach: number): Pick<Sample, 'light' | 'rgb' | 'full' | 'spread'> | null {
  const [left, top, right, bottom] = [Math.round(x - reach), Math.round(y - reach), Math.round(x + reach), Math.round(y + reach)];
  if (left < 0 || top < 0 || right > width || bottom > height || right <= left || bottom <= top) return null;
  let [light, r, g, b, full, level, squares] = [0, 0, 0, 0, 0, 0, 0];
  for (let v = top; v < bottom; v++) {
    for (let i = (v * width + left) * 4; i < (v * width + right) * 4; i += 4) {
      light += luminance(data, i);
      r += linear(data[i]!);
      g += linear(data[i + 1]!);
      b += linear(data[i + 2]!);
      if (Math.max(data[i]!, data[i + 1]!, data[i + 2]!) >= 254) full += 1;
      const luma = 0.2126 * data[i]! + 0.7152 * data[i + 1]! + 0.0722 * data[i + 2]!;
      level += luma;
      squares += luma * luma;
    }
  }
  const n = (right - left) * (bottom - top);
  return { light: light / n, rgb: [r / n, g / n, b / n], full: full / n, spread: n < 2 ? 0 : Math.sqrt(Math.max(0, (squares - (level * level) / n) / (n - 1))) };
}

type Shade = (x: number, y: number) => number;

/**
 * Light on paper as a quadratic over the card. A lamp only adds, so what lies above the fit counts less than what lies below (Cauchy's weights, ever
 * narrower), and a plane is laid first: a quadratic at once would rise towards the lamp.
 */
function shadingOf(paper: readonly Sample[], { layout }: FoundCard): Shade {
  const terms = (x: number, y: number): number[] => { const [u, v] = [(2 * x) / layout.width - 1, (2 * y) / layout.height - 1]; return [1, u, v, u * u, u * v, v * v]; };
  const level = median(paper.map((s) => s.light));
  let off = paper.map((s) => s.light / level - 1);
  let fit: number[] = [];
  for (let round = 0; round < shadingRounds; round++) {
    const size = round < shadingRounds / 3 ? 3 : 6;
    const narrow = 0.1 * 0.15 ** (round / (shadingRounds - 1));
    const rows = Array.from({ length: size }, () => Array<number>(size + 1).fill(0));
    paper.forEach((s, i) => {
      const weight = 1 / (1 + (off[i]! / (off[i]! > 0 ? narrow : 3 * narrow)) ** 2);
      const t = [...terms(s.x, s.y).slice(0, size), s.light / level];
      for (let r = 0; r < size; r++) for (let c = 0; c <= size; c++) rows[r]![c]! += weight * t[r]! * t[c]!;
    });
    fit = solve(rows);
    off = paper.map((s) => s.light / level - value(fit, terms(s.x, s.y)));
  }
  // A fit that dips below nothing at a corner would turn ratios over.
  return (x, y) => level * Math.max(1e-2, value(fit, terms(x, y)));
}
/** Chosen: more change nothing. */
const shadingRounds = 18;
const value = (fit: readonly number[], terms: readonly number[]): number => fit.reduce((sum, f, i) => sum + f * terms[i]!, 0);

/** How much darker the darkest corner of the card is than its brightest place. */
function shadingPercent(shade: Shade, { layout: { width, height } }: FoundCard): number {
  const grid = Array.from({ length: 81 }, (_, i) => shade(((i % 9) / 8) * width, (Math.floor(i / 9) / 8) * height));
  return 100 * (1 - Math.min(...grid) / Math.max(...grid));
}

/** The median over the grey patches, so that a lamp of another colour on some of them does not count. Chroma: CIELAB C*ab against D65 at the paper's luminance (CIE 15). */
function balanceOf(samples: readonly Sample[], paperLight: number): LightFigures['whiteBalance'] {
  const greys = samples.filter((s) => typeof s.ground !== 'string' && s.ground.of === 'grey');
  const patches = [...new Set(greys.map((s) => kindOf(s.ground)))].map((kind) => {
    const own = greys.filter((s) => kindOf(s.ground) === kind);
    return [0, 1, 2].map((c) => mean(own.map((s) => s.rgb[c]!))) as [number, number, number];
  });
  const g = median(patches.map((patch) => patch[1]));
  const [r, b] = [0, 2].map((c) => g * median(patches.map((patch) => patch[c]! / Math.max(patch[1], 1e-6)))) as [number, number];
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116);
  // sRGB primaries (IEC 61966-2-1), white point 1, 1, 1 after division by D65's.
  const [x, y, z] = [(0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505, 0.2126 * r + 0.7152 * g + 0.0722 * b, (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089].map((v) => f(v / Math.max(paperLight, 1e-3))) as [number, number, number];
  return { redToGreen: r / Math.max(g, 1e-6), blueToGreen: b / Math.max(g, 1e-6), chroma: Math.hypot(500 * (x - y), 200 * (y - z)) };
}

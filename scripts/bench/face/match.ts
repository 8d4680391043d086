/** All genuine and impostor pairs of every set at the shipped thresholds, single pictures and fused ones. */
import { compare, euclidean, matchThresholds, verdict, type FaceDescriptor } from '../../../core/vision/face/compare.ts';
import { fuse } from '../../../core/vision/face/fuse.ts';
import type { Remembered } from './descriptions.ts';
import { matchSets, type FacePicture, type SetName } from './sets.ts';
import { quantile, rate } from './statistics.ts';

export type Described = FacePicture & { descriptor: FaceDescriptor; weight: number };
type Pair = { a: string; b: string; distance: number };
type Pairs = { genuine: Pair[]; impostor: Pair[] };

/** Live frames fused in the station. */
export const fusedFrames = 5;

export function withDescriptor(pictures: readonly FacePicture[], all: ReadonlyMap<string, Remembered>): Described[] {
  return pictures.flatMap((p) => {
    const got = all.get(p.file);
    return got?.descriptor ? [{ ...p, descriptor: got.descriptor, weight: got.weight }] : [];
  });
}

export function pairsOf(pictures: readonly Described[]): Pairs {
  const pairs: Pairs = { genuine: [], impostor: [] };
  pictures.forEach((a, i) => {
    for (const b of pictures.slice(i + 1)) {
      pairs[a.person === b.person ? 'genuine' : 'impostor'].push({ a: a.file, b: b.file, distance: compare(a.descriptor, b.descriptor) });
    }
  });
  return pairs;
}

/** Each picture against the fusion of k other pictures of one person (evenly spread over that person's pictures). */
export function fusedPairs(pictures: readonly Described[], k: number): Pairs {
  const people = new Map<string, Described[]>();
  for (const p of pictures) people.set(p.person, [...(people.get(p.person) ?? []), p]);
  const pairs: Pairs = { genuine: [], impostor: [] };
  for (const portrait of pictures) {
    for (const [person, own] of people) {
      const live = spread(own.filter((p) => p.file !== portrait.file), k);
      if (live.length < k) continue;
      const fused = fuse(live.map((p) => p.descriptor), live.map((p) => p.weight));
      pairs[person === portrait.person ? 'genuine' : 'impostor'].push({ a: portrait.file, b: `${k} x ${person}`, distance: compare(portrait.descriptor, fused) });
    }
  }
  return pairs;
}

export function spread<T>(items: readonly T[], k: number): T[] {
  return items.length < k ? [] : Array.from({ length: k }, (_, i) => items[Math.floor((i * items.length) / k)]!);
}

const sorted = (pairs: readonly Pair[]): number[] => pairs.map((p) => p.distance).sort((x, y) => x - y);

/** FNMR at the largest threshold that lets at most `fmr` of the impostors through. */
export function fnmrAt(pairs: Pairs, fmr: number): { missed: number; threshold: number } {
  const impostors = sorted(pairs.impostor);
  const allowed = Math.floor(fmr * impostors.length);
  // At or below `threshold` is a match, so it lies just under the first impostor that must not pass.
  const threshold = (impostors[allowed] ?? Infinity) - 1e-9;
  return { missed: pairs.genuine.filter((p) => p.distance > threshold).length, threshold };
}

export function matchReport(pictures: readonly Described[], say: (line: string) => void): object {
  say(`\nMatch at the shipped thresholds: match <= ${matchThresholds.match}, different > ${matchThresholds.different} (distance 1 = strangers)`);
  const result: Record<string, object> = {};
  for (const set of [...matchSets, 'across sets'] as const) {
    const single = set === 'across sets' ? acrossSets(pictures) : pairsOf(pictures.filter((p) => p.set === set));
    result[set] = line(`${set}, single`, single, say);
    if (set === 'across sets') continue;
    const fused = fusedPairs(pictures.filter((p) => p.set === set), fusedFrames);
    if (fused.genuine.length > 0) result[`${set} fused`] = line(`${set}, fused ${fusedFrames}`, fused, say);
  }
  return result;
}

/** People of different sets are different people: impostors only. */
function acrossSets(pictures: readonly Described[]): Pairs {
  const all = pairsOf(pictures);
  const setOf = (file: string): SetName => file.split('/')[0] as SetName;
  return { genuine: [], impostor: all.impostor.filter((p) => setOf(p.a) !== setOf(p.b)) };
}

function line(name: string, pairs: Pairs, say: (line: string) => void): object {
  const count = (list: readonly Pair[], wanted: string): number => list.filter((p) => verdict(p.distance) === wanted).length;
  const { genuine, impostor } = pairs;
  const figures = {
    genuine: { pairs: genuine.length, match: count(genuine, 'match'), unsure: count(genuine, 'unsure'), different: count(genuine, 'different') },
    impostor: { pairs: impostor.length, match: count(impostor, 'match'), unsure: count(impostor, 'unsure'), different: count(impostor, 'different') },
    fnmrAtFmr: genuine.length > 0 ? [0.01, 0.001, 0.0001].map((fmr) => ({ fmr, ...fnmrAt(pairs, fmr) })) : [],
    closestImpostor: quantile(sorted(impostor), 0),
    farthestGenuine: quantile(sorted(genuine), 1),
  };
  say(`\n${name}`);
  if (genuine.length > 0) {
    say(`  same person   not called match (FNMR) ${rate(genuine.length - figures.genuine.match, genuine.length)}; unsure ${figures.genuine.unsure}, called different ${rate(figures.genuine.different, genuine.length)}`);
    say(`  FNMR at FMR 1e-2 / 1e-3 / 1e-4 with the set's own threshold: ${figures.fnmrAtFmr.map((f) => `${f.missed} of ${genuine.length} (${f.threshold.toFixed(3)})`).join(' / ')}`);
  }
  say(`  strangers     called match (FMR) ${rate(figures.impostor.match, impostor.length)}; unsure ${rate(figures.impostor.unsure, impostor.length)}; closest ${figures.closestImpostor.toFixed(3)}`);
  const worst = (list: readonly Pair[], sign: 1 | -1): string => [...list].sort((x, y) => sign * (x.distance - y.distance)).slice(0, 3).map((p) => `${p.distance.toFixed(3)} ${p.a} ~ ${p.b}`).join('; ');
  say(`  worst: closest strangers ${worst(impostor, 1)}`);
  if (genuine.length > 0) say(`         farthest same ${worst(genuine, -1)}`);
  return figures;
}

/** What the unit of distance is derived from: medians over the impostor pairs of one set. */
export function strangerMedians(pictures: readonly Described[]): { faceApi: number; faceres: number } {
  const faceApi: number[] = [];
  const faceres: number[] = [];
  pictures.forEach((a, i) => {
    for (const b of pictures.slice(i + 1)) {
      if (a.person === b.person) continue;
      faceApi.push(euclidean(a.descriptor.faceApi, b.descriptor.faceApi));
      faceres.push(euclidean(a.descriptor.faceres, b.descriptor.faceres));
    }
  });
  const median = (values: number[]): number => quantile(values.sort((x, y) => x - y), 0.5);
  return { faceApi: median(faceApi), faceres: median(faceres) };
}

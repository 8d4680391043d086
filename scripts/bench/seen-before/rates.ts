/** How often the same person would be seen again, and a stranger be shown, at the limits that follow from the size of the store. */
import { matchThresholds } from '../../../core/vision/face/compare.ts';
import { fuse } from '../../../core/vision/face/fuse.ts';
import { compare } from '../../../core/vision/face/compare.ts';
import { expectedFalseHints, hintLimit } from '../../../core/vision/face/one-to-many.ts';
import { rememberedDescriptions } from '../face/descriptions.ts';
import { nodeFaceEngine } from '../face/host.ts';
import { fusedPairs, withDescriptor, type Described } from '../face/match.ts';
import { matchPictures, matchSets } from '../face/sets.ts';
import { rate } from '../face/statistics.ts';

const sizes = [1000, 10_000, 100_000, 1_000_000];
/** Frames in each of two visits. */
const perVisit = 5;

export async function ratesReport(say: (line: string) => void): Promise<void> {
  let engine: ReturnType<typeof nodeFaceEngine> | null = null;
  const pictures = matchPictures();
  const known = withDescriptor(pictures, await rememberedDescriptions(pictures.map((p) => p.file), () => (engine ??= nodeFaceEngine()), say));
  const largest = (network: 'faceApi' | 'faceres'): string => known.reduce((most, p) => p.descriptor[network].reduce((m, x) => Math.max(m, Math.abs(x)), most), 0).toFixed(3);
  say(`\nLargest component of ${known.length} descriptors: face-api ${largest('faceApi')}, faceres ${largest('faceres')}`);
  const visits = twoVisits(known);
  const strangers = visits.flatMap((a, i) => visits.slice(i + 1).map((b) => compare(a.first, b.second)));
  const again = fusedOf(known);
  for (const searched of sizes) {
    const limit = hintLimit(searched);
    say(`over ${searched} faces: limit ${limit.toFixed(3)}; false hints expected in a search ${expectedFalseHints(searched, limit).toFixed(3)} (at match.id's ${matchThresholds.match}: ${expectedFalseHints(searched, matchThresholds.match).toFixed(2)})`);
    say(`  seen again, ${perVisit} pictures against ${perVisit} others: ${rate(visits.filter((v) => compare(v.first, v.second) <= limit).length, visits.length)}; one against ${perVisit}: ${rate(again.genuine.filter((d) => d <= limit).length, again.genuine.length)}`);
    say(`  strangers within it: ${rate(strangers.filter((d) => d <= limit).length, strangers.length)} of visits; ${rate(again.impostor.filter((d) => d <= limit).length, again.impostor.length)} of one against ${perVisit}`);
  }
}

type Visits = { person: string; first: Described['descriptor']; second: Described['descriptor'] };

/** People with enough pictures, their even ones against their odd ones. */
function twoVisits(known: readonly Described[]): Visits[] {
  const people = new Map<string, Described[]>();
  for (const p of known) people.set(p.person, [...(people.get(p.person) ?? []), p]);
  return [...people].flatMap(([person, own]) => {
    const [even, odd] = [0, 1].map((rest) => own.filter((_, i) => i % 2 === rest).slice(0, perVisit));
    if (!even || !odd || odd.length < perVisit) return [];
    const visit = (shots: readonly Described[]) => fuse(shots.map((s) => s.descriptor), shots.map((s) => s.weight));
    return [{ person, first: visit(even), second: visit(odd) }];
  });
}

function fusedOf(known: readonly Described[]): { genuine: number[]; impostor: number[] } {
  const all = matchSets.map((set) => fusedPairs(known.filter((p) => p.set === set), perVisit));
  return { genuine: all.flatMap((p) => p.genuine.map((g) => g.distance)), impostor: all.flatMap((p) => p.impostor.map((g) => g.distance)) };
}

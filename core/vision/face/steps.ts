/** Every face of a case against every other: the portrait, its ghost, the picture that was taken, the live frames. */
import { faceKinds, type FaceKind, type StepPair } from '../../case/steps.ts';
import { compare, matchThresholds, verdict, type FaceDescriptor } from './compare.ts';

export type CaseFace = { kind: FaceKind; descriptor: FaceDescriptor };

export type FaceSteps = {
  faces: FaceKind[];
  /** Each two faces once, in the order of the kinds. */
  pairs: StepPair[];
  /** The face that differs while the others agree with each other; null: none does, or it cannot be told which one. */
  odd: FaceKind | null;
};

/** @param given one face a kind at most. */
export function compareSteps(given: readonly CaseFace[]): FaceSteps {
  const faces = faceKinds.flatMap((kind) => given.find((f) => f.kind === kind) ?? []);
  const pairs = faces.flatMap((a, i) => faces.slice(i + 1).map((b): StepPair => {
    const distance = compare(a.descriptor, b.descriptor);
    return { a: a.kind, b: b.kind, distance, verdict: verdict(distance) };
  }));
  return { faces: faces.map((f) => f.kind), pairs, odd: oddOf(pairs) };
}

/** The portrait in the hand is a few pixels wide: it stands in the table, and stmt.other-document alone judges it. */
export const withoutHeld = (pairs: readonly StepPair[]): StepPair[] => pairs.filter((p) => p.a !== 'held' && p.b !== 'held');

/**
 * The odd one is in every pair that differs. Where one pair differs and no other, each of its two could be it: it is the one that lies
 * outside the match of all others, if only one does.
 */
export function oddOf(all: readonly StepPair[]): FaceKind | null {
  const pairs = withoutHeld(all);
  const faces = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const differing = pairs.filter((p) => p.distance > matchThresholds.different);
  // Two faces that differ say nothing about which of them is wrong.
  if (differing.length === 0 || faces.length < 3) return null;
  const inAll = faces.filter((face) => differing.every((p) => p.a === face || p.b === face));
  const outside = inAll.filter((face) => pairs.every((p) => (p.a !== face && p.b !== face) || p.verdict !== 'match'));
  const candidates = outside.length > 0 ? outside : inAll;
  return candidates.length === 1 ? candidates[0]! : null;
}

/** The faces of the cases under work: the document's portrait, and the best camera frames of the live face. In memory only, until forgotten. */
import { matchPeople } from '../../core/people.ts';
import { matchThresholds } from '../../core/vision/face/compare.ts';
import type { FaceDescription } from '../../core/vision/face/describe.ts';

/** Frames fused into one descriptor. Chosen: the gain of each further frame of one sitting is small. */
const most = 5;

export type LiveFaces = {
  setPortrait(caseId: string, portrait: FaceDescription | null): void;
  portrait(caseId: string): FaceDescription | null;
  /** Keeps the best by weight. `same`: the person of the frames before; null: there were none. */
  add(caseId: string, face: FaceDescription): { kept: number; same: boolean | null };
  live(caseId: string): readonly FaceDescription[];
  forget(caseId: string): void;
};

export function createLiveFaces(): LiveFaces {
  const portraits = new Map<string, FaceDescription>();
  const lives = new Map<string, FaceDescription[]>();
  return {
    setPortrait(caseId, portrait) {
      if (portrait) portraits.set(caseId, portrait);
      else portraits.delete(caseId);
    },
    portrait: (caseId) => portraits.get(caseId) ?? null,
    add(caseId, face) {
      const faces = lives.get(caseId) ?? [];
      const best = faces[0];
      const { distance } = matchPeople(best?.descriptor ?? null, face.descriptor);
      const same = distance === null ? null : distance <= matchThresholds.different;
      // Somebody else's frame must never be fused into the customer's.
      if (same !== false) lives.set(caseId, [...faces, face].sort((a, b) => b.weight - a.weight).slice(0, most));
      return { kept: lives.get(caseId)?.length ?? 0, same };
    },
    live: (caseId) => lives.get(caseId) ?? [],
    forget(caseId) {
      portraits.delete(caseId);
      lives.delete(caseId);
    },
  };
}

/** The faces of the cases under work: those on the document, the picture that was taken, and the best camera frames after it. In memory only, until forgotten. */
import { matchPeople, type DocumentFaces, type FacesOfCase } from '../../core/people.ts';
import { matchThresholds } from '../../core/vision/face/compare.ts';
import type { StatementFaces } from '../../core/statement-picture.ts';
import type { FaceDescription } from '../../core/vision/face/describe.ts';

/** Frames kept beside the picture that was taken. Chosen: the gain of each further frame of one sitting is small. */
const most = 5;

export type LiveFaces = {
  setDocument(caseId: string, document: DocumentFaces | null): void;
  setStatement(caseId: string, statement: StatementFaces): void;
  /** Another picture was taken: what was seen with the one before is not its person's. */
  capture(caseId: string, face: FaceDescription | null): void;
  /** Keeps the best by weight. `same`: the person of the picture or of the frames before; null: there were none. */
  add(caseId: string, face: FaceDescription): { kept: number; same: boolean | null };
  of(caseId: string): FacesOfCase;
};

export function createLiveFaces(): LiveFaces {
  const cases = new Map<string, FacesOfCase>();
  const of = (caseId: string): FacesOfCase => cases.get(caseId) ?? { document: null, face: null, live: [] };
  return {
    of,
    setDocument: (caseId, document) => { cases.set(caseId, { ...of(caseId), document }); },
    setStatement: (caseId, statement) => { cases.set(caseId, { ...of(caseId), statement }); },
    capture: (caseId, face) => { cases.set(caseId, { ...of(caseId), face, live: [] }); },
    add(caseId, face) {
      const known = of(caseId);
      const { distance } = matchPeople((known.face ?? known.live[0])?.descriptor ?? null, face.descriptor);
      const same = distance === null ? null : distance <= matchThresholds.different;
      // Somebody else's frame must never be fused into the customer's.
      if (same !== false) cases.set(caseId, { ...known, live: [...known.live, face].sort((a, b) => b.weight - a.weight).slice(0, most) });
      return { kept: of(caseId).live.length, same };
    },
  };
}

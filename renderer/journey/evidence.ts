/** Everything the window found out about a case, as the one thing the station decides on. Pure. */
import type { Evidence } from '../../core/case/case.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { nothingRead } from '../../core/document/reading.ts';
import { sideOfRegion, type CaseWork, type PaperPage, type SideWork } from './work.ts';


/** @throws Error when the case has no document or no set-up: the journey does not allow it. */
export function buildEvidence(work: CaseWork, versions: Record<string, string>): Evidence {
  const { setup } = work.journey;
  const { front } = work.sides;
  if (!setup || !front) throw new Error('case without set-up or document');
  const { match } = work;
  const desks = Object.fromEntries([front, work.sides.back].flatMap((side) => (side?.desk ? [[side.captureId, side.desk]] : [])));
  return {
    caseId: work.caseId,
    setup,
    captureIds: [front.captureId, work.sides.back?.captureId, work.face?.captureId, work.statement?.captureId, ...pagesOf(work).map((page) => page.captureId)].filter((id) => id !== undefined),
    extraction: work.judged?.reading ?? front.reading ?? nothingRead,
    mrzChoices: work.mrzChoices,
    corrections: work.corrections,
    results: collectResults(work),
    match: match ? { verdict: match.verdict, distance: match.distance, frames: match.frames, steps: match.steps } : { verdict: 'none', distance: null, frames: 0, steps: [] },
    staffComparison: work.staffComparison,
    address: work.address?.proof ? { form: work.address.form, proof: work.address.proof.reading } : null,
    statement: work.statement && { reading: work.statement.reading, asked: work.statement.asked, staff: work.statement.staff },
    ...(Object.keys(desks).length > 0 && { desks }),
    attestation: null,
    visit: work.visit,
    startedAt: work.startedAt,
    versions,
  };
}

/** Each check once for each picture it speaks of; what was judged over all sides takes the place of what one side said. */
export function collectResults(work: CaseWork): CheckResult[] {
  const judged = work.judged?.results ?? [];
  const replaced = new Set(judged.map((r) => r.id));
  const ofSides = (['front', 'back'] as const).flatMap((side) => resultsOfSide(work.sides[side]).filter((r) => !replaced.has(r.id)));
  const ofFace = work.face ? work.face.results.map((r) => ({ ...r, captureId: work.face!.captureId })) : [];
  const ofPaper = pagesOf(work).flatMap((page, i) => [...page.results, ...(i === 0 ? work.address!.proof!.judged : [])].map((r) => ({ ...r, captureId: page.captureId })));
  const ofStatement = work.statement ? work.statement.judged.map((r) => ({ ...r, captureId: work.statement!.captureId })) : [];
  return [...ofSides, ...judged, ...ofFace, ...(work.challenge ?? []), ...(work.match?.results ?? []), ...ofStatement, ...ofPaper];
}

/** Of the proof of address; what its text says is told of the first. */
function pagesOf({ address }: CaseWork): PaperPage[] {
  return address?.proof ? [address.proof, ...address.proof.more] : [];
}

function resultsOfSide(side: SideWork | undefined): CheckResult[] {
  return side ? side.results.map((r) => ({ ...r, captureId: side.captureId })) : [];
}

type Pictured = { picture: Uint8Array; width: number; height: number };

/** The picture a reason speaks of, and the places marked on it; null: it has none. */
export function marksOf(work: CaseWork, code: string, captureId: string | null): { picture: Pictured; regions: CheckResult['regions'] } | null {
  const result = collectResults(work).find((r) => r.id === code && (captureId === null || r.captureId === captureId));
  if (!result || result.regions.length === 0) return null;
  const picture = pictureOf(work, result, code);
  return picture && { picture, regions: result.regions };
}

function pictureOf(work: CaseWork, { captureId, regions }: CheckResult, code: string): Pictured | null {
  const { front, back } = work.sides;
  const own = [...pagesOf(work), work.statement, work.face].find((shot) => shot && captureId !== null && shot.captureId === captureId);
  if (own) return own;
  // Of the face's own camera, seconds after its picture.
  if (work.face && code.startsWith('live.')) return work.face;
  if (captureId === null) return work.sides[sideOfRegion(work, regions[0])] ?? null;
  return (captureId === back?.captureId ? back : front) ?? null;
}

/** What the window holds of the one case under work. Pure shapes and steps; nothing of it outlives the case. */
import type { CaptureStep, CaseSetup, StaffComparison } from '../../core/case/case.ts';
import { asksStatement, type Policy } from '../../core/case/policy.ts';
import type { Correction } from '../../core/case/settled.ts';
import type { CheckContext, CheckResult } from '../../core/checks/check.ts';
import { samePlace, type MrzChoice } from '../../core/document/mrz-choices.ts';
import type { DocumentReading, Field, FieldName, Mrz } from '../../core/document/reading.ts';
import type { Journey, JourneyEvent, RetakeStep } from '../../core/case/journey.ts';
import type { Quad } from '../../core/frame.ts';
import type { DeskBaseline } from '../../core/golden-card/desk.ts';
import type { AddressForm } from '../../core/document/address/form.ts';
import type { ProofReading } from '../../core/document/proof-reading.ts';
import type { StatementAsked, StatementWord } from '../../core/document/statement/facts.ts';
import type { StatementReading } from '../../core/document/statement/reading.ts';
import type { MatchReport, PaperReport } from '../workers/api.ts';

export type DocumentSide = 'front' | 'back';
export type Lane = CheckContext['lane'];

export type SideWork = {
  captureId: string;
  picture: Uint8Array;
  width: number;
  height: number;
  quad: Quad | null;
  results: CheckResult[];
  reading: DocumentReading;
  lane: Lane;
  /** What the checks knew of its device. */
  desk?: DeskBaseline | undefined;
};

export type FaceWork = { captureId: string; picture: Uint8Array; width: number; height: number; results: CheckResult[] };

/** `picture`: what is shown, of a PDF its first page; `width` and `height` are its pixels; `results`: of its pixels or file. */
export type PaperPage = { captureId: string; picture: Uint8Array; width: number; height: number; results: CheckResult[] };
/** The first page, and in `more` those that were brought one by one behind it; `judged`: of the text of all. */
export type PaperWork = PaperPage & { more: PaperPage[]; judged: CheckResult[]; reading: ProofReading; lane: Lane; mime: PaperReport['mime'] };

/** The customer with document and sheet in the hand. `asked`: what the sheet had to say, as far as this window knows; `judged`: of the reading; `staff`: where the machine was not sure. */
export type HeldWork = { captureId: string; picture: Uint8Array; width: number; height: number; judged: CheckResult[]; reading: StatementReading; asked: StatementAsked; staff: StatementWord | null; lane: Lane };

export type CaseWork = {
  caseId: string;
  startedAt: string;
  /** The case date, YYYY-MM-DD, by the station's clock. */
  date: string;
  journey: Journey;
  sides: Partial<Record<DocumentSide, SideWork>>;
  /** All sides as one reading, as the machine read it, and what the checks say of it with the clerk's choices and corrections in place. */
  judged: { reading: DocumentReading; results: CheckResult[] } | null;
  /** What the clerk said doubtful characters are. */
  mrzChoices: MrzChoice[];
  corrections: Correction[];
  face: FaceWork | null;
  challenge: CheckResult[] | null;
  /** Where the customer declined the comparison of faces. */
  staffComparison: StaffComparison | null;
  match: MatchReport | null;
  statement: HeldWork | null;
  /** Advanced tier: the address as stated, and the paper that proves it. */
  address: { form: AddressForm; proof: PaperWork | null } | null;
  /** Field mode: where the customer is visited, as the agent says it. */
  visit: { place: string } | null;
  /** At least one picture came from a demonstration device. */
  demo: boolean;
};

export const stepOfSide: Record<DocumentSide, CaptureStep> = { front: 'document-front', back: 'document-back' };

export function contextOf(work: CaseWork, lane: Lane, acceptedTypes: readonly string[]): CheckContext {
  return { date: work.date, chosenType: work.journey.setup?.documentType ?? null, acceptedTypes, lane };
}

const sidesOf = (work: CaseWork): SideWork[] => [work.sides.front, work.sides.back].filter((side) => side !== undefined);

/** The side a field was read on, and where: that of the value which counts, else any that read it. */
export function placeOfField(work: CaseWork, name: FieldName): { side: SideWork; field: Field } | null {
  const best = work.judged?.reading.fields[name];
  const read = sidesOf(work).flatMap((side) => (side.reading.fields[name]?.region ? [{ side, field: side.reading.fields[name] }] : []));
  return read.find(({ field }) => field.source === best?.source && field.value === best.value) ?? read[0] ?? null;
}

/** The side whose MRZ this is: readings are merged by copying, so its lines tell. */
export function sideOfMrz(work: CaseWork, mrz: Mrz): SideWork | null {
  return sidesOf(work).find((side) => side.reading.mrz?.lines.join() === mrz.lines.join()) ?? null;
}

/** The side a place lies on that was told for the document as a whole. */
export function sideOfRegion(work: CaseWork, region: { x: number; y: number } | undefined): DocumentSide {
  const { back } = work.sides;
  const places = back ? [...Object.values(back.reading.fields).map((f) => f.region), ...(back.reading.mrz?.doubtful ?? []).map((d) => d.region)] : [];
  return region !== undefined && places.some((place) => place?.x === region.x && place.y === region.y) ? 'back' : 'front';
}

/** One choice a character; the last one counts. */
export function choose(choices: readonly MrzChoice[], next: MrzChoice): MrzChoice[] {
  return [...choices.filter((choice) => !samePlace(choice, next)), next];
}

/** What speaks of a document falls with its picture. The statement is judged anew against the next one. */
export const withoutReading = { judged: null, match: null, staffComparison: null, corrections: [], mrzChoices: [] } satisfies Partial<CaseWork>;
const withoutDocument = { sides: {}, ...withoutReading } satisfies Partial<CaseWork>;
const withoutFaces = { face: null, challenge: null, match: null, statement: null } satisfies Partial<CaseWork>;
const withoutPerson = { match: null, challenge: null, staffComparison: null } satisfies Partial<CaseWork>;

/** What falls with a step that is made again. An address that is stated anew is judged with its paper at submission. */
const fallsWith: Record<RetakeStep, Partial<CaseWork>> = {
  'setup': withoutDocument, 'document-front': withoutReading, 'document-back': withoutReading, 'face': withoutPerson, 'challenge': withoutPerson, 'staff-comparison': withoutPerson, 'statement': { statement: null, match: null }, 'address': {}, 'proof': {},
};

/** Whoever walked back may choose otherwise: what does not belong to the choice falls with it. */
export function choiceOf(setup: Omit<CaseSetup, 'consent'>, { journey }: Pick<CaseWork, 'journey'>, policy: Pick<Policy, 'twoSided' | 'statement'>): [event: JourneyEvent, change: Partial<CaseWork>] {
  const statement = asksStatement(policy, { mode: setup.mode, consent: { faceComparison: true } });
  return [
    { type: 'chosen', setup, twoSided: policy.twoSided.includes(setup.documentType), statement },
    { ...(setup.documentType !== journey.setup?.documentType && withoutDocument), ...(setup.tier !== 'advanced' && { address: null }) },
  ];
}

/** Whoever does not agree to a comparison after all leaves no face in the case. */
export const consentOf = (consent: CaseSetup['consent']): [event: JourneyEvent, change: Partial<CaseWork>] => [{ type: 'consented', consent }, consent.faceComparison ? {} : withoutFaces];

/** Without a stored face the challenge has nothing to stand on. */
export function retakeOf(step: RetakeStep, { face }: Pick<CaseWork, 'face'>): [event: JourneyEvent, change: Partial<CaseWork>] {
  const target = step === 'challenge' && face === null ? 'face' : step;
  return [{ type: 'retake', step: target }, fallsWith[target]];
}

/** One correction a field: the last value counts, the original stays the machine's. The machine's own value again takes it back. */
export function correct(corrections: readonly Correction[], next: Correction): Correction[] {
  const others = corrections.filter((c) => c.field !== next.field);
  return next.value === (next.original?.value ?? '') ? others : [...others, next];
}

/** What is no identity document has no type to choose. */
export function isOfAnotherType(reading: DocumentReading | undefined): boolean {
  const found = reading?.documentType?.class;
  return found !== undefined && found !== 'other';
}

/** The step a reason sends the clerk back to. */
export function retryStep(code: string, captureId: string | null, work: CaseWork): RetakeStep | null {
  if (code === 'match.staff') return 'staff-comparison';
  if (code === 'doc.type-mismatch' && isOfAnotherType(work.judged?.reading)) return 'setup';
  if (code.startsWith('stmt.') || (code === 'match.steps' && (work.match?.odd === 'statement' || work.match?.odd === 'held'))) return 'statement';
  if (code === 'addr.incomplete' || code === 'addr.mismatch') return 'address';
  if (/^(poa|name|addr)\./.test(code)) return 'proof';
  if (captureId !== null && captureId === work.sides.back?.captureId) return 'document-back';
  if (code === 'doc.reading-doubtful' && work.judged?.reading.mrz && sideOfMrz(work, work.judged.reading.mrz) === work.sides.back) return 'document-back';
  if (code.startsWith('doc.')) return 'document-front';
  if (code.startsWith('face.') || code.startsWith('match.')) return 'face';
  return code.startsWith('live.') ? 'challenge' : null;
}

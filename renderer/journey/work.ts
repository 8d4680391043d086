/** What the window holds of the one case under work. Pure shapes and steps; nothing of it outlives the case. */
import type { CaptureStep, Evidence } from '../../core/case/case.ts';
import type { CheckContext, CheckResult } from '../../core/checks/check.ts';
import type { DocumentReading, Field, FieldName } from '../../core/document/reading.ts';
import type { Journey } from '../../core/case/journey.ts';
import type { Quad } from '../../core/frame.ts';
import type { MatchReport } from '../workers/api.ts';

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
};

export type FaceWork = { captureId: string; picture: Uint8Array; width: number; height: number; results: CheckResult[] };

export type Correction = Evidence['corrections'][number];

export type CaseWork = {
  caseId: string;
  startedAt: string;
  /** The case date, YYYY-MM-DD, by the station's clock. */
  date: string;
  journey: Journey;
  sides: Partial<Record<DocumentSide, SideWork>>;
  /** All sides as one reading, as the machine read it, and what the checks say of it with the clerk's corrections in place. */
  judged: { reading: DocumentReading; results: CheckResult[] } | null;
  corrections: Correction[];
  face: FaceWork | null;
  challenge: CheckResult[] | null;
  match: MatchReport | null;
  /** At least one picture came from a demonstration device. */
  demo: boolean;
};

export const stepOfSide: Record<DocumentSide, CaptureStep> = { front: 'document-front', back: 'document-back' };

export function contextOf(work: CaseWork, lane: Lane, acceptedTypes: readonly string[]): CheckContext {
  return { date: work.date, chosenType: work.journey.setup?.documentType ?? null, acceptedTypes, lane };
}

/** The side a field was read on, and where. */
export function placeOfField(work: CaseWork, name: FieldName): { side: SideWork; field: Field } | null {
  for (const side of [work.sides.front, work.sides.back]) {
    const field = side?.reading.fields[name];
    if (side && field?.region) return { side, field };
  }
  return null;
}

/** The reading with the clerk's values in place. */
export function corrected(reading: DocumentReading, corrections: readonly Correction[]): DocumentReading {
  const fields = { ...reading.fields };
  for (const { field, value } of corrections) {
    fields[field] = { value, source: 'clerk', confidence: 1, region: reading.fields[field]?.region ?? null };
  }
  return { ...reading, fields };
}

/** One correction a field: the last value counts, the original stays the machine's. The machine's own value again takes it back. */
export function correct(corrections: readonly Correction[], next: Correction): Correction[] {
  const others = corrections.filter((c) => c.field !== next.field);
  return next.value === (next.original?.value ?? '') ? others : [...others, next];
}

/** The step a reason sends the clerk back to. */
export function retryStep(code: string, captureId: string | null, work: CaseWork): CaptureStep | 'challenge' | null {
  if (captureId !== null && captureId === work.sides.back?.captureId) return 'document-back';
  if (code.startsWith('doc.')) return 'document-front';
  if (code.startsWith('face.') || code.startsWith('match.')) return 'face';
  return code.startsWith('live.') ? 'challenge' : null;
}

/** What a customer brought, as it was looked at: one entry a file, page or picture, before any capture. Held in memory for as long as the triage shows, never stored. */
import { readDocument, type InspectOptions, type Study } from '../brain.ts';
import type { CheckContext, CheckResult } from '../checks/check.ts';
import { isIdentity } from '../document/classification.ts';
import type { ProofReading } from '../document/proof-reading.ts';
import type { DocumentReading } from '../document/reading.ts';
import type { ErrorCode, ErrorValues } from '../errors.ts';
import { inspectProof, readProof, studyPaper, type Paper } from '../proof.ts';
import type { Engines } from '../vision/engines/engine.ts';

export type Looked =
  /** It could not be opened. */
  | { kind: 'refused'; code: ErrorCode; values: ErrorValues }
  /** An identity document, one side or both. */
  | { kind: 'document'; reading: DocumentReading }
  /** Anything else. `size`: pixels of its first page; `results`: checks of the picture or file. */
  | { kind: 'paper'; reading: ProofReading; results: CheckResult[]; size: { width: number; height: number } };

export type BroughtPaper = { id: string; lane: CheckContext['lane']; looked: Looked };

/** Of all checks of a picture this one alone says whether a paper will do; the others speak of the capture, which comes later. */
const asked: readonly string[] = ['poa.screenshot'];

/**
 * Cards and passports by the reader of documents, the rest as papers: nothing is read twice. Takes one to eight seconds.
 * @throws CodedError engine.*, language.*
 */
export async function lookAt(engines: Engines, paper: Paper, { context, rules }: Pick<InspectOptions, 'context' | 'rules'>): Promise<Looked> {
  const studied = studyPaper(engines, paper);
  const [first] = studied.pages;
  if (paper.kind === 'picture' && first && (await looksLikeCard(first))) {
    const reading = await readDocument(first);
    if (isIdentity(reading.documentType?.class)) return { kind: 'document', reading };
  }
  const reading = await readProof(studied);
  if (reading.identity && first) {
    const document = await readDocument(first);
    // The zone or the print that told the class may be on a page that reads worse by itself.
    return { kind: 'document', reading: { ...document, documentType: isIdentity(document.documentType?.class) ? document.documentType : reading.identity } };
  }
  const { width, height } = paper.kind === 'pdf' ? paper.contents.pages[0]! : paper.picture.frame;
  return { kind: 'paper', reading, size: { width, height }, results: await inspectProof(studied, { context, rules: { ...rules, enabled: (id) => asked.includes(id) && rules.enabled(id) } }) };
}

/** An outline of a card's or a passport's shape: the reader of documents is asked first. */
async function looksLikeCard({ gather }: Study): Promise<boolean> {
  const { documents } = await gather('documentGeometry');
  return documents[0]?.format.startsWith('ID') ?? false;
}

/**
 * What every host asks of a finished picture: the same calls in a worker, in Node and in a test, so that the app and the CLI cannot
 * differ. Hosts bring engines and decoded pictures; places in the answers are pixels of the file, upright.
 */
import { checkById, checks } from './checks/index.ts';
import { runChecks, type AnyCheck, type CheckContext, type CheckResult, type CheckStage, type CheckSubject, type Gather } from './checks/check.ts';
import { fieldsBesideMrz, readingWithPrint } from './document/print-beside.ts';
import type { DocumentReading, Field, Fields } from './document/reading.ts';
import type { Frame, Quad, Region } from './frame.ts';
import { deskInPicture, deskInScan } from './golden-card/desk.ts';
import type { ArtifactMap, ArtifactName } from './vision/artifacts/artifact.ts';
import type { DocumentPage, FoundDocument } from './vision/artifacts/document-types.ts';
import type { DetectedFace, FaceQuality } from './vision/artifacts/face-types.ts';
import type { Engines } from './vision/engines/engine.ts';
import type { CheckRules } from './rules.ts';
import { isReadingCheck } from './reading-of-case.ts';
import type { Effort } from './vision/face/detect.ts';
import type { TwoPortraits } from './vision/face/second-portrait.ts';
import type { FaceTracker } from './vision/face/track.ts';
import type { OutlineTracker } from './vision/document/outline-tracker.ts';
import { createGatherer } from './vision/gather.ts';
import { regionInFile, type Picture } from './vision/picture/picture.ts';

export type InspectOptions = {
  context: CheckContext;
  rules: CheckRules;
  /** capture when not given. */
  stage?: CheckStage;
  captureId?: string | null;
  /** Leaves out the checks that speak of the whole document (see reading-of-case.ts): a case runs them once over all its sides. */
  withoutReading?: boolean;
  /** Reads what is printed beside an MRZ as well, which takes a second: auth.mrz-print-conflict has nothing to compare without it. */
  withPrint?: boolean;
};

export type DocumentReport = {
  results: CheckResult[];
  /** Best outline first; empty: none found, null: could not be looked for. */
  documents: FoundDocument[] | null;
};

export type FaceReport = { results: CheckResult[]; faces: DetectedFace[] | null; quality: FaceQuality | null };

/** Memories of a stream; none: the picture stands alone. */
export type Trackers = { face?: FaceTracker | null; outline?: OutlineTracker | null };

/** One picture under work: artifacts already made for a check are handed on to whoever asks next. */
export type Study = { picture: Picture; gather: Gather };

/**
 * @param trackers of the stream that a live frame belongs to.
 * @param burst earlier frames of the same document.
 */
export const study = (engines: Engines, picture: Picture, effort: Effort = 'still', { face = null, outline = null }: Trackers = {}, burst: readonly Frame[] = []): Study =>
  ({ picture, gather: createGatherer(engines, { frame: picture.frame, effort, faceTracker: face, outlineTracker: outline, burstFrames: burst, pictureFile: picture.file ?? null }) });

/** @throws never for what a check could not do: that is a `not-assessed` result. */
export async function inspectDocument(studied: Study, options: InspectOptions): Promise<DocumentReport> {
  const results = await resultsOf('document', studied, options);
  const geometry = await madeOrNull(studied.gather, 'documentGeometry');
  return { results, documents: geometry?.documents.map((d) => documentInFile(d, studied.picture.scale)) ?? null };
}

export async function inspectFace(studied: Study, options: InspectOptions): Promise<FaceReport> {
  const { scale } = studied.picture;
  const results = await resultsOf('face', studied, options);
  const set = await madeOrNull(studied.gather, 'faces');
  const quality = set && set.faces.length > 0 ? await madeOrNull(studied.gather, 'faceQuality') : null;
  return {
    results,
    faces: set?.faces.map((f) => ({ ...f, box: regionInFile(f.box, scale), landmarks: f.landmarks.map((p) => ({ x: p.x * scale, y: p.y * scale })) })) ?? null,
    quality: quality && { ...quality, interEyePixels: quality.interEyePixels * scale, region: regionInFile(quality.region, scale) },
  };
}

/** @throws CodedError when the picture cannot be read at all (an engine or a model is missing). */
export async function readDocument({ picture, gather }: Study): Promise<DocumentReading> {
  return readingInFile(await gather('documentReading'), picture.scale);
}

/**
 * The same reading with what is printed beside its MRZ (bySource.print); as it was where there is no MRZ, or print was read already. Takes a second.
 * @param reading of this picture, or of this one with others of its moment, places in pixels of the file. @throws CodedError engine.*, language.*
 */
export async function withPrintBesideMrz(studied: Study, reading: DocumentReading): Promise<DocumentReading> {
  const { scale } = studied.picture;
  return besideMrz(reading, studied.gather, (region) => regionInFile(region, scale));
}

async function besideMrz(reading: DocumentReading, gather: Gather, place: (region: Region) => Region): Promise<DocumentReading> {
  if (!reading.bySource.mrz || reading.bySource.print) return reading;
  const print = await gather('printBesideMrz');
  if (!print) return reading;
  const found = await fieldsBesideMrz(reading.bySource.mrz, reading.documentType, print.lines, print, new Date().toISOString().slice(0, 10));
  return readingWithPrint(reading, mapFields(found, (field) => ({ ...field, region: field.region && place(print.toFrame(field.region)) })));
}

const mapFields = (fields: Fields, change: (field: Field) => Field): Fields => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field && change(field)])) as Fields;

/** The document seen straight on; null when none was found. */
export async function pageOf({ gather }: Study): Promise<DocumentPage | null> {
  return madeOrNull(gather, 'documentPage');
}

/** Portrait and second portrait; null where there is no document, no face, or they could not be looked for. */
export async function twoPortraitsOf({ gather }: Study): Promise<TwoPortraits | null> {
  return madeOrNull(gather, 'twoPortraits');
}

/** Codes of failing checks, most urgent first (registry order). */
export const reasonsOf = (results: readonly CheckResult[]): string[] => results.filter((r) => r.status === 'fail').map((r) => r.id);

function checksOf(subject: CheckSubject, stage: CheckStage, rules: CheckRules): AnyCheck[] {
  return checks.filter((c) => c.subject === subject && c.stages.includes(stage) && rules.enabled(c.id));
}

async function resultsOf(subject: CheckSubject, { picture, gather }: Study, options: InspectOptions): Promise<CheckResult[]> {
  const { context, rules, stage = 'capture', captureId = null, withoutReading = false, withPrint = false } = options;
  const wanted = checksOf(subject, stage, rules).filter((c) => !(withoutReading && isReadingCheck(c)));
  // Places of checks are pixels of the frame, which may be smaller than what the device delivered.
  const desk = context.desk && (context.lane === 'scanner' ? deskInScan(context.desk, picture) : deskInPicture(context.desk, picture.frame));
  const run = { context: context.desk ? { ...context, desk } : context, captureId, limitOf: rules.limitOf };
  const first = await runChecks(wanted.filter((c) => !countsVotes(c)), withPrint ? readingPrint(gather) : gather, run);
  const votes = first.filter((r) => checkById(r.id)?.partOf !== undefined);
  const withVotes: Gather = (name) => (name === 'votes' ? Promise.resolve(votes as never) : gather(name));
  const results = [...first, ...(await runChecks(wanted.filter(countsVotes), withVotes, run))];
  return results.map((r) => ({ ...r, regions: r.regions.map((region) => regionInFile(region, picture.scale)) }));
}

/** Answers documentReading with print beside the MRZ in it. */
function readingPrint(gather: Gather): Gather {
  let reading: Promise<DocumentReading> | null = null;
  return (name) => {
    if (name !== 'documentReading') return gather(name);
    reading ??= gather('documentReading').then((read) => besideMrz(read, gather, (region) => region));
    return reading as never;
  };
}

const countsVotes = (check: AnyCheck): boolean => (check.artifacts as readonly string[]).includes('votes');

// Why it could not be made is already told by the checks that need it.
async function madeOrNull<Name extends ArtifactName>(gather: Gather, name: Name): Promise<ArtifactMap[Name] | null> {
  try {
    return await gather(name);
  } catch {
    return null;
  }
}

function documentInFile(document: FoundDocument, scale: number): FoundDocument {
  const quad = document.quad.map((p) => ({ x: p.x * scale, y: p.y * scale })) as Quad;
  return { ...document, quad, dpi: document.dpi === null ? null : document.dpi * scale };
}

function readingInFile(reading: DocumentReading, scale: number): DocumentReading {
  const place = (region: Region | null): Region | null => region && regionInFile(region, scale);
  const fields = (of: Fields): Fields => mapFields(of, (field) => ({ ...field, region: place(field.region) }));
  const { mrz } = reading;
  return {
    ...reading,
    mrz: mrz && { ...mrz, region: place(mrz.region), doubtful: mrz.doubtful.map((d) => ({ ...d, region: place(d.region) })), ...(mrz.rows && { rows: mrz.rows.map((row) => regionInFile(row, scale)) }) },
    barcodes: reading.barcodes.map((b) => ({ ...b, region: place(b.region) })),
    fields: fields(reading.fields),
    bySource: Object.fromEntries(Object.entries(reading.bySource).map(([source, of]) => [source, fields(of)])) as DocumentReading['bySource'],
  };
}

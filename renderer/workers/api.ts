/**
 * What the two workers answer. `vision` looks at live frames (newest wins), `reader` takes its time over finished pictures.
 * Errors cross comlink as `{ code, values }` (see errors.ts); comlink's own messages never reach a screen.
 */
import type { CheckContext, CheckResult } from '../../core/checks/check.ts';
import type { FaceKind, StepPair } from '../../core/case/steps.ts';
import type { MatchVerdict } from '../../core/case/verdicts.ts';
import type { ProofReading } from '../../core/document/proof-reading.ts';
import type { StatementReading } from '../../core/document/statement/reading.ts';
import type { DocumentReading } from '../../core/document/reading.ts';
import type { Quad, Region } from '../../core/frame.ts';
import type { GoldenFigures } from '../../core/golden-card/figures.ts';
import type { Limits } from '../../core/rules.ts';
import type { ScanLane } from '../../core/scanning.ts';
import type { Looked } from '../../core/triage/brought.ts';
import type { FaceDescriptor } from '../../core/vision/face/compare.ts';
import type { LiveSight } from '../../core/vision/live/sight.ts';
import type { ChallengeOutcome, FaceQuality } from '../../core/vision/artifacts/face-types.ts';

/** From the policy: `limitsOf(policy)` of core/rules.ts. */
export type { Limits };

/** Long side of what the live loop looks at: above it cameras add cost, not detail that a live check needs. */
export const liveSide = 1280;

export type EngineInfo = { faceBackend: string; opencv: string };

export type DocumentFrameReport = { width: number; height: number; quad: Quad | null; results: CheckResult[]; ms: number };

export type FaceFrameReport = { width: number; height: number; faces: Region[]; quality: FaceQuality | null; results: CheckResult[]; ms: number };

/** Of the three that must be in the picture. */
export type StatementParts = { face: boolean; document: boolean; sheet: boolean };

export type StatementFrameReport = { width: number; height: number; seen: StatementParts; results: CheckResult[]; ms: number };

/** Places in pixels of `picture`. */
export type StatementReport = { picture: Uint8Array; width: number; height: number; reading: StatementReading; ms: number };

export type VisionApi = {
  /** Loads what the step needs; says which backend was chosen by trying. */
  prepare(what: 'document' | 'face' | 'statement'): Promise<EngineInfo>;
  /** The bitmap is transferred and closed. Runs the `live` checks of the subject. */
  documentFrame(bitmap: ImageBitmap, context: CheckContext, limits: Limits): Promise<DocumentFrameReport>;
  /** @param aiming nobody is asked for anything yet: the eyes may be those of the frame before. */
  faceFrame(bitmap: ImageBitmap, context: CheckContext, limits: Limits, aiming: boolean): Promise<FaceFrameReport>;
  statementFrame(bitmap: ImageBitmap, context: CheckContext, limits: Limits): Promise<StatementFrameReport>;
};

export type DecodedPicture = { jpeg: Uint8Array; width: number; height: number };

export type ScanPurpose = 'document' | 'proof' | 'triage' | 'golden-card' | 'test';

/** `bytes`: what is read, a picture file or a PDF; `file`: what they were cut out of by us, null: they are as they came; `preview`: a small JPEG. `portrait`: a face was found on it, so it is likely a front; null: not looked for. */
export type ScannedPicture = { bytes: Uint8Array; file: Uint8Array | null; preview: Uint8Array; portrait: boolean | null };

export type DocumentStillReport = {
  width: number;
  height: number;
  quad: Quad | null;
  results: CheckResult[];
  reading: DocumentReading;
  ms: number;
};

/** What was found on a proof of address. Places in pixels of the picture `jpeg`. */
export type PaperReport = {
  mime: 'image/jpeg' | 'application/pdf';
  /** The picture that is shown: of a PDF its first page. */
  jpeg: Uint8Array;
  width: number;
  height: number;
  results: CheckResult[];
  reading: ProofReading;
  ms: number;
};

/** One paper of the triage. `jpeg`: what it is shown by; `width` and `height` are its pixels. */
export type BroughtReport = DecodedPicture & { looked: Looked };

export type MatchReport = {
  verdict: MatchVerdict;
  distance: number | null;
  frames: number;
  results: CheckResult[];
  /** Every two faces of the case. */
  steps: StepPair[];
  /** The face that does not belong, where it can be told. */
  odd: FaceKind | null;
  /** JPEG crops, aligned, for side by side; `faces` are those of `steps`. */
  portrait: Uint8Array | null;
  live: Uint8Array | null;
  faces: { kind: FaceKind; crop: Uint8Array }[];
  /** The live face for the station's search among earlier cases; null: there is none, or the policy keeps no faces. */
  fused: FaceDescriptor | null;
  ms: number;
};

export type ReaderApi = {
  /** Loads and warms everything but the print reader; to be called while the customer is still busy with the first step. */
  prepare(): Promise<EngineInfo>;
  /**
   * An imported file: sniffed, bounded, decoded upright. A JPEG that needs neither turning nor reducing is the record's picture as it is, any other file re-encoded.
   * @param file what `bytes` were cut out of by us: then that one's notes are what the checks of files see. Rejects with file.* codes.
   */
  importFile(bytes: Uint8Array, file?: Uint8Array | null): Promise<DecodedPicture>;
  /**
   * A page as a scanner gave it: every page of a TIFF or PDF of several, except for a proof each card on the glass straightened by itself (of a golden card the page as it is); one that
   * needs nothing is handed back as it came, and so is a file that others could write, with a single card on it. Except for a document a PDF stays whole. `left`: pages of the file beyond those that
   * are taken. Rejects with file.*, pdf.*
   * @param scanned dpi: null where unknown
   */
  scannedPage(bytes: Uint8Array, purpose: ScanPurpose, scanned: { dpi: number | null; lane: ScanLane }): Promise<{ pictures: ScannedPicture[]; left: number }>;
  /**
   * Runs the `capture` checks of a document picture and reads it. The checks that speak of the whole document (type, validity) are in the
   * results of the front; where there is a back, judgeReading() over both sides replaces them (same check ids, captureId null).
   * The portrait is described for the match only where match.id is switched on.
   * `burst`: earlier frames of the same document; they are transferred and closed, vote on the machine-readable zone and show what a highlight hides.
   */
  documentStill(picture: Uint8Array, side: 'front' | 'back', context: CheckContext, limits: Limits, burst?: readonly ImageBitmap[]): Promise<DocumentStillReport>;
  /** The reading of this picture with what is printed beside its MRZ, for which there is time while the clerk reviews. Takes seconds. Rejects with engine.*, language.* */
  printBesideMrz(picture: Uint8Array, reading: DocumentReading): Promise<DocumentReading>;
  /** The sides of one document as one reading, and the checks that speak of it. */
  judgeReading(readings: DocumentReading[], context: CheckContext, limits: Limits): Promise<{ reading: DocumentReading; results: CheckResult[] }>;
  /** A proof of address, PDF or picture as its content tells: its `capture` checks, and every line on it. Takes seconds. Rejects with file.*, pdf.*, engine.*, language.* */
  readPaper(bytes: Uint8Array, context: CheckContext, limits: Limits, file?: Uint8Array | null): Promise<PaperReport>;
  /** A paper before any capture: what is needed to say what it is. Keeps nothing. Takes seconds. Rejects with file.*, pdf.*, engine.*, language.* */
  lookAtBrought(bytes: Uint8Array, context: CheckContext, limits: Limits, file?: Uint8Array | null): Promise<BroughtReport>;
  /** A golden card as a camera shows it (the bitmap is transferred and closed) or as a picture file. Rejects with golden.*, file.*, engine.failed */
  measureGoldenCard(picture: ImageBitmap | Uint8Array): Promise<GoldenFigures>;
  /** Rows of a QR code, true is ink, without its quiet zone. Rejects with model.*, engine.failed */
  qrCode(text: string): Promise<boolean[][]>;
  /** The customer with document and sheet: what is there and what is written; the faces in it are described for the match of this case. Takes seconds. Rejects with engine.* */
  statementStill(caseId: string, picture: Uint8Array): Promise<StatementReport>;
  /** Describes the faces of a stored statement picture for the match, where statementStill did not just do it. */
  setStatement(caseId: string, picture: Uint8Array): Promise<void>;
  /** The first page of a stored PDF. Rejects with pdf.* */
  pdfPicture(bytes: Uint8Array): Promise<DecodedPicture>;
  /** The faces on a stored picture of a case, cut out as they were for the comparison. Keeps nothing. Takes seconds. Rejects with file.*, engine.* */
  facesOn(step: 'document-front' | 'face' | 'statement', picture: Uint8Array): Promise<MatchReport['faces']>;
  /** Runs the `capture` checks of a face picture. */
  faceStill(picture: Uint8Array, context: CheckContext, limits: Limits): Promise<{ results: CheckResult[]; ms: number }>;
  /** Remembers the portrait of this document picture for the match of this case. */
  setPortrait(caseId: string, picture: Uint8Array): Promise<{ found: boolean }>;
  /**
   * Adds a live frame to the fusion of this case; the best are kept. The bitmap is transferred and closed.
   * `captured`: the picture that is taken for the record; frames of an earlier one are forgotten.
   * `same`: it is the person of the first frames (null: no face, or the first one); for ChallengeFrame.sameFace.
   */
  addLiveFace(caseId: string, bitmap: ImageBitmap, captured: boolean): Promise<{ kept: number; same: boolean | null }>;
  /** Somebody who works here, for the comparison of customers with staff; `face` null: none was found. Nothing is kept. */
  staffFace(bitmap: ImageBitmap): Promise<{ seen: number; face: FaceDescriptor | null }>;
  match(caseId: string, context: CheckContext, limits: Limits): Promise<MatchReport>;
  /**
   * Looks at a frame of the live check for signs of a picture or a screen. `run`: of the challenge; another one begins anew. `sight`: the face as
   * the live loop saw it in this frame, pixels of the bitmap. The bitmap is transferred and closed.
   */
  watchFace(run: string, bitmap: ImageBitmap, timeMs: number, sight: LiveSight | null, device: string | null): Promise<void>;
  /** The liveness checks over what the challenge and watchFace saw in this run. `unwatched`: why nobody looked (for example `demo-camera`). */
  judgeLiveness(challenge: ChallengeOutcome, unwatched: string | null, context: CheckContext, limits: Limits): Promise<CheckResult[]>;
};

/**
 * Artifacts: facts drawn from pixels, each made once per picture and only when a check asks. One file an artifact beside this one;
 * its type stands in ArtifactMap, its maker in `index.ts`.
 */
import type { CheckResult } from '../../checks/check.ts';
import type { OwnColour } from '../authenticity/chroma.ts';
import type { CopyMove } from '../authenticity/copy-move.ts';
import type { DeviceFrame } from '../authenticity/device-frame.ts';
import type { ExactPixels } from '../authenticity/exact-pixels.ts';
import type { Lattice } from '../authenticity/lattice.ts';
import type { LayerLook } from '../pdf/layer-rows.ts';
import type { PdfContents } from '../pdf/pdf-types.ts';
import type { PictureFile } from '../picture/traces.ts';
import type { ClearStill } from '../document/clear-still.ts';
import type { OutlineTracker } from '../document/outline-tracker.ts';
import type { Engines } from '../engines/engine.ts';
import type { Frame, GrayImage, Region } from '../../frame.ts';
import type { DocumentCover, DocumentGeometry, DocumentLight, DocumentPage, DocumentProof, DocumentShade, TextSharpness } from './document-types.ts';
import type { TextLine } from '../../document/print-fields.ts';
import type { ProofFacts } from '../../document/proof-facts.ts';
import type { StatementReading } from '../../document/statement/reading.ts';
import type { StatementParts } from '../statement/parts.ts';
import type { StatementFacts } from '../../document/statement/facts.ts';
import type { DocumentReading } from '../../document/reading.ts';
import type { MrzFinding } from '../mrz/read-mrz.ts';
import type { Effort } from '../face/detect.ts';
import type { FoundSymbol } from './barcodes.ts';
import type { PrintBesideMrz } from './print-beside-mrz.ts';
import type { SeenBefore } from '../../case/sightings.ts';
import type { BlockedWord } from '../../case/blocked.ts';
import type { BlockedFaceFacts } from '../../case/blocked-face.ts';
import type { DuplicateFacts } from '../../case/duplicates.ts';
import type { InsiderFace, InsiderWord } from '../../case/insider.ts';
import type { StaffWord } from '../../case/staff-word.ts';
import type { FaceSteps } from '../face/steps.ts';
import type { LiveEvidence } from '../live/live-types.ts';
import type { TwoPortraits } from '../face/second-portrait.ts';
import type { FaceTracker } from '../face/track.ts';
import type { FaceSet, FaceQuality, FaceMatch, ChallengeOutcome } from './face-types.ts';

export type ArtifactMap = {
  /** The upright source picture, RGBA. */
  frame: Frame;
  /** `live`: a frame of the live loop, so one fast look; `still` (default): take the time. Given by the host. */
  effort: Effort;
  /** Memory of a stream, given by hosts with the frames of a camera or clip; null: this frame stands alone. */
  faceTracker: FaceTracker | null;
  /** As faceTracker, of the document. */
  outlineTracker: OutlineTracker | null;
  gray: GrayImage;
  /** Earlier frames of the same document, in no size or place that is known. Given by the host. */
  burstFrames: readonly Frame[];
  /** Their luminance: their MRZs vote. */
  burst: readonly GrayImage[];

  // authenticity
  /** What the file says of itself; null: a live frame, or a host that does not know the file. Given by the host. */
  pictureFile: PictureFile | null;
  exactPixels: ExactPixels;
  /** null: there is no document. */
  ownColour: OwnColour | null;
  copyMove: CopyMove;
  /** null: there is no document, or it is too small for enough windows. */
  lattice: Lattice | null;
  /** null: there is no document. */
  deviceFrame: DeviceFrame | null;
  /** null: there is no document, or no face on it. Takes a third of a second, twice that where there are two faces. */
  twoPortraits: TwoPortraits | null;
  /** Results of the votes (checks that are `partOf` another) on this picture. Given by whoever ran them. */
  votes: readonly CheckResult[];

  // document
  /** What is read and asked about glare, where a burst was given; null: the still is all there is. */
  clearStill: ClearStill | null;
  documentGeometry: DocumentGeometry;
  documentPage: DocumentPage;
  /** Small page for measures of light and layout; cheap enough for the live loop. */
  documentProof: DocumentProof;
  textSharpness: TextSharpness;
  documentLight: DocumentLight;
  /** null: nothing around the document shows. */
  documentCover: DocumentCover | null;
  /** null: too little print to compare. */
  documentShade: DocumentShade | null;
  /** null: none that can be read. */
  mrzFinding: MrzFinding | null;
  /** Decoded symbols, their text for the readers of fields only. Capture stage only. */
  barcodes: FoundSymbol[];
  /** Lines of print. Takes a second or two. */
  printedText: TextLine[];
  /** Print on the page of the MRZ; null: no MRZ. Takes a second. */
  printBesideMrz: PrintBesideMrz | null;
  /** MRZ, print, class and fields. Slow: capture stage only. */
  documentReading: DocumentReading;

  // proof of address
  /** null: the paper came as a picture. Given by the host. */
  pdfContents: PdfContents | null;
  /** null: the paper is a picture, or is read as one. Takes half a second. */
  layerRows: LayerLook;
  /** Every line of print on the picture of a paper. Takes two to five seconds. */
  paperText: TextLine[];
  /** Of a whole case: what the paper says, held against document, typed address and day. Given by the host. */
  proofFacts: ProofFacts;

  // statement
  statementParts: StatementParts;
  /** Slow: capture stage only. */
  statementReading: StatementReading;
  /** Of a whole case: what the picture with document and sheet shows, beside what was asked. Given by the host. */
  statementFacts: StatementFacts;

  // face
  faces: FaceSet;
  /** null: faces are seen as it is, or none this way round either. */
  upsideDownFace: Region | null;
  /** Of each of the faces, in their order: it stands in a frame of its own (document, sheet, screen, picture on the wall). */
  framedFaces: readonly boolean[];
  /** null: there is no face. */
  faceQuality: FaceQuality | null;

  // evidence of a whole case; the host gives them to the gatherer ready-made
  faceMatch: FaceMatch;
  faceSteps: FaceSteps;
  /** Given by the station: only it knows earlier cases. */
  seenBefore: SeenBefore;
  /** Given by the station, which knows who compared. */
  staffComparison: StaffWord;
  /** Given by the station, which knows its staff. */
  insider: InsiderWord;
  /** The same by the face. Given by the station. */
  insiderFace: InsiderFace;
  /** Given by the station, which holds head office's list. */
  blockList: BlockedWord;
  /** The same by the face, and what staff said of it. Given by the station. */
  blockedFace: BlockedFaceFacts;
  /** Given by the station, which knows earlier cases and what staff said of them. */
  duplicates: DuplicateFacts;
  challenge: ChallengeOutcome;
  liveEvidence: LiveEvidence;
};

export type ArtifactName = keyof ArtifactMap;

export type Artifact<Name extends ArtifactName = ArtifactName> = {
  name: Name;
  /** Makes the artifact. Throws CodedError when it cannot be made; never returns a stand-in. */
  make(gather: <N extends ArtifactName>(name: N) => Promise<ArtifactMap[N]>, engines: Engines): Promise<ArtifactMap[Name]>;
};

export function defineArtifact<Name extends ArtifactName>(artifact: Artifact<Name>): Artifact<Name> {
  return artifact;
}

/** The registry of artifact makers. Artifacts that only a host can give (frame, faceMatch, challenge) have none. */
import type { Artifact } from './artifact.ts';
import { barcodes } from './barcodes.ts';
import { burstFrames } from './burst-frames.ts';
import { burst } from './burst.ts';
import { clearStill } from './clear-still.ts';
import { copyMove } from './copy-move.ts';
import { deviceFrame } from './device-frame.ts';
import { documentCover } from './document-cover.ts';
import { documentGeometry } from './document-geometry.ts';
import { documentLight } from './document-light.ts';
import { documentPage } from './document-page.ts';
import { documentProof } from './document-proof.ts';
import { documentReading } from './document-reading.ts';
import { documentShade } from './document-shade.ts';
import { effort } from './effort.ts';
import { exactPixels } from './exact-pixels.ts';
import { faceQuality } from './face-quality.ts';
import { faceTracker } from './face-tracker.ts';
import { outlineTracker } from './outline-tracker.ts';
import { faces } from './faces.ts';
import { framedFaces } from './framed-faces.ts';
import { gray } from './gray.ts';
import { lattice } from './lattice.ts';
import { layerRows } from './layer-rows.ts';
import { mrzFinding } from './mrz-finding.ts';
import { ownColour } from './own-colour.ts';
import { paperText } from './paper-text.ts';
import { pdfContents } from './pdf-contents.ts';
import { pictureFile } from './picture-file.ts';
import { printBesideMrz } from './print-beside-mrz.ts';
import { printedText } from './printed-text.ts';
import { statementParts } from './statement-parts.ts';
import { statementReading } from './statement-reading.ts';
import { textSharpness } from './text-sharpness.ts';
import { twoPortraits } from './two-portraits.ts';
import { upsideDownFace } from './upside-down-face.ts';

export const artifacts: readonly Artifact[] = [
  gray,
  burstFrames,
  burst,
  clearStill,
  pictureFile,
  pdfContents,
  layerRows,
  exactPixels,
  ownColour,
  lattice,
  deviceFrame,
  copyMove,
  documentGeometry,
  documentProof,
  documentPage,
  textSharpness,
  documentLight,
  documentCover,
  documentShade,
  mrzFinding,
  barcodes,
  printedText,
  paperText,
  printBesideMrz,
  documentReading,
  effort,
  faceTracker,
  outlineTracker,
  faces,
  framedFaces,
  upsideDownFace,
  faceQuality,
  twoPortraits,
  statementParts,
  statementReading,
];

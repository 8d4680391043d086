/** The ordered registry: the order is the coach's order of urgency, first failing first spoken. */
import type { AnyCheck } from './check.ts';
import { poaIsIdentity } from './address/is-identity.ts';
import { poaSeveral } from './address/several.ts';
import { poaLegibility } from './address/legibility.ts';
import { poaUnreadable } from './address/unreadable.ts';
import { poaUnsupported } from './address/unsupported.ts';
import { poaScreenshot } from './address/screenshot.ts';
import { poaNoDate } from './address/no-date.ts';
import { poaTooOld } from './address/too-old.ts';
import { poaFutureDate } from './address/future-date.ts';
import { nameMismatch } from './address/name-mismatch.ts';
import { namePartial } from './address/name-partial.ts';
import { addrIncomplete } from './address/incomplete.ts';
import { addrMismatch } from './address/mismatch.ts';
import { addrDocumentIncomplete } from './address/document-incomplete.ts';
import { poaEdited } from './address/edited.ts';
import { altered } from './authenticity/altered.ts';
import { dataLogic } from './authenticity/data-logic.ts';
import { editedPixels } from './authenticity/edited-pixels.ts';
import { grayCopy } from './authenticity/gray-copy.ts';
import { metadata } from './authenticity/metadata.ts';
import { mrzCheckDigit } from './authenticity/mrz-check-digit.ts';
import { mrzPrintConflict } from './authenticity/mrz-print-conflict.ts';
import { portraitSwapped } from './authenticity/portrait-swapped.ts';
import { printCopy } from './authenticity/print-copy.ts';
import { screenRecapture } from './authenticity/screen-recapture.ts';
import { screenshot } from './authenticity/screenshot.ts';
import { faceCovered } from './face/covered.ts';
import { faceEyes } from './face/eyes.ts';
import { faceExposure } from './face/exposure.ts';
import { faceMotion } from './face/motion.ts';
import { faceMultiple } from './face/multiple.ts';
import { faceNone } from './face/none.ts';
import { faceOffCentre } from './face/off-centre.ts';
import { facePose } from './face/pose.ts';
import { faceSharpness } from './face/sharpness.ts';
import { faceTooClose } from './face/too-close.ts';
import { faceTooFar } from './face/too-far.ts';
import { faceUnevenLight } from './face/uneven-light.ts';
import { liveBorder } from './liveness/border.ts';
import { liveCamera } from './liveness/camera.ts';
import { liveCarried } from './liveness/carried.ts';
import { liveChallenge } from './liveness/challenge.ts';
import { liveFlat } from './liveness/flat.ts';
import { livePresentation } from './liveness/presentation.ts';
import { liveRepeat } from './liveness/repeat.ts';
import { liveScreen } from './liveness/screen.ts';
import { matchId } from './match/id.ts';
import { matchSeenBefore } from './match/seen-before.ts';
import { matchInsiderFace } from './match/insider-face.ts';
import { matchInsider } from './match/insider.ts';
import { matchStaff } from './match/staff.ts';
import { matchSteps } from './match/steps.ts';
import { matchBlockedFace } from './match/blocked-face.ts';
import { matchDuplicate } from './match/duplicate.ts';
import { blocked } from './document/blocked.ts';
import { documentCount } from './document/count.ts';
import { exposure } from './document/exposure.ts';
import { framing } from './document/framing.ts';
import { glare } from './document/glare.ts';
import { occluded } from './document/occluded.ts';
import { resolution } from './document/resolution.ts';
import { shadow } from './document/shadow.ts';
import { sharpness } from './document/sharpness.ts';
import { tilt } from './document/tilt.ts';
import { expired } from './document/expired.ts';
import { expiresSoon } from './document/expires-soon.ts';
import { expiryUnread } from './document/expiry-unread.ts';
import { readingDoubtful } from './document/reading-doubtful.ts';
import { typeMismatch } from './document/type-mismatch.ts';
import { underAge } from './document/under-age.ts';
import { unsupported } from './document/unsupported.ts';
import { stmtDate } from './statement/date.ts';
import { stmtMissing } from './statement/missing.ts';
import { stmtNoDocument } from './statement/no-document.ts';
import { stmtNoFace } from './statement/no-face.ts';
import { stmtOtherDocument } from './statement/other-document.ts';
import { stmtWord } from './statement/word.ts';

export const checks: readonly AnyCheck[] = [
  documentCount,
  framing,
  resolution,
  tilt,
  exposure,
  occluded,
  shadow,
  glare,
  sharpness,
  unsupported,
  typeMismatch,
  expired,
  expiryUnread,
  readingDoubtful,
  underAge,
  expiresSoon,
  blocked,
  mrzCheckDigit,
  mrzPrintConflict,
  dataLogic,
  altered,
  screenshot,
  grayCopy,
  screenRecapture,
  printCopy,
  editedPixels,
  portraitSwapped,
  metadata,
  faceNone,
  faceMultiple,
  faceTooFar,
  faceTooClose,
  faceOffCentre,
  facePose,
  faceEyes,
  faceMotion,
  faceSharpness,
  faceCovered,
  faceExposure,
  faceUnevenLight,
  matchId,
  matchSteps,
  matchStaff,
  matchInsider, matchInsiderFace,
  matchDuplicate,
  matchBlockedFace,
  matchSeenBefore,
  liveChallenge,
  livePresentation,
  liveFlat,
  liveCarried,
  liveBorder,
  liveScreen,
  liveRepeat,
  liveCamera,
  stmtNoFace,
  stmtMissing,
  stmtNoDocument,
  stmtOtherDocument,
  stmtDate,
  stmtWord,
  poaIsIdentity,
  poaScreenshot,
  poaUnreadable, poaLegibility,
  poaSeveral,
  poaUnsupported,
  addrIncomplete,
  addrDocumentIncomplete,
  addrMismatch,
  namePartial,
  nameMismatch,
  poaNoDate,
  poaTooOld,
  poaFutureDate,
  poaEdited,
];

export function checkById(id: string): AnyCheck | undefined {
  return checks.find((c) => c.id === id);
}

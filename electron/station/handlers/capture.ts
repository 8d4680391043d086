import { createHash } from 'node:crypto';
import type { CallInput } from '../../../core/contract.ts';
import type { Capture } from '../../../core/case/case.ts';
import { CodedError } from '../../../core/errors.ts';
import { isVirtualCamera } from '../../../core/vision/live/virtual-cameras.ts';
import { isPdf } from '../../../core/vision/picture/pdf-header.ts';
import { needFitForNew } from '../health/fitness.ts';
import { addCapture, capturesOfCase, findCapture, readPicture } from '../store/captures.ts';
import { ensureCaseKey } from '../store/case-keys.ts';
import { findCase } from '../store/cases.ts';
import { hasDraft } from '../store/drafts.ts';
import { transact, type Tx } from '../store/db.ts';
import { everyone, serving, type Handlers } from './handler.ts';

/** Chosen: sides and retakes of one customer; bounds what a window gone wild can write. */
const capturesPerCase = 60;

export const captureHandlers: Handlers<'capture.put' | 'capture.get'> = {
  'capture.put': {
    who: serving,
    handle: async (station, input) => {
      const { picture, ...facts } = input;
      if (!looksLike(input.mime, picture)) throw new CodedError('file.not-a-picture');
      const { lane, device } = facts.provenance;
      if (lane === 'camera' && station.policy().virtualCameras === 'refused' && isVirtualCamera(device)) throw new CodedError('camera.virtual');
      // Whoever is alone with the station shows what they have to its cameras, and nothing else.
      if (station.session.needed().role === 'customer' && (lane !== 'camera' || input.mime !== 'image/jpeg')) throw new CodedError('operator.not-allowed');
      await needFitForNew(station, input.caseId);
      const capture: Capture = {
        ...facts, operatorId: station.session.needed().operatorId, sha256: createHash('sha256').update(picture).digest('hex'), bytes: picture.length,
      };
      // By its draft a picture is found and deleted: one that comes just after that was discarded would be kept for good and shown nowhere. Nothing waits from here on.
      if (!hasDraft(station.db(), input.caseId) && findCase(station.db(), input.caseId) === null) throw new CodedError('case.incomplete', { place: 'draft' });
      ensureCaseKey(station.db(), input.caseId);
      return transact(station.db(), (tx) => putOnce(tx, capture, picture, station.clock().toISOString()));
    },
  },
  'capture.get': {
    who: everyone,
    handle: (station, { captureId }) => {
      const capture = findCapture(station.db(), captureId);
      const picture = readPicture(station.db(), captureId);
      if (!capture || !picture) throw new CodedError('store.not-found');
      return { capture, picture };
    },
  },
};

/** Sent again (a window that was reloaded) it is the same capture; another picture under its id is refused. */
function putOnce(tx: Tx, capture: Capture, picture: Uint8Array, at: string): Capture {
  const known = findCapture(tx, capture.captureId);
  if (known) {
    if (known.sha256 === capture.sha256 && known.caseId === capture.caseId && known.step === capture.step) return known;
    throw new CodedError('input.invalid', { place: 'captureId' });
  }
  if (findCase(tx, capture.caseId)?.finished) throw new CodedError('case.closed');
  if (capturesOfCase(tx, capture.caseId).length >= capturesPerCase) throw new CodedError('input.too-large');
  addCapture(tx, capture, picture, at);
  return capture;
}

/** First bytes of each kind (ISO/IEC 10918-1, PNG 3rd edition, RFC 9649). */
const starts: Record<CallInput<'capture.put'>['mime'], (b: Uint8Array) => boolean> = {
  'image/jpeg': (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff,
  'image/png': (b) => Buffer.from(b.subarray(0, 8)).toString('hex') === '89504e470d0a1a0a',
  'application/pdf': isPdf,
  'image/webp': (b) => Buffer.from(b.subarray(0, 4)).toString('latin1') === 'RIFF' && Buffer.from(b.subarray(8, 12)).toString('latin1') === 'WEBP',
};

const looksLike = (mime: CallInput<'capture.put'>['mime'], picture: Uint8Array): boolean => starts[mime](picture);

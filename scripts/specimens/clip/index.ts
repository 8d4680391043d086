/** All camera clips by name. */
import type { Calibrated } from './calibrate.ts';
import { calibrated } from './calibrate.ts';
import { specimen, type SpecimenId } from '../catalogue.ts';
import { sensed, webcam } from '../camera.ts';
import type { SittingId } from '../people.ts';
import type { JacketName } from '../portraits.ts';
import { createRandom } from '../random.ts';
import { documentClips, writeDocumentClip, type DocumentClipName } from './document.ts';
import { drawHead, room, webcamView } from './face.ts';
import { createHead } from './head.ts';
import { picturesPerSecond, writeRounds } from './mjpeg.ts';
import { loopSeconds, poseAt } from './timetable.ts';

type DocumentRow = { specimen: SpecimenId; side: 0 | 1; clip: DocumentClipName };
type FaceRow = { sitting: SittingId; jacket: JacketName };

export const documentRows = {
  'document-good': { specimen: 'passport', side: 0, clip: 'good' },
  'document-blurred-then-sharp': { specimen: 'passport', side: 0, clip: 'blurred-then-sharp' },
  'document-blurred': { specimen: 'passport', side: 0, clip: 'blurred' },
  'document-expired': { specimen: 'passport-expired', side: 0, clip: 'good' },
  'document-dark': { specimen: 'passport', side: 0, clip: 'dark' },
  'document-glare-then-fixed': { specimen: 'passport', side: 0, clip: 'glare-then-fixed' },
  'document-blonde': { specimen: 'passport-blonde', side: 0, clip: 'good' },
  'id-card-front': { specimen: 'id-card', side: 0, clip: 'good' },
  'id-card-back': { specimen: 'id-card', side: 1, clip: 'good' },
  'driving-licence-front': { specimen: 'driving-licence', side: 0, clip: 'good' },
  'driving-licence-back': { specimen: 'driving-licence', side: 1, clip: 'good' },
  'residence-permit-front': { specimen: 'residence-permit', side: 0, clip: 'good' },
  'student-card': { specimen: 'student-card', side: 0, clip: 'good' },
} as const satisfies Record<string, DocumentRow>;

/** face-customer is the holder of passport, passport-expired and driving licence; face-stranger of none of these. */
export const faceRows = {
  'face-customer': { sitting: 'brunette', jacket: 'charcoal' },
  'face-stranger': { sitting: 'black-hair', jacket: 'navy' },
  'face-blonde': { sitting: 'blonde-again', jacket: 'green' },
} as const satisfies Record<string, FaceRow>;

/** A live check refuses frames that come again within 20 seconds (core/vision/live/repeats.ts): that is a film, which these clips are not meant to be. */
const faceRounds = 2;

export type ClipName = keyof typeof documentRows | keyof typeof faceRows;
export const clipNames = [...Object.keys(documentRows), ...Object.keys(faceRows)] as ClipName[];

/** Without a folder. A face clip of one round had the plain name once, and may still lie in somebody's cache. */
export const clipFileName = (name: ClipName): string => `${name}${name in faceRows ? '-rounds' : ''}.mjpeg`;

export type ClipFacts = { kind: 'document' | 'face'; seconds: number; specimen?: SpecimenId; sitting?: SittingId; measured?: Calibrated['measured'] };
export type MadeClip = { facts: ClipFacts; pictures: Buffer[] };

/** Writes one MJPEG. @param rounds of a face clip: each with its own noise */
export async function makeClip(name: ClipName, file: string, rounds = faceRounds): Promise<MadeClip> {
  if (name in faceRows) return makeFaceClip(faceRows[name as keyof typeof faceRows], file, rounds);
  const row: DocumentRow = documentRows[name as keyof typeof documentRows];
  const side = (await specimen(row.specimen))[row.side]!;
  const clip = documentClips[row.clip];
  return { facts: { kind: 'document', seconds: clip.seconds, specimen: row.specimen }, pictures: await writeDocumentClip(file, side, clip) };
}

async function makeFaceClip({ sitting, jacket }: FaceRow, file: string, rounds: number): Promise<MadeClip> {
  const [ground, head] = [await room(webcamView.width, webcamView.height), await createHead(sitting, jacket)];
  const poses = await calibrated(ground, head, webcamView);
  const random = createRandom(`${sitting} ${jacket}`);
  const pictures = await writeRounds(file, Math.round(loopSeconds * picturesPerSecond), (i) => {
    const seen = drawHead(ground, head, webcamView, poseAt(i / picturesPerSecond, poses));
    return Promise.resolve(Array.from({ length: rounds }, () => sensed(seen, random, webcam)));
  });
  return { facts: { kind: 'face', seconds: loopSeconds * rounds, sitting, measured: poses.measured }, pictures };
}

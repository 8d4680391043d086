/**
 * The faces of a stream. Once the customer's face is found, the next frames only look where it was (landmarks and mesh, which are needed
 * anyway); the whole picture is searched again every few frames, for the others and to hold the place. State lives here: one tracker a stream.
 */
import type { Frame, Point } from '../../frame.ts';
import type { DetectedFace } from '../artifacts/face-types.ts';
import type { FaceEngine } from '../engines/face.ts';
import { facePlaces, frontalEyeDistance } from './align.ts';
import { findFaces, findLandmarks, merge, meshSees, overlap, sameFace, search, sureScore, type Pass } from './detect.ts';
import { readEyes, readMesh, type EyeOpening, type MeshReading } from './mesh.ts';

export type TrackedFaces = {
  /** The tracked one (the largest, but for a small lead of another) first; landmarks on it only. */
  faces: DetectedFace[];
  /** Of the first one; null where there is none. */
  mesh: MeshReading | null;
  /** Of the first one, as far as asked for; null where there is none. */
  eyes: (() => Promise<EyeOpening>) | null;
};

export type FaceTracker = {
  /**
   * The next frame of the stream. One call at a time.
   * @param blinks whether a blink may count: the eyes are read in every frame. Else a frame whose picture is searched has those of the frame before,
   * where they were open, never older ones.
   */
  look(frame: Frame, engine: FaceEngine, blinks?: boolean): Promise<TrackedFaces>;
  /** Another stream, or a pause: what was seen says nothing about the next frame. */
  forget(): void;
};

/** The tracker for frames in which nobody is asked for anything; its memory is the same. */
export const whileAiming = (tracker: FaceTracker): FaceTracker => ({ ...tracker, look: (frame, engine) => tracker.look(frame, engine, false) });

export const trackRules = {
  /** In every so-manieth frame one of `searches` is made, so a round takes 6 frames: half a second at 12 frames a second. */
  searchEvery: 2,
  /** Below this the mesh has lost the face (real faces give 0.99 and more, see detect.ts). */
  leastConfidence: 0.5,
  /** Searches of the whole picture in a row that may miss the tracked face, before it must be found anew: a mesh can cling to what is no face. */
  missedSearches: 2,
  /** A search holds the tracked face when its box is the same within this factor. */
  sizeFactor: 1.5,
  /**
   * The box follows the landmarks and the landmarks are looked for in the box: on a head held turned the pair shrank to half within a
   * second (customer clip). Beyond this factor from the last box a detector gave, the face is found anew. A head that turns to 22 degrees
   * changes its box by 1.2.
   */
  driftFactor: 1.3,
  /** Somebody else is the one the picture is about when their box has so many times the area: two people side by side must not take turns. Chosen. */
  largerBy: 1.5,
  /** Below it an eye may be shutting (face.eyes speaks below 0.1) and is read again: what it shows ends no later than it would. Chosen. */
  leastOpening: 0.12,
  /** Searches for which a place refused by the mesh is not looked at again. */
  refusedFor: 6,
} as const;

/** In turn. The whole picture, which also holds the tracked face, and either end of it, for people farther away. */
const searches: readonly Pass[] = [
  { net: 'tiny', side: 256, border: 0, minScore: 0.3 },
  { net: 'tiny', side: 256, border: 0, minScore: 0.3, end: 'first' },
  { net: 'tiny', side: 256, border: 0, minScore: 0.3, end: 'last' },
];
/** Instead of the first after it missed the tracked face: one that fills the picture is seen with a border only. */
const bordered: Pass = { net: 'tiny', side: 224, border: 0.5, minScore: 0.3 };

/** How the detector's box lies about the landmarks, in inter-eye distances as seen from the front: turning the head does not move it. */
type Hold = { x: number; y: number; width: number; height: number };
type Box = DetectedFace['box'];
type Refused = { box: Box; searches: number };
/** Somebody else, and how many searches ago they were seen. */
type Other = { face: DetectedFace; ago: number };
/** `anchor`: the last box a detector gave. */
type Track = { face: DetectedFace; anchor: Box; hold: Hold; others: Other[]; frames: number; searches: number; missed: number; refused: Refused[]; size: { width: number; height: number } };

export function createFaceTracker(): FaceTracker {
  let track: Track | null = null;
  /** Read in the frame before. */
  let read: EyeOpening | null = null;
  return {
    async look(frame, engine, blinks = true) {
      const followed = track && track.size.width === frame.width && track.size.height === frame.height ? await follow(track, frame, engine) : null;
      const { seen, ...now } = followed ?? (await findAnew(frame, engine));
      track = now.track;
      // The search and the eyes are what costs most: in turn, where that loses nothing.
      const held = followed && !blinks && isSearched(followed.track) && read && isOpen(read) ? read : null;
      read = null;
      const { mesh } = seen;
      return { ...seen, eyes: mesh && (async () => held ?? (read = await readEyes(frame, mesh.eyeCorners, engine))) };
    },
    forget() {
      track = null;
      read = null;
    },
  };
}

type Seen = Omit<TrackedFaces, 'eyes'>;

async function findAnew(frame: Frame, engine: FaceEngine): Promise<{ track: Track | null; seen: Seen }> {
  const [largest, ...others] = await findFaces(frame, engine, 'live');
  if (!largest) return { track: null, seen: { faces: [], mesh: null } };
  const face = { ...largest, landmarks: await findLandmarks(frame, largest, engine, 1) };
  const mesh = await readMesh(frame, face.landmarks, engine);
  const size = { width: frame.width, height: frame.height };
  const track = mesh.score < trackRules.leastConfidence ? null : { face, anchor: face.box, hold: holdOf(face.box, face.landmarks), others: others.map((o) => ({ face: o, ago: 0 })), frames: 0, searches: 0, missed: 0, refused: [], size };
  return { track, seen: { faces: [face, ...others], mesh } };
}

/** @returns null when the face must be found anew. */
async function follow(track: Track, frame: Frame, engine: FaceEngine): Promise<{ track: Track; seen: Seen } | null> {
  const landmarks = await findLandmarks(frame, track.face, engine, 1);
  const mesh = await readMesh(frame, landmarks, engine);
  if (mesh.score < trackRules.leastConfidence) return null;
  const moved: Track = { ...track, frames: track.frames + 1, face: { ...track.face, landmarks, box: boxOf(track.hold, landmarks) } };
  if (hasDrifted(moved.face.box, track.anchor)) return null;
  const next = isSearched(moved) ? await searchAgain(moved, frame, engine) : moved;
  // Somebody larger came: they are the one the picture is about now.
  if (next.missed > trackRules.missedSearches || next.others.some((o) => areaOf(o.face.box) > trackRules.largerBy * areaOf(next.face.box))) return null;
  return { track: next, seen: { faces: [next.face, ...next.others.map((o) => o.face)], mesh } };
}

const isOpen = ({ left, right }: EyeOpening): boolean => Math.min(left, right) >= trackRules.leastOpening;
const isSearched = ({ frames }: Track): boolean => frames % trackRules.searchEvery === 0;

async function searchAgain(track: Track, frame: Frame, engine: FaceEngine): Promise<Track> {
  const turn = track.searches % searches.length;
  const found = merge(await search(frame, engine, turn === 0 && track.missed % 2 === 1 ? bordered : searches[turn]!));
  const next = { ...track, searches: track.searches + 1, ...(await believeOthers(found.filter((f) => overlap(f.box, track.face.box) < sameFace), track, frame, engine)) };
  if (turn !== 0) return next;
  const own = found.find((f) => isSame(f.box, track.face.box));
  if (!own) return { ...next, missed: track.missed + 1 };
  return { ...next, anchor: own.box, face: { ...track.face, box: own.box, score: own.score }, hold: holdOf(own.box, track.face.landmarks), missed: 0 };
}

/** A doubtful find costs 28 ms to believe, so one new one a search; what was believed or refused there before stays so for a while. */
async function believeOthers(found: readonly DetectedFace[], track: Track, frame: Frame, engine: FaceEngine): Promise<{ others: Other[]; refused: Refused[] }> {
  const seen: DetectedFace[] = [];
  const refused = track.refused.map((r) => ({ ...r, searches: r.searches - 1 })).filter((r) => r.searches > 0);
  let looked = false;
  for (const face of found) {
    const at = (box: Box): boolean => overlap(box, face.box) >= sameFace;
    if (face.score >= sureScore || track.others.some((o) => at(o.face.box))) seen.push(face);
    else if (!looked && !refused.some((r) => at(r.box))) {
      looked = true;
      if (await meshSees(frame, face, engine)) seen.push(face);
      else refused.push({ box: face.box, searches: trackRules.refusedFor });
    }
  }
  // Not every search sees every place: somebody is gone when a whole round did not see them, or the tracked face is where they were.
  const kept = track.others.map((o) => ({ ...o, ago: o.ago + 1 }))
    .filter((o) => o.ago < searches.length && overlap(o.face.box, track.face.box) < sameFace && seen.every((f) => overlap(f.box, o.face.box) < sameFace));
  const others = [...seen.map((face) => ({ face, ago: 0 })), ...kept];
  return { others: others.sort((a, b) => areaOf(b.face.box) - areaOf(a.face.box)), refused };
}

const areaOf = (box: Box): number => box.width * box.height;

function hasDrifted(box: Box, anchor: Box): boolean {
  const factor = Math.sqrt(areaOf(box) / areaOf(anchor));
  return factor > trackRules.driftFactor || factor < 1 / trackRules.driftFactor;
}

function isSame(a: Box, b: Box): boolean {
  const factor = Math.sqrt(areaOf(a) / areaOf(b));
  return overlap(a, b) >= sameFace && factor < trackRules.sizeFactor && factor > 1 / trackRules.sizeFactor;
}

function middleOf(landmarks: readonly Point[]): { x: number; y: number; unit: number } {
  const places = facePlaces(landmarks);
  return { x: (places.eyes.x + places.mouth.x) / 2, y: (places.eyes.y + places.mouth.y) / 2, unit: Math.max(1, frontalEyeDistance(places)) };
}

export function holdOf(box: Box, landmarks: readonly Point[]): Hold {
  const { x, y, unit } = middleOf(landmarks);
  return { x: (box.x + box.width / 2 - x) / unit, y: (box.y + box.height / 2 - y) / unit, width: box.width / unit, height: box.height / unit };
}

export function boxOf(hold: Hold, landmarks: readonly Point[]): Box {
  const { x, y, unit } = middleOf(landmarks);
  const [width, height] = [hold.width * unit, hold.height * unit];
  return { x: x + hold.x * unit - width / 2, y: y + hold.y * unit - height / 2, width, height };
}

/** What a stream showed about the face in it being a body before the camera. Times in ms of the stream, places in pixels of its frames. */
import type { Region } from '../../frame.ts';

export type FaceTurn = {
  fromMs: number;
  toMs: number;
  /** How far the mesh says the head turned meanwhile. */
  degrees: number;
  /** Corners of the face that were followed all the way. */
  corners: number;
  /** How far they lie from any flat thing's motion, in eye distances. */
  residual: number;
  region: Region;
};

/** Corners beside the head that had to choose in one second: go with the face, or stay with the rest of the room. */
export type SurroundSecond = { fromMs: number; toMs: number; with: number; against: number; region: Region };

export type LiveEvidence = {
  /** null: a stream was looked at. Otherwise why none was (for example `still-picture`). */
  notRun: string | null;
  frames: number;
  turns: FaceTurn[];
  surround: SurroundSecond[];
  /** Looks at straight edges before the body: how many could see enough of it, and how many found one on each side. */
  borders: { looks: number; left: number; right: number; region: Region | null };
  /** Looks at stripes in the face: how far the strongest wave of a middling window stands out, a look each. */
  stripes: { looks: number; peaks: number[]; region: Region | null };
  repeats: { frames: number; twins: number; fromMs: number | null; toMs: number | null; frozenMs: number };
  /** Label of the camera; null: not a camera, or the host does not know. */
  device: string | null;
};

export const noLiveEvidence = (notRun: string): LiveEvidence => ({
  notRun, frames: 0, turns: [], surround: [], borders: { looks: 0, left: 0, right: 0, region: null }, stripes: { looks: 0, peaks: [], region: null },
  repeats: { frames: 0, twins: 0, fromMs: null, toMs: null, frozenMs: 0 }, device: null,
});

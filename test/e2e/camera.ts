/**
 * The fake camera. Chromium takes one file for it, and opens that file anew each time the stream is opened: so a name of our own is
 * pointed at another clip between two steps, and the step that opens the camera next sees the new clip. A stream that is already open
 * goes on with the old one. Clips are MJPEG, full range (`-pix_fmt yuvj420p`, else the picture is plain green), all of one size.
 */
import { existsSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type CameraFeed = {
  /** Chromium switches for the launch; empty when there is no clip, so no camera at all. */
  switches: string[];
  /** Which clip the next opening of the camera shows: one of the two named at launch, or a path. */
  show(clip: 'document' | 'face' | string): void;
  dispose(): void;
};

/** @param name what the camera calls itself */
export function createCamera(clips: { document?: string | undefined; face?: string | undefined }, name = 'camera'): CameraFeed {
  const first = clips.document ?? clips.face;
  if (!first) return { switches: [], show: noCamera, dispose: () => {} };
  const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-camera-'));
  const feed = path.join(folder, `${name}.mjpeg`);
  const show = (clip: string): void => {
    const file = path.resolve({ document: clips.document, face: clips.face }[clip] ?? clip);
    if (!existsSync(file)) throw new Error(`There is no clip ${file}.`);
    // A rename replaces the old name in one step: Chromium never finds nothing.
    symlinkSync(file, `${feed}.next`);
    renameSync(`${feed}.next`, feed);
  };
  show(first);
  return {
    switches: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${feed}`],
    show,
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function noCamera(): never {
  throw new Error('This station was launched without a clip, so it has no camera.');
}

/** Which of the attached cameras is the one that was chosen. Pure. */
import type { CameraFault } from './camera-errors.ts';

/** What MediaDeviceInfo says of a camera. */
export type AttachedCamera = { deviceId: string; label: string };
/** As it was chosen; id null: whichever there is, label '': its name was not known then; at most 200 characters of it. */
export type WantedCamera = { id: string | null; label: string };

/** Virtual cameras may call themselves by a file: of a path only the last part is kept. */
export const plainLabel = (label: string): string => label.split(/[\\/]/).at(-1) ?? '';

/**
 * Chromium makes the id from the place a camera is plugged in at (on Linux /dev/videoN), so after a restart or in another socket the ids of
 * two cameras can have changed places: the name decides, the id only between cameras of one name.
 * @returns the id to open (null: any), or why there is none
 */
export function findCamera(attached: readonly AttachedCamera[], { id, label }: WantedCamera): { id: string | null } | { fault: Extract<CameraFault, 'camera.missing' | 'camera.away' | 'camera.changed'> } {
  if (id === null) return { id };
  if (attached.length === 0) return { fault: 'camera.missing' };
  const here = attached.find((camera) => camera.deviceId === id);
  const named = attached.filter((camera) => plainLabel(camera.label).slice(0, 200) === label);
  // Without names (before the first permission) only the id can tell.
  if (label === '' || attached.every((camera) => camera.label === '')) return here || attached.some((camera) => camera.deviceId === '') ? { id } : { fault: 'camera.away' };
  if (here && named.includes(here)) return { id };
  if (named.length === 1) return { id: named[0]!.deviceId };
  return { fault: here || named.length > 1 ? 'camera.changed' : 'camera.away' };
}

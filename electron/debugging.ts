/**
 * A packaged station is not opened with a debugger's door: whoever sits behind one reads the window and calls the station as the person who
 * is logged in. Nor with a camera that is a file: what it shows would be recorded as what stood before the lens. The fuses shut Node's doors
 * (scripts/electron/fuses.ts); Chromium's are switches, and shut here. Pure.
 */
export const doors = [
  'remote-debugging-port', 'remote-debugging-pipe', 'disable-web-security',
  'use-fake-device-for-media-stream', 'use-file-for-fake-video-capture', 'use-fake-ui-for-media-stream',
] as const;

export type DebuggingDoor = (typeof doors)[number];

/**
 * @param drivable a build which the end-to-end tests made for themselves (scripts/package/trial.ts); never one that is handed out
 * @returns the first such switch on the command line, null when the station may open
 */
export function debuggingDoor(packaged: boolean, drivable: boolean, has: (name: string) => boolean): DebuggingDoor | null {
  return packaged && !drivable ? (doors.find(has) ?? null) : null;
}

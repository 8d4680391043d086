/** getUserMedia's error names (W3C Media Capture and Streams) and what the operating system says of its switches, as our causes. Pure. */
import type { CameraAccess } from '../../core/contract.ts';
import { CodedError, type ErrorCode } from '../../core/errors.ts';

export type CameraFault = Extract<ErrorCode, `camera.${string}`>;

const causes: Record<string, CameraFault> = {
  NotFoundError: 'camera.missing',
  OverconstrainedError: 'camera.missing',
  NotAllowedError: 'camera.blocked',
  SecurityError: 'camera.blocked',
  NotReadableError: 'camera.busy',
};

const isCameraFault = (code: string): code is CameraFault => code.startsWith('camera.');
const isShut = (access: CameraAccess['camera']): boolean => access === 'denied' || access === 'restricted';
/** What a camera that the system withholds can look like; how it is told differs by system. */
const looksLikeShut: readonly CameraFault[] = ['camera.missing', 'camera.busy', 'camera.not-opened', 'camera.silent'];

export function cameraFaultOf(thrown: unknown, access: CameraAccess): CameraFault {
  if (thrown instanceof CodedError && isCameraFault(thrown.code)) return withAccess(thrown.code, access);
  const name = typeof thrown === 'object' && thrown !== null && 'name' in thrown ? String(thrown.name) : '';
  return withAccess(causes[name] ?? 'camera.not-opened', access);
}

/** The cause as the system's switches say it, where they say something. */
export function withAccess(fault: CameraFault, { camera, microphone }: CameraAccess): CameraFault {
  if (looksLikeShut.includes(fault) && isShut(camera)) return 'camera.blocked';
  // Whoever refused, it was not the system's switch.
  if (fault === 'camera.blocked' && camera === 'granted') return 'camera.not-opened';
  // On Windows a microphone that is switched off can break a video-only getUserMedia, with NotReadableError (FIELD.md).
  return fault === 'camera.busy' && isShut(microphone) ? 'camera.microphone-switch' : fault;
}

/** getUserMedia's error names (W3C Media Capture and Streams) as our causes. */
import { CodedError, type ErrorCode } from '../../core/errors.ts';

export type CameraFault = Extract<ErrorCode, `camera.${string}`>;

const causes: Record<string, CameraFault> = {
  NotFoundError: 'camera.missing',
  OverconstrainedError: 'camera.missing',
  NotAllowedError: 'camera.blocked',
  SecurityError: 'camera.blocked',
  NotReadableError: 'camera.busy',
  AbortError: 'camera.busy',
};

const isCameraFault = (code: string): code is CameraFault => code.startsWith('camera.');

export function cameraFaultOf(thrown: unknown): CameraFault {
  if (thrown instanceof CodedError && isCameraFault(thrown.code)) return thrown.code;
  const name = typeof thrown === 'object' && thrown !== null && 'name' in thrown ? String(thrown.name) : '';
  return causes[name] ?? 'camera.busy';
}

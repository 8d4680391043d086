/** What the operating system says of its privacy switches. Pure. */
import type { CameraAccess } from '../core/contract.ts';
import type { HostAnswers } from './host-calls.ts';

type Medium = 'camera' | 'microphone';

/** @param ask Electron's getMediaAccessStatus, which is there on macOS and Windows only */
export function cameraCalls(platform: NodeJS.Platform, ask: (medium: Medium) => CameraAccess['camera']): HostAnswers<'camera.access'> {
  const of = (medium: Medium, on: readonly NodeJS.Platform[]): CameraAccess['camera'] => (on.includes(platform) ? ask(medium) : 'unknown');
  return { 'camera.access': () => Promise.resolve({ camera: of('camera', ['darwin', 'win32']), microphone: of('microphone', ['win32']) }) };
}

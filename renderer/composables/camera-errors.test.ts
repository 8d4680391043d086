import { expect, it } from 'vitest';
import type { CameraAccess } from '../../core/contract.ts';
import { CodedError } from '../../core/errors.ts';
import { cameraFaultOf, type CameraFault } from './camera-errors.ts';

/** What each system can say of its switches: Linux has none, macOS is not asked about the microphone. */
const systems = {
  'Linux': { camera: 'unknown', microphone: 'unknown' },
  'macOS, allowed': { camera: 'granted', microphone: 'unknown' },
  'macOS, not yet asked': { camera: 'not-determined', microphone: 'unknown' },
  'macOS, off': { camera: 'denied', microphone: 'unknown' },
  'macOS, off by its administrator': { camera: 'restricted', microphone: 'unknown' },
  'Windows, both on': { camera: 'granted', microphone: 'granted' },
  'Windows, microphone off': { camera: 'granted', microphone: 'denied' },
  'Windows, camera off': { camera: 'denied', microphone: 'granted' },
  'Windows, both off': { camera: 'denied', microphone: 'denied' },
} as const satisfies Record<string, CameraAccess>;
type System = keyof typeof systems;

const off: readonly System[] = ['macOS, off', 'macOS, off by its administrator', 'Windows, camera off', 'Windows, both off'];
const allowed: readonly System[] = ['macOS, allowed', 'Windows, both on', 'Windows, microphone off'];
const named = (name: string): unknown => Object.assign(new Error('as the browser says it'), { name });

/** Error -> cause where no switch says otherwise, and the systems on which one does. */
const table: [error: string, thrown: unknown, CameraFault, Partial<Record<System, CameraFault>>][] = [
  ['NotFoundError', named('NotFoundError'), 'camera.missing', all(off, 'camera.blocked')],
  ['OverconstrainedError', named('OverconstrainedError'), 'camera.missing', all(off, 'camera.blocked')],
  ['NotAllowedError', named('NotAllowedError'), 'camera.blocked', all(allowed, 'camera.not-opened')],
  ['SecurityError', named('SecurityError'), 'camera.blocked', all(allowed, 'camera.not-opened')],
  ['NotReadableError', named('NotReadableError'), 'camera.busy', { ...all(off, 'camera.blocked'), 'Windows, microphone off': 'camera.microphone-switch' }],
  ['AbortError', named('AbortError'), 'camera.not-opened', all(off, 'camera.blocked')],
  ['an error nobody knows', named('SomethingNewError'), 'camera.not-opened', all(off, 'camera.blocked')],
  ['what is no error', 'text', 'camera.not-opened', all(off, 'camera.blocked')],
  ['our own: none is there', new CodedError('camera.missing'), 'camera.missing', all(off, 'camera.blocked')],
  ['our own: another one is there', new CodedError('camera.changed'), 'camera.changed', {}],
  ['our own: a program', new CodedError('camera.virtual'), 'camera.virtual', {}],
  ['another of our own', new CodedError('internal'), 'camera.not-opened', all(off, 'camera.blocked')],
];
function all(on: readonly System[], fault: CameraFault): Partial<Record<System, CameraFault>> {
  return Object.fromEntries(on.map((system) => [system, fault]));
}

const rows = table.flatMap(([error, thrown, fault, where]) => (Object.keys(systems) as System[]).map((system) => ({ error, system, thrown, fault: where[system] ?? fault })));
it.each(rows)('$error on $system is told as $fault', ({ thrown, system, fault }) => {
  expect(cameraFaultOf(thrown, systems[system])).toBe(fault);
});

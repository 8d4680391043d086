/** What the whole window knows: the station's state, who works, the policy, and the screen that shows. */
import { computed, shallowReactive, shallowReadonly } from 'vue';
import { deviceChoiceSchema, sessionEnds, type DeviceChoice, type SessionEnd, type SessionRole, type StationStatus } from '../../core/contract.ts';
import { parsePolicy, type Policy } from '../../core/case/policy.ts';
import { toCodedError, type CodedError } from '../../core/errors.ts';
import { call, on } from './useStation.ts';

export type Screen = 'home' | 'triage' | 'journey' | 'records' | 'record' | 'devices' | 'sending' | 'operators' | 'fairness' | 'trail' | 'retention' | 'about';

// Shallow: policy and devices go to workers as they are, and a proxy cannot cross.
const state = shallowReactive({
  status: null as StationStatus | null,
  policy: null as Policy | null,
  failure: null as CodedError | null,
  /** The station process is away; it comes back by itself. */
  unavailable: false,
  screen: 'home' as Screen,
  recordId: null as string | null,
  /** Where the record was opened from. */
  recordFrom: 'records' as Screen,
  /** Whoever installed the computer shut it to this program alone: no file dialog opens, and only a supervisor leaves. */
  kiosk: false,
  /** Why the last session ended; told on the login screen. */
  ended: null as SessionEnd | null,
});

export const session = shallowReadonly(state);

export const isDemo = computed(() => {
  const devices = state.status?.devices;
  return devices?.documentCamera === 'demo' || devices?.faceCamera === 'demo';
});

/** No new case begins: the station says why, and what to do. */
export const takesNobody = computed(() => state.status?.warnings.some(({ refuses }) => refuses) ?? false);

export async function refresh(): Promise<void> {
  try {
    // Known first: a kiosk whose records cannot be opened must still offer the way out.
    state.kiosk = (await call('kiosk.status', {})).locked;
    const status = await call('station.status', {});
    if (status.operator) state.policy = parsePolicy(await call('policy.current', {}));
    state.status = status;
    state.failure = null;
    state.unavailable = false;
  } catch (thrown) {
    const error = toCodedError(thrown);
    if (error.code === 'station.unavailable') state.unavailable = true;
    else state.failure = error;
  }
}

export function show(screen: Screen, recordId: string | null = null): void {
  // From the end of a case there is no way back.
  if (screen === 'record' && state.screen !== 'record') state.recordFrom = state.screen === 'journey' ? 'records' : state.screen;
  state.screen = screen;
  state.recordId = recordId;
}

export async function login(name: string, passphrase: string): Promise<void> {
  const { role } = await call('session.login', { name, passphrase });
  state.ended = null;
  state.screen = startScreen(role);
  await refresh();
}

/** Somebody else takes over; what is on the screen stays, as far as they may see it. */
export async function switchOperator(name: string, passphrase: string): Promise<void> {
  const { role } = await call('session.login', { name, passphrase });
  if (state.screen !== 'journey' || role === 'auditor') show(startScreen(role));
  await refresh();
}

/** An auditor serves nobody. */
const startScreen = (role: SessionRole): Screen => (role === 'auditor' ? 'records' : 'home');

export async function logout(why: 'logout' | 'idle' = 'logout'): Promise<void> {
  await call('session.logout', {}).catch(() => undefined);
  leave(why);
  await refresh();
}

function leave(why: SessionEnd): void {
  state.ended = why;
  state.screen = 'home';
  state.recordId = null;
  if (state.status) state.status = { ...state.status, operator: null };
}

export function adoptStatus(status: StationStatus): void {
  state.status = status;
}

export async function saveDevices(devices: DeviceChoice): Promise<void> {
  // A proxy cannot cross, so what is kept of it is copied: all of it is plain data.
  await call('devices.save', deviceChoiceSchema.parse(devices));
  await refresh();
}

/** Listens for the life of the window. A page that replaces another one (`page.renew`) is told by its address why the session ended. */
export function followStation(): void {
  state.ended = sessionEnds.find((one) => location.hash === `#${one}`) ?? null;
  on('station.stopped', () => { state.unavailable = true; });
  on('station.restarted', () => { void refresh(); });
  on('policy.changed', () => { void refresh(); });
  on('session.ended', (payload) => {
    leave((payload as { why: SessionEnd }).why);
    void refresh();
  });
}

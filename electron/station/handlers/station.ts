import type { CallOutput, StationStatus } from '../../../core/contract.ts';
import { clockIsSetBack } from '../health/clock.ts';
import { findingsOf } from '../health/fitness.ts';
import { sqliteVersion, readComponents, readModels } from '../about.ts';
import { transact } from '../store/db.ts';
import { writeSettings } from '../store/settings.ts';
import type { Station } from '../station.ts';
import { localDay } from '../time.ts';
import { servingMode } from '../customer.ts';
import { roomOf } from '../health/room.ts';
import { parkedSince, waitingSince } from '../store/outbox.ts';
import { waitingCases } from '../store/search.ts';
import { staff, type Handlers } from './handler.ts';

export const stationHandlers: Handlers<'station.status' | 'station.load' | 'station.about' | 'policy.current' | 'devices.save'> = {
  'station.status': { who: 'anyone', activity: false, handle: statusOf },
  'station.load': {
    who: staff,
    activity: false,
    handle: (station) => {
      const { waiting, oldest } = waitingSince(station.db());
      return { waiting, oldestAt: oldest, parked: parkedSince(station.db()).parked, undecided: waitingCases(station.db()).length, room: roomOf(station) };
    },
  },
  'station.about': { who: 'anyone', activity: false, handle: aboutOf },
  'policy.current': { who: 'anyone', activity: false, handle: (station, { caseId }) => (caseId === undefined ? station.policy() : station.policyOf(caseId)) },
  'devices.save': {
    who: staff,
    handle: (station, devices) => {
      const open = station.open();
      const settings = { ...open.settings, devices };
      transact(open.db, (tx) => {
        writeSettings(tx, settings);
        station.audit(tx, 'devices.saved');
      });
      open.settings = settings;
      return devices;
    },
  },
};

/** @throws CodedError when the stored records cannot be used: the window then shows what is wrong instead of a login. */
export function statusOf(station: Station): StationStatus {
  const { fault, open, keyring } = station.now;
  if (fault) throw fault;
  return {
    state: open ? 'ready' : keyring ? 'locked' : 'setup',
    stationName: open?.settings.stationName ?? keyring?.station.name ?? null,
    branch: open?.settings.branch ?? keyring?.station.branch ?? null,
    mode: open?.settings.mode ?? keyring?.station.mode ?? 'attended',
    serving: open ? servingMode(station) : (keyring?.station.mode ?? 'attended'),
    called: station.visits.called(),
    operator: station.session.operator(),
    version: station.about.version,
    // No day rather than a wrong one: what hangs on the date is then not assessed.
    date: open !== null && clockIsSetBack(station) ? '' : localDay(station.clock()),
    warnings: warningsOf(station),
    devices: open?.settings.devices ?? null,
  };
}

type Warning = StationStatus['warnings'][number];

function warningsOf(station: Station): Warning[] {
  const { open, keystoreRefused } = station.now;
  void station.tools.models.look();
  const more: (false | Warning['code'])[] = [
    open !== null && !station.policies().some((policy) => policy.id === open.settings.policyId) && 'policy.invalid', open?.head.conflict != null && 'audit.conflict', keystoreRefused && 'keyring.unavailable',
  ];
  const policy = open && station.policies().find(({ id }) => id === open.settings.policyId);
  // Head office may have sent one without the section: visit.begin then refuses everybody.
  const noVisits: Warning[] = open?.settings.mode === 'self-service' && policy && !policy.selfService ? [{ code: 'policy.invalid', values: {}, refuses: true }] : [];
  return [...findingsOf(station), ...noVisits, ...more.filter((code) => code !== false).map((code) => ({ code, values: {}, refuses: false }))];
}

function aboutOf(station: Station): CallOutput<'station.about'> {
  const { about, now, keystore } = station;
  const policy = now.open && station.policies().find((known) => known.id === now.open?.settings.policyId);
  const byKeystore = now.keyring ? now.keyring.osKeystore !== null && !now.keystoreRefused : keystore !== null;
  return {
    version: about.version, electron: about.electron, chromium: about.chromium, developmentRuntime: about.developmentRuntime, updateKey: about.updateKey,
    node: process.versions.node,
    sqlite: sqliteVersion(),
    keyProtection: byKeystore ? 'os-keystore' : 'passphrase',
    policy: policy ? { id: policy.id, version: policy.version, title: policy.title } : null,
    components: readComponents(station.resourcesDir),
    models: readModels(station.resourcesDir),
  };
}

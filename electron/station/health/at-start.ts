/** What a station looks at before it takes its first call, so that the first screen already says what is wrong. What each part found, and how long it took, goes to its log. */
import { toCodedError } from '../../../core/errors.ts';
import type { LogFields } from '../log.ts';
import type { Station } from '../station.ts';
import { driverCode } from '../store/errors.ts';
import { clockIsSetBack } from './clock.ts';
import { freeMegabytes } from './disk.ts';
import { findingsOf } from './fitness.ts';
import type { LookedAtModel } from './models.ts';
import { queueOf } from './queue.ts';

type Found = Pick<LogFields, 'state' | 'count'>;

/** @param looked the models, which were begun when the station started: they do not wait for the store. Never rejects: what cannot be told is what the calls will say. */
export async function lookAtStart(station: Station, looked: Promise<readonly LookedAtModel[]>, { startedMs, startedCpu }: { startedMs: number; startedCpu: NodeJS.CpuUsage }): Promise<void> {
  const { uptimeMs, log } = station.tools;
  const models = await looked;
  const others = models.filter(({ state }) => state !== 'as-shipped').length;
  log('health.looked', { action: 'models', state: others === 0 ? 'as-shipped' : 'changed', count: others, ms: rounded(uptimeMs() - startedMs) });
  const { open } = station.now;
  const rest: Record<string, () => Found> = {
    clock: () => ({ state: open === null ? 'closed' : clockIsSetBack(station) ? 'set-back' : 'believed' }),
    disk: () => counted(freeMegabytes(station.dir)),
    queue: () => (open === null ? { state: 'closed' } : counted(queueOf(open.db, station.clock())?.waiting ?? null)),
    findings: () => (open === null ? { state: 'closed' } : told(station)),
  };
  for (const [part, look] of Object.entries(rest)) {
    const from = uptimeMs();
    const found = orFault(look);
    log('health.looked', { action: part, ...found, ms: rounded(uptimeMs() - from) });
  }
  const { user, system } = process.cpuUsage(startedCpu);
  log('health.looked', { action: 'processor', ms: rounded((user + system) / 1000) });
  log('health.looked', { action: 'whole', ms: rounded(uptimeMs() - startedMs) });
}

/** Each finding is a line of its own; `count`: how many. */
function told(station: Station): Found {
  const findings = findingsOf(station);
  for (const { code, refuses } of findings) station.tools.log('health.looked', { action: 'finding', code, state: refuses ? 'refuses' : 'warns' });
  return { count: findings.length };
}

/** A store that cannot be read says so in every call; here the log says where it was first seen. */
function orFault(look: () => Found): Found | Pick<LogFields, 'code' | 'driver'> {
  try {
    return look();
  } catch (thrown) {
    return { code: toCodedError(thrown).code, driver: driverCode(thrown) ?? 'none' };
  }
}

/** null: nobody can say. */
const counted = (count: number | null): Found => (count === null ? { state: 'unknown' } : { count });

const rounded = (ms: number): number => Math.round(ms * 100) / 100;

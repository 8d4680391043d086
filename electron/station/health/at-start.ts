/** What a station looks at before it takes its first call, so that the first screen already says what is wrong. How long each part took goes to its log. */
import type { Station } from '../station.ts';
import { clockIsSetBack } from './clock.ts';
import { freeMegabytes } from './disk.ts';
import { findingsOf } from './fitness.ts';
import { queueOf } from './queue.ts';

export type StartPart = 'models' | 'clock' | 'disk' | 'queue' | 'findings';

/** @param looked the models, which were begun when the station started: they do not wait for the store. Never rejects: what cannot be told is what the calls will say. */
export async function lookAtStart(station: Station, looked: Promise<unknown>, { startedMs, startedCpu }: { startedMs: number; startedCpu: NodeJS.CpuUsage }): Promise<void> {
  const { uptimeMs, log } = station.tools;
  await looked;
  const rest: Record<Exclude<StartPart, 'models'>, () => unknown> = {
    clock: () => station.now.open && clockIsSetBack(station),
    disk: () => freeMegabytes(station.dir),
    queue: () => station.now.open && queueOf(station.now.open.db, station.clock()),
    findings: () => findingsOf(station),
  };
  log('health.looked', { action: 'models', ms: rounded(uptimeMs() - startedMs) });
  try {
    for (const [part, look] of Object.entries(rest)) {
      const from = uptimeMs();
      look();
      log('health.looked', { action: part, ms: rounded(uptimeMs() - from) });
    }
  } catch {
    // A store that cannot be read says so in every call.
  }
  const { user, system } = process.cpuUsage(startedCpu);
  log('health.looked', { action: 'processor', ms: rounded((user + system) / 1000) });
  log('health.looked', { action: 'whole', ms: rounded(uptimeMs() - startedMs) });
}

const rounded = (ms: number): number => Math.round(ms * 100) / 100;

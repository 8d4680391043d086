/** A self-service station with a customer alone before it, whatever the call before did to the visit. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createStation, type RunningStation, type StationOptions } from '../../../electron/station/create.ts';
import { handlers } from '../../../electron/station/handlers/index.ts';
import { beginVisit, must, newResources, passphrase, selfService, setupInput, supervisorName, testPolicy } from '../../../test/fakes/station-kit.ts';

export type Kiosk = {
  station: RunningStation;
  /** Of the customer who stands there. */
  caseId(): string;
  /** A customer is there: the one of before, or the next. */
  visited(): Promise<RunningStation>;
};

/** @param later lets so many milliseconds pass on the station's clock: waits after wrong passphrases end */
export async function createKiosk(dir: string, options: Omit<StationOptions, 'dir' | 'resourcesDir'>, later: (ms: number) => void): Promise<Kiosk> {
  const resourcesDir = newResources();
  writeFileSync(path.join(resourcesDir, 'policies/self-service.json'), JSON.stringify({ ...testPolicy(), id: 'self-service', selfService }));
  const station = await createStation({ dir, resourcesDir, ...options });
  await must(station.call('setup.complete', { ...setupInput, mode: 'self-service', policyId: 'self-service' }));
  let caseId = await beginVisit(station);
  return {
    station,
    caseId: () => caseId,
    async visited() {
      const { operator } = await must(station.call('station.status', {}));
      if (operator?.role === 'customer') return station;
      // Who called staff waits until somebody comes; who ended the visit is followed by the next one.
      later(3_600_000);
      await must(station.call('session.login', { name: supervisorName, passphrase }));
      caseId = await beginVisit(station);
      return station;
    },
  };
}

/** What anybody may ask without a session (the policy of a case) is no customer's. @returns what is wrong where a customer was served in a case that is not theirs; null: nothing */
export function foreignCase(name: unknown, answer: unknown, input: unknown, own: string): string | null {
  const isTheirs = typeof name === 'string' && Object.hasOwn(handlers, name) && handlers[name as keyof typeof handlers].who !== 'anyone';
  const served = typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;
  return isTheirs && served && typeof input === 'object' && input !== null && 'caseId' in input && input.caseId !== own ? 'a customer was answered about a case of somebody else' : null;
}

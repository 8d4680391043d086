/** A thread of the station for what takes as long as the whole store: copying it, checking it, giving it another key; and for a folder that may never answer. */
import { parentPort, workerData } from 'node:worker_threads';
import { copyVerified, type CopyTask } from './backup/copy.ts';
import { putBack, type PutBackTask } from './backup/put-back.ts';
import { touchFolder, type ReachTask } from './backup/reach.ts';
import { lookAtBackup, type LookTask } from './backup/look.ts';
import { writeRekeyed, type RekeyTask } from './rekeyed-files.ts';
import { driverCode, mapStoreError } from './store/errors.ts';

const works = { copy: copyVerified, look: lookAtBackup, restore: putBack, rekey: writeRekeyed, reach: touchFolder };

export type StoreTask = CopyTask | LookTask | PutBackTask | ReachTask | RekeyTask;
export type StoreAnswer = { value: unknown } | { code: string; values: Record<string, string | number>; driver: string | null };

const task = workerData as StoreTask;
try {
  parentPort?.postMessage({ value: works[task.task](task as never) } satisfies StoreAnswer);
} catch (thrown) {
  const { code, values } = mapStoreError(thrown);
  parentPort?.postMessage({ code, values, driver: driverCode(thrown) } satisfies StoreAnswer);
}

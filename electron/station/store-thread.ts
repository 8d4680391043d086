/** A thread of the station for what takes as long as the whole store: copying it, checking it, giving it another key; and for a folder that may never answer. */
import { parentPort, workerData } from 'node:worker_threads';
import { writeBackup, type BackupTask } from './backup/make.ts';
import { putBack, type PutBackTask } from './backup/put-back.ts';
import { touchFolder, type ReachTask } from './backup/reach.ts';
import { chooseTarget, lookAtTarget, type ChooseTask, type TargetTask } from './backup/target.ts';
import { lookAtBackup, type LookTask } from './backup/look.ts';
import { writeRekeyed, type RekeyTask } from './rekeyed-files.ts';
import { driverCode, mapStoreError } from './store/errors.ts';

const works = { backup: writeBackup, look: lookAtBackup, restore: putBack, rekey: writeRekeyed, reach: touchFolder, choose: chooseTarget, target: lookAtTarget };

export type StoreTask = BackupTask | ChooseTask | LookTask | PutBackTask | ReachTask | RekeyTask | TargetTask;
export type StoreAnswer = { value: unknown } | { code: string; values: Record<string, string | number>; driver: string | null };

const task = workerData as StoreTask;
try {
  parentPort?.postMessage({ value: works[task.task](task as never) } satisfies StoreAnswer);
} catch (thrown) {
  const { code, values } = mapStoreError(thrown);
  parentPort?.postMessage({ code, values, driver: driverCode(thrown) } satisfies StoreAnswer);
}

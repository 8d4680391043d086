/** Runs a task on the whole store in a thread of its own, so that the counter is served meanwhile. */
import { Worker } from 'node:worker_threads';
import { CodedError, errorCodes } from '../../core/errors.ts';
import type { Looked, LookTask } from './backup/look.ts';
import type { BackupTask, MadeBackup } from './backup/make.ts';
import type { ReachTask } from './backup/reach.ts';
import type { Chosen, ChooseTask, Target, TargetTask } from './backup/target.ts';
import type { PutBack, PutBackTask } from './backup/put-back.ts';
import type { Rekeyed, RekeyTask } from './rekeyed-files.ts';
import type { StoreAnswer, StoreTask } from './store-thread.ts';

/**
 * @param givenUp nobody waits any more: the thread ends as soon as what holds it lets go, and does nothing more. Until then the promise is open.
 * @throws CodedError as the task does; `cause` carries the driver's code
 */
export function inThread(task: BackupTask, givenUp?: AbortSignal): Promise<MadeBackup>;
export function inThread(task: ChooseTask): Promise<Chosen>;
export function inThread(task: TargetTask): Promise<Target>;
export function inThread(task: LookTask): Promise<Looked>;
export function inThread(task: PutBackTask): Promise<PutBack>;
export function inThread(task: ReachTask): Promise<null>;
export function inThread(task: RekeyTask): Promise<Rekeyed>;
export async function inThread(task: StoreTask, givenUp?: AbortSignal): Promise<unknown> {
  const thread = new Worker(program(), { workerData: task });
  givenUp?.addEventListener('abort', () => void thread.terminate(), { once: true });
  try {
    const answer = await new Promise<StoreAnswer>((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', (cause) => reject(new CodedError('internal', {}, { cause })));
      thread.once('exit', () => reject(new CodedError('internal')));
    });
    if ('value' in answer) return answer.value;
    const code = errorCodes.find((known) => known === answer.code) ?? 'internal';
    throw new CodedError(code, answer.values, answer.driver === null ? {} : { cause: Object.assign(new Error(answer.driver), { code: answer.driver }) });
  } finally {
    await thread.terminate();
  }
}

/** From source, or beside the built program (scripts/build/station-program.ts). */
const program = (): URL => new URL(import.meta.url.endsWith('.ts') ? './store-thread.ts' : './store-thread.mjs', import.meta.url);

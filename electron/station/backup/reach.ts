/** Whether a folder answers at all. A share that is gone holds a call of the file system for as long as it likes, so a thread of its own waits for it and the counter is served meanwhile. */
import { statSync } from 'node:fs';
import { CodedError } from '../../../core/errors.ts';
import { inThread } from '../in-thread.ts';

export type ReachTask = { task: 'reach'; folder: string };

/** That it is not there is an answer too. */
export function touchFolder({ folder }: ReachTask): null {
  try {
    statSync(folder);
  } catch {
    // What is wrong with it is told by whoever uses it.
  }
  return null;
}

/** Chosen: a share that sleeps wakes within it. */
const limitMs = 20_000;

/** Threads that wait: one for each folder, however often it is asked for. */
const waiting = new Map<string, Promise<unknown>>();

/** @throws CodedError backup.folder-failed where there is no answer in time */
export async function needAnswer(folder: string, touch: (task: ReachTask) => Promise<unknown> = inThread): Promise<void> {
  const answer = waiting.get(folder) ?? touch({ task: 'reach', folder }).finally(() => waiting.delete(folder));
  waiting.set(folder, answer);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => reject(new CodedError('backup.folder-failed')), limitMs); });
  try {
    await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

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

/** Threads that wait: one for each question to a folder, however often it is asked. */
const waiting = new Map<string, Promise<unknown>>();

/** @throws CodedError backup.folder-failed where there is no answer in time */
export async function needAnswer(folder: string, touch: (task: ReachTask) => Promise<unknown> = inThread): Promise<void> {
  await inTime(`reach ${folder}`, () => touch({ task: 'reach', folder }));
}

/** @param question the same words for the same task. @throws CodedError backup.folder-failed where there is no answer in time */
export async function inTime<Made>(question: string, ask: () => Promise<Made>): Promise<Made> {
  const answer = (waiting.get(question) as Promise<Made> | undefined) ?? ask().finally(() => waiting.delete(question));
  waiting.set(question, answer);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => reject(new CodedError('backup.folder-failed')), limitMs); });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

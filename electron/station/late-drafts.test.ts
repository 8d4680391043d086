/** A window saves and gives up at nearly the same time: what was given up last counts. */
import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { must, newFolder, newResources, removeFolders, setupInput } from '../../test/fakes/station-kit.ts';
import { createStation } from './create.ts';

afterAll(removeFolders);

it('a first draft that waits for the look at the models is not written after its case was given up; the next case\'s is', async () => {
  let look: Promise<void> = Promise.resolve();
  const station = await createStation({ dir: newFolder(), resourcesDir: newResources(), tools: { models: { look: async () => { await look; return []; }, last: () => [] } } });
  await must(station.call('setup.complete', setupInput));
  const [dropped, other] = [randomUUID(), randomUUID()];
  let resolve = (): void => undefined;
  look = new Promise<void>((done) => { resolve = done; });
  const saves = [dropped, other].map((caseId) => station.call('draft.save', { caseId, state: { step: 'consent' } }));
  await must(station.call('draft.discard', { caseId: dropped }));
  resolve();
  for (const save of saves) await must(save);
  expect((await must(station.call('draft.list', {}))).map(({ caseId }) => caseId)).toEqual([other]);
  station.close();
});

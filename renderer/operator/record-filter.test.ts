import { nextTick } from 'vue';
import { expect, it, vi } from 'vitest';
import { recordFilter } from './record-filter.ts';

const now = await vi.hoisted(async () => ({ session: (await import('vue')).reactive({ status: { operator: { operatorId: 'a' } as { operatorId: string } | null } }) }));
vi.mock('../composables/session.ts', () => ({ session: now.session }));

it.each([['somebody else comes', { operatorId: 'b' }], ['nobody works here', null]])('is empty once %s, and not before', async (_, operator) => {
  now.session.status.operator = { operatorId: 'a' };
  await nextTick();
  Object.assign(recordFilter, { text: 'Halvorsen', outcome: 'refer', page: 2 });
  now.session.status.operator = { operatorId: 'a' };
  await nextTick();
  expect(recordFilter).toEqual({ text: 'Halvorsen', from: '', to: '', outcome: 'refer', page: 2 });
  now.session.status.operator = operator;
  await nextTick();
  expect(recordFilter).toEqual({ text: '', from: '', to: '', outcome: 'any', page: 0 });
});

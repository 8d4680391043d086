import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref, type EffectScope } from 'vue';
import type { DeskBaseline } from '../../core/golden-card/desk.ts';
import { useDesk } from './useDesk.ts';

type Answer = { ok: true; value: { desk: DeskBaseline | null } } | { ok: false; error: { code: string; values: Record<string, string> } };
const asked: { label: string; answer: (answer: Answer) => Promise<void> }[] = [];
let scope: EffectScope;
beforeEach(() => {
  asked.length = 0;
  scope = effectScope();
  vi.stubGlobal('window', { vestibule: { call: (_name: string, { label }: { label: string }) => new Promise<Answer>((resolve) => {
    asked.push({ label, answer: async (answer) => { resolve(answer); await new Promise((done) => setTimeout(done)); } });
  }) } });
});
afterEach(() => { scope.stop(); vi.unstubAllGlobals(); });

const baseline = (dpi: number): DeskBaseline => ({ at: '2026-11-29T08:00:00.000Z', width: 1920, height: 1080, dpi, cyclesPerPixel: 0.25, lamps: [] });
const known = (dpi: number): Answer => ({ ok: true, value: { desk: baseline(dpi) } });
function open() {
  const [device, label, faults] = [ref<string | null>('a'), ref('Camera A'), [] as string[]];
  const desk = scope.run(() => useDesk({ device: () => device.value, label: () => label.value, onError: ({ code }) => faults.push(code) }))!;
  const change = async (id: string | null, name: string) => { [device.value, label.value] = [id, name]; await nextTick(); };
  return { desk, faults, change };
}

it('an answer that comes late is not taken for the camera that is open by then', async () => {
  const { desk, change } = open();
  await change('b', 'Camera B');
  await asked[1]!.answer(known(200));
  await asked[0]!.answer(known(100));
  expect([asked.map((a) => a.label), desk.value?.dpi]).toEqual([['Camera A', 'Camera B'], 200]);
  await change(null, '');
  expect(desk.value).toBeNull();
});

it('what the station says against it is told, unless the camera is another one by then', async () => {
  const { desk, faults, change } = open();
  await asked[0]!.answer({ ok: false, error: { code: 'store.corrupt', values: {} } });
  expect([desk.value, faults]).toEqual([null, ['store.corrupt']]);
  await change('b', 'Camera B');
  await change('c', 'Camera C');
  await asked[1]!.answer({ ok: false, error: { code: 'internal', values: {} } });
  expect(faults).toEqual(['store.corrupt']);
});

/** One page, and nothing of it stays. */
import { effectScope } from 'vue';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CallName } from '../../core/contract.ts';
import { CodedError } from '../../core/errors.ts';
import type { ScanState } from '../../core/scanning.ts';
import { useOneScan, type OneScan } from './useOneScan.ts';
import { scanIsForgotten } from './useScan.ts';

const station = vi.hoisted(() => ({ answers: new Map<string, (input: never) => unknown>(), asked: [] as string[], tell: (_state: unknown) => {} }));
vi.mock('./useStation.ts', () => ({
  call: async (name: CallName, input: never) => {
    station.asked.push(name);
    return station.answers.get(name)?.(input) ?? {};
  },
  on: (_name: string, listener: (state: unknown) => void) => { station.tell = listener; return () => {}; },
}));
vi.mock('./useVision.ts', () => ({ reader: { call: async () => ({ pictures: [{ bytes: new Uint8Array([1]), file: null, preview: new Uint8Array(), portrait: null }], left: 0 }) } }));

/** Each scan has an id of its own. */
const idOf = (scan: number): string => `5b0c0a0e-6c39-4c62-9d6e-${String(scan).padStart(12, '0')}`;
const stateOf = (phase: ScanState['phase'], pages: number, code?: string): ScanState => ({ scanId: idOf(times('scanner.start')), phase, pages, percent: null, failure: code ? { code, values: {} } : null });
const capabilities = (source: 'flatbed' | 'feeder') => ({ label: 'Any', lane: 'scanner', sources: [{ source, width: null, height: null }], resolutions: [300], colours: ['colour'], button: false });
const times = (name: string): number => station.asked.filter((asked) => asked === name).length;

let scope: ReturnType<typeof effectScope>;
const begin = (source: 'flatbed' | 'feeder'): OneScan => {
  station.answers.set('scanner.capabilities', () => capabilities(source));
  return scope.run(() => useOneScan('test', `any-${source}`))!;
};
beforeEach(async () => {
  scope = effectScope();
  await scanIsForgotten();
  station.asked = [];
  station.answers = new Map<string, (input: never) => unknown>([
    ['scanner.start', () => stateOf('scanning', 0)], ['scanner.state', () => null], ['scanner.cancel', () => stateOf('ended', 1)],
    ['scanner.page', () => ({ mime: 'image/jpeg', lane: 'scanner', source: 'feeder', dpi: 300, colour: 'colour', at: '2026-11-29T10:00:00.000Z', bytes: new Uint8Array() })],
  ]);
});
afterEach(() => scope.stop());

it('gives the page of a glass with its settings and the time it took, and drops it', async () => {
  const { one } = begin('flatbed');
  const asked = one();
  await vi.waitFor(() => expect(times('scanner.start')).toBe(1));
  station.tell(stateOf('ended', 1));
  const { page, ms } = await asked;
  expect([page.bytes, page.scanned.dpi, ms > 0]).toEqual([new Uint8Array([1]), 300, true]);
  expect([times('scanner.drop'), times('scanner.keep'), times('scanner.cancel')]).toEqual([1, 0, 0]);
});

it('stops a feeder after its first page', async () => {
  const { one } = begin('feeder');
  const asked = one();
  await vi.waitFor(() => expect(times('scanner.start')).toBe(1));
  station.tell(stateOf('scanning', 1));
  await asked;
  expect([times('scanner.cancel'), times('scanner.page'), times('scanner.drop')]).toEqual([1, 1, 1]);
});

it('says why there is no page, and the next try is not told what the last one was', async () => {
  const { one } = begin('flatbed');
  station.answers.set('scanner.capabilities', () => { throw new CodedError('scanner.missing'); });
  await expect(one()).rejects.toThrow('scanner.missing');
  station.answers.set('scanner.capabilities', () => capabilities('flatbed'));
  const asked = one();
  await vi.waitFor(() => expect(times('scanner.start')).toBe(1));
  station.tell(stateOf('ended', 0, 'scanner.jammed'));
  await expect(asked).rejects.toThrow('scanner.jammed');
  const again = one();
  await vi.waitFor(() => expect(times('scanner.start')).toBe(2));
  station.tell(stateOf('ended', 1));
  expect((await again).page.page).toBe(1);
});

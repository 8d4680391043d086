/** The window's part of a scan: what the user said while the scanner was still being asked counts, and a page is given out of the hand when all of it lies in the case. */
import { effectScope } from 'vue';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CallName } from '../../core/contract.ts';
import type { ScannedPageFacts, ScannerCapabilities, ScanState } from '../../core/scanning.ts';
import { CodedError } from '../../core/errors.ts';
import { pictureIsKept, scanIsForgotten, useScan, type Scan } from './useScan.ts';

const station = vi.hoisted(() => ({ answers: new Map<string, (input: never) => unknown>(), asked: [] as string[], inputs: [] as unknown[], tell: (_state: unknown) => {} }));
vi.mock('./useStation.ts', () => ({
  call: async (name: CallName, input: never) => {
    station.asked.push(name);
    station.inputs.push(input);
    return station.answers.get(name)?.(input) ?? {};
  },
  on: (_name: string, listener: (state: unknown) => void) => { station.tell = listener; return () => {}; },
}));
const found = vi.hoisted(() => ({ pictures: 1, left: 0, seen: [] as unknown[] }));
vi.mock('./useVision.ts', () => ({
  reader: {
    call: async (_name: string, args: unknown[]) => {
      found.seen.push(args[2]);
      return { pictures: Array.from({ length: found.pictures }, () => ({ bytes: new Uint8Array(), file: null, preview: new Uint8Array(), portrait: null })), left: found.left };
    },
  },
}));

const id = (n: number): string => `5b0c0a0e-6c39-4c62-9d6e-${String(n).padStart(12, '0')}`;
const can: ScannerCapabilities = { label: 'Any', lane: 'scanner', sources: [], resolutions: [], colours: [], button: true };
const facts: ScannedPageFacts = { mime: 'image/jpeg', lane: 'scanner', source: 'flatbed', dpi: 300, colour: 'colour', at: '2026-11-29T10:00:00.000Z' };
const stateOf = (scanId: string, pages: number, phase: ScanState['phase'] = 'ended'): ScanState => ({ scanId, phase, pages, percent: null, failure: null });
const asked = (name: string): number => station.asked.filter((a) => a === name).length;
const inputOf = (name: string): unknown => station.inputs[station.asked.lastIndexOf(name)];
function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => {};
  return { promise: new Promise<Value>((r) => { resolve = r; }), resolve };
}

let scope: ReturnType<typeof effectScope>;
const sheet = (): Scan => scope.run(() => useScan('document', 'folder/watched'))!;
beforeEach(async () => {
  scope = effectScope();
  station.answers = new Map<string, (input: never) => unknown>([['scanner.capabilities', () => can], ['scanner.page', () => ({ ...facts, bytes: new Uint8Array() })], ['scanner.state', () => null]]);
  Object.assign(found, { pictures: 1, left: 0, seen: [] });
  await scanIsForgotten();
  station.asked = [];
  station.inputs = [];
});
afterEach(() => scope.stop());

it('begins nothing when the sheet was left while the scanner was asked what it can', async () => {
  const answer = deferred<ScannerCapabilities>();
  station.answers.set('scanner.capabilities', () => answer.promise);
  const scan = sheet();
  const opening = scan.open();
  await scan.leave();
  answer.resolve(can);
  await opening;
  expect(asked('scanner.start')).toBe(0);
});

it('begins nothing when stop was pressed while the scanner was asked what it can', async () => {
  const answer = deferred<ScannerCapabilities>();
  station.answers.set('scanner.capabilities', () => answer.promise);
  const scan = sheet();
  const opening = scan.open();
  await scan.stop();
  answer.resolve(can);
  await opening;
  expect([asked('scanner.start'), scan.running.value]).toEqual([0, false]);
});

it('a scan whose start is answered after the sheet was left is dropped', async () => {
  const begun = deferred<ScanState>();
  station.answers.set('scanner.start', () => begun.promise);
  const scan = sheet();
  const opening = scan.open();
  await vi.waitFor(() => expect(asked('scanner.start')).toBe(1));
  const leaving = scan.leave();
  begun.resolve(stateOf(id(1), 0, 'scanning'));
  await Promise.all([leaving, opening]);
  expect([asked('scanner.drop'), inputOf('scanner.drop')]).toEqual([1, { scanId: id(1) }]);
});

it('a scan that was stopped while it began is cancelled', async () => {
  const begun = deferred<ScanState>();
  station.answers.set('scanner.start', () => begun.promise);
  station.answers.set('scanner.cancel', () => stateOf(id(2), 0));
  const scan = sheet();
  const opening = scan.open();
  await vi.waitFor(() => expect(asked('scanner.start')).toBe(1));
  await scan.stop();
  begun.resolve(stateOf(id(2), 0, 'scanning'));
  await opening;
  await vi.waitFor(() => expect(scan.state.value?.phase).toBe('ended'));
  expect(asked('scanner.cancel')).toBe(1);
});

async function scanned(pages: number): Promise<Scan> {
  station.answers.set('scanner.start', () => stateOf(id(3), 0, 'scanning'));
  const scan = sheet();
  await scan.open();
  station.tell(stateOf(id(3), pages));
  await vi.waitFor(() => expect(scan.state.value?.phase).toBe('ended'));
  return scan;
}

it('a page is kept when every picture of it lies in the case, and not before', async () => {
  found.pictures = 2;
  const scan = await scanned(2);
  const [first, second] = scan.pictures.value;
  await pictureIsKept(first!, id(11));
  await pictureIsKept(first!, id(12));
  expect(asked('scanner.keep')).toBe(0);
  await pictureIsKept(second!, id(13));
  expect([asked('scanner.keep'), inputOf('scanner.keep')]).toEqual([1, { scanId: id(3), page: 1, captureIds: [id(12), id(13)] }]);
  await scanIsForgotten();
  await pictureIsKept(scan.pictures.value[2]!, id(14));
  expect(asked('scanner.keep')).toBe(1);
});

it('what is said late of one scan does not drop the one after it', async () => {
  const kept = deferred<object>();
  station.answers.set('scanner.keep', () => kept.promise);
  const [picture] = (await scanned(1)).pictures.value;
  const keeping = pictureIsKept(picture!, id(11)).then(() => scanIsForgotten(picture!.stack));
  station.answers.set('scanner.start', () => stateOf(id(4), 0, 'scanning'));
  const next = sheet();
  await next.open();
  expect([asked('scanner.drop'), inputOf('scanner.drop')]).toEqual([1, { scanId: id(3) }]);
  kept.resolve({});
  await keeping;
  expect(asked('scanner.drop')).toBe(1);
  station.tell(stateOf(id(4), 1));
  await vi.waitFor(() => expect(next.pictures.value).toHaveLength(1));
  await scanIsForgotten(next.pictures.value[0]!.stack);
  expect(inputOf('scanner.drop')).toEqual({ scanId: id(4) });
});

it('a run that gave pages, and a fault of the scanner itself, stand in its history; what people did with it does not', async () => {
  const noted = (): unknown[] => station.asked.flatMap((name, i) => (name === 'devices.note' ? [station.inputs[i]] : []));
  const note = { device: 'folder/watched', label: 'Any', rate: null };
  await scanned(2);
  expect(noted()).toEqual([{ ...note, fault: null }]);
  for (const [code, pages, fault] of [['scanner.jammed', 2, 'scanner.jammed'], ['scanner.no-paper', 0, undefined], ['scanner.cancelled', 1, null]] as const) {
    station.asked = [];
    station.inputs = [];
    station.answers.set('scanner.start', () => stateOf(id(5), 0, 'scanning'));
    const scan = sheet();
    await scan.open();
    station.tell({ ...stateOf(id(5), pages), failure: { code, values: {} } });
    await vi.waitFor(() => expect(scan.state.value?.phase).toBe('ended'));
    expect(noted(), code).toEqual(fault === undefined ? [] : [{ ...note, fault }]);
  }
  station.asked = [];
  station.inputs = [];
  station.answers.set('scanner.capabilities', () => { throw new CodedError('scanner.missing'); });
  await sheet().open();
  expect(noted()).toEqual([{ ...note, label: '', fault: 'scanner.missing' }]);
});

it('pages of a file that were not taken are told, and keep the file from being given up', async () => {
  Object.assign(found, { pictures: 12, left: 3 });
  const scan = await scanned(1);
  expect(scan.error.value).toEqual(new CodedError('scanner.too-many', { limit: 12 }));
  for (const [i, picture] of scan.pictures.value.entries()) await pictureIsKept(picture, id(20 + i));
  expect(asked('scanner.keep')).toBe(0);
});

it('each page is cut by the resolution it was scanned with', async () => {
  station.answers.set('scanner.page', (({ page }: { page: number }) => ({ ...facts, dpi: page * 100, bytes: new Uint8Array() })) as never);
  const scan = await scanned(2);
  expect(found.seen).toEqual([{ dpi: 100, lane: 'scanner' }, { dpi: 200, lane: 'scanner' }]);
  expect(scan.pictures.value.map((p) => p.scanned.dpi)).toEqual([100, 200]);
});

const withButton: ScannerCapabilities = { ...can, sources: [{ source: 'flatbed', width: 210, height: 297 }], resolutions: [300], colours: ['colour'] };
const soon = { timeout: 15_000 };

it('waits for the button of the scanner while nothing else is chosen, and begins when it is pressed', async () => {
  station.answers.set('scanner.capabilities', () => withButton);
  station.answers.set('scanner.button', () => ({ pressed: asked('scanner.button') >= 2 }));
  station.answers.set('scanner.start', () => stateOf(id(5), 0, 'scanning'));
  const scan = scope.run(() => useScan('document', 'fujitsu:fi:1'))!;
  await scan.open();
  expect(scan.waitsForButton.value).toBe(true);
  await vi.waitFor(() => expect(asked('scanner.start')).toBe(1), soon);
  expect([asked('scanner.button'), inputOf('scanner.button'), inputOf('scanner.start')]).toEqual([2, { name: 'fujitsu:fi:1' }, { wish: { name: 'fujitsu:fi:1', source: 'flatbed', dpi: 300, colour: 'colour', paper: 'whole' }, after: null }]);
  expect(scan.waitsForButton.value).toBe(false);
  // After a jam the button goes on behind the pages that are there.
  station.answers.set('scanner.button', () => ({ pressed: true }));
  station.tell({ ...stateOf(id(5), 1), failure: { code: 'scanner.jammed', values: {} } });
  await vi.waitFor(() => expect(asked('scanner.start')).toBe(2), soon);
  expect(inputOf('scanner.start')).toMatchObject({ after: id(5) });
}, 40_000);

it('asks for no button once the sheet is closed, and a press that is told then begins nothing', async () => {
  const press = deferred<{ pressed: boolean }>();
  station.answers.set('scanner.capabilities', () => withButton);
  station.answers.set('scanner.button', () => press.promise);
  const scan = scope.run(() => useScan('document', 'fujitsu:fi:2'))!;
  await scan.open();
  await vi.waitFor(() => expect(asked('scanner.button')).toBe(1), soon);
  await scan.leave();
  press.resolve({ pressed: true });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect([asked('scanner.button'), asked('scanner.start')]).toEqual([1, 0]);
}, 40_000);

it('a device without a button, and one that is no scanner to choose from, is not asked for it', async () => {
  for (const without of [{ ...withButton, button: false }, can]) {
    station.answers.set('scanner.capabilities', () => without);
    station.answers.set('scanner.start', () => stateOf(id(6), 0, 'scanning'));
    const scan = scope.run(() => useScan('document', `none-${without.sources.length}`))!;
    await scan.open();
    expect(scan.waitsForButton.value).toBe(false);
  }
});

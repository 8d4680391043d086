import { effectScope } from 'vue';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CheckResult } from '../../core/checks/check.ts';
import { CodedError } from '../../core/errors.ts';
import { mostPagesBrought } from '../../core/document/proof-reading.ts';
import type { PaperReport } from '../workers/api.ts';
import { usePages, type Pages, type Source } from './usePages.ts';

const told = vi.hoisted(() => ({ judge: null as null | (() => Promise<CheckResult[]>) }));
const result = (id: string, status: CheckResult['status'], x: number): CheckResult =>
  ({ id, status, value: 1, threshold: 0, unit: '', regions: [{ x, y: 0, width: 1, height: 1 }], values: {}, reason: null, captureId: null });
/** What a file says is its name: `blank`, `screen`, `locked`, `pdf`, or any words. */
vi.mock('../composables/useVision.ts', () => ({
  reader: {
    call: (_name: string, [bytes]: [Uint8Array]): Promise<PaperReport> => {
      const name = new TextDecoder().decode(bytes);
      if (name === 'locked') return Promise.reject(new CodedError('file.truncated'));
      const lines = name === 'blank' ? [] : [{ text: name, page: 0, box: { x: 0, y: 0, width: 1, height: 0.1 } }];
      return Promise.resolve({
        mime: name === 'pdf' ? 'application/pdf' : 'image/jpeg', jpeg: bytes, width: 10, height: 10, ms: 1, reading: { source: 'print', pageCount: 1, lines, identity: null },
        results: [result('poa.screenshot', name === 'screen' ? 'fail' : 'pass', 7), result('poa.edited', 'fail', 8)],
      });
    },
  },
}));
vi.mock('../composables/useJourney.ts', () => ({
  context: () => ({}), limits: { value: {} },
  judgePaper: async (reading: { lines: { text: string }[] }) => ({ facts: { said: reading.lines.map((l) => l.text).join(' ') }, results: told.judge ? await told.judge() : [result('poa.no-date', 'fail', 5)] }),
}));

let scope: ReturnType<typeof effectScope>;
let paper: Pages;
beforeEach(() => {
  told.judge = null;
  scope = effectScope();
  paper = scope.run(usePages)!;
});
afterEach(() => scope.stop());

const source = (name: string, part?: object): Source => ({ fetchBytes: () => Promise.resolve(new TextEncoder().encode(name)), from: { lane: 'scanner', device: 'x', ...(part ? { part: part as never } : {}) } });
const take = (...names: string[]): Promise<void> => paper.take(names.map((name) => source(name)));
const said = (): string => (paper.verdict.value?.facts as unknown as { said: string } | undefined)?.said ?? '';
const ids = (): string[] => paper.failing.value.map((r) => r.id);

it('reads each page once and judges all together; marks are those of the page that is looked at', async () => {
  await take('one');
  paper.add();
  expect([paper.phase.value, said()]).toEqual(['live', 'one']);
  await take('screen');
  expect([paper.phase.value, said(), paper.chosen.value]).toEqual(['judged', 'one screen', 1]);
  // What may be fraud is not told to the customer.
  expect(ids()).toEqual(['poa.screenshot', 'poa.no-date']);
  expect(paper.marks.value.map((m) => m.x)).toEqual([7]);
  paper.chosen.value = 0;
  expect(paper.marks.value.map((m) => m.x)).toEqual([5]);
  await paper.remove(1);
  expect([said(), ids()]).toEqual(['one', ['poa.no-date']]);
  await paper.remove(0);
  expect([paper.phase.value, paper.verdict.value]).toEqual(['live', null]);
});

it('a stack comes as one, without its empty backs; what cannot be read ends it, and what was read stays', async () => {
  await take('one', 'blank', 'two', 'locked', 'three');
  expect([said(), paper.leftOut.value, paper.error.value?.code, paper.phase.value]).toEqual(['one two', 1, 'file.truncated', 'judged']);
  // Alone, an empty page is told as one.
  paper.clear();
  await take('blank');
  expect([paper.pages.value.length, paper.leftOut.value]).toEqual([1, 0]);
});

it('a page too many and a PDF behind pages are refused; nothing is lost', async () => {
  await take(...Array.from({ length: mostPagesBrought + 1 }, (_, i) => `page${i}`));
  expect([paper.pages.value.length, paper.error.value?.code, paper.mayAdd.value]).toEqual([mostPagesBrought, 'paper.too-many-pages', false]);
  await paper.remove(0);
  await take('pdf');
  expect([paper.pages.value.length, paper.error.value?.code, paper.phase.value]).toEqual([mostPagesBrought - 1, 'paper.pdf-is-no-page', 'judged']);
  paper.clear();
  await take('pdf');
  expect([paper.mayAdd.value, paper.error.value]).toEqual([false, null]);
});

it('a file that the scan folder gives again is the same page, kept with the scan it came with last', async () => {
  await paper.take([source('one', { stack: 1 })]);
  const { captureId } = paper.pages.value[0]!;
  await paper.take([source('one', { stack: 2 }), source('two', { stack: 2 })]);
  expect(paper.pages.value.map(({ part }) => part)).toEqual([{ stack: 2 }, { stack: 2 }]);
  expect([said(), paper.pages.value[0]!.captureId]).toEqual(['one two', captureId]);
});

it('a verdict that cannot be had takes nothing; one that comes after another paper was asked for does not count', async () => {
  await take('one');
  told.judge = () => Promise.reject(new CodedError('case.incomplete'));
  await take('two');
  expect([said(), paper.pages.value.length, paper.error.value?.code]).toEqual(['one', 1, 'case.incomplete']);
  let answer: (results: CheckResult[]) => void = () => undefined;
  told.judge = () => new Promise((resolve) => { answer = resolve; });
  const taking = take('three');
  await vi.waitFor(() => expect(paper.phase.value).toBe('reading'));
  await new Promise((resolve) => setTimeout(resolve, 5));
  paper.clear();
  answer([]);
  await taking;
  expect([paper.pages.value.length, paper.phase.value]).toEqual([0, 'live']);
});

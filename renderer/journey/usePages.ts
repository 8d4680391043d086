/** The pages of one paper as they are brought, and what they say together. None is stored before the clerk goes on with them. */
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { CheckResult } from '../../core/checks/check.ts';
import { checkById } from '../../core/checks/index.ts';
import type { ProofFacts } from '../../core/document/proof-facts.ts';
import { joinPages, mostPagesBrought, type ProofReading } from '../../core/document/proof-reading.ts';
import { CodedError, toCodedError } from '../../core/errors.ts';
import type { Region } from '../../core/frame.ts';
import type { Origin, ScanPart } from '../composables/useBringing.ts';
import { context, judgePaper, limits } from '../composables/useJourney.ts';
import { useLatest } from '../composables/useLatest.ts';
import { reader } from '../composables/useVision.ts';
import type { PaperReport } from '../workers/api.ts';
import type { Lane } from './work.ts';

/** `captureId`: the one it is stored by, so that storing twice is storing once. */
export type BroughtPage = { captureId: string; bytes: Uint8Array; lane: Lane; device: string; demo: boolean; at: string; part?: ScanPart | undefined; report: PaperReport };
export type Source = { fetchBytes: () => Promise<Uint8Array>; from: Origin; demo?: boolean };
type Verdict = { reading: ProofReading; facts: ProofFacts; results: CheckResult[] };

export type Pages = {
  /** `live`: the next page is awaited; there may be some already. */
  phase: Ref<'live' | 'reading' | 'judged'>;
  pages: ShallowRef<readonly BroughtPage[]>;
  /** The page that is looked at. */
  chosen: Ref<number>;
  /** Of all pages together; null: there is none. */
  verdict: ShallowRef<Verdict | null>;
  error: ShallowRef<CodedError | null>;
  /** What the customer can mend; signs of tampering are told to staff with the result. One entry a check, whatever page it speaks of. */
  failing: ComputedRef<CheckResult[]>;
  /** On the page that is looked at. */
  marks: ComputedRef<Region[]>;
  mayAdd: ComputedRef<boolean>;
  /** Empty pages of the stack that was brought last, which were left out. */
  leftOut: Ref<number>;
  /** Pages behind the ones that are there, read and judged with them. */
  take(sources: readonly Source[]): Promise<void>;
  remove(page: number): Promise<void>;
  /** Waits for a further page; `enough` goes back to what is there. */
  add(): void;
  enough(): void;
  /** Another paper. */
  clear(): void;
};

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

export function usePages(): Pages {
  const phase = ref<'live' | 'reading' | 'judged'>('live');
  const pages = shallowRef<readonly BroughtPage[]>([]);
  const chosen = ref(0);
  const verdict = shallowRef<Verdict | null>(null);
  const error = shallowRef<CodedError | null>(null);
  const leftOut = ref(0);
  const begin = useLatest();

  const failingOf = (results: readonly CheckResult[]): CheckResult[] => results.filter((r) => r.status === 'fail' && checkById(r.id)?.concern !== 'fraud');
  const failing = computed(() => [...new Map([...pages.value.flatMap(({ report }) => failingOf(report.results)), ...failingOf(verdict.value?.results ?? [])].map((r) => [r.id, r])).values()]);
  // What the text says is marked on the first page (placesOf).
  const marks = computed(() => failingOf([...(pages.value[chosen.value]?.report.results ?? []), ...(chosen.value === 0 ? (verdict.value?.results ?? []) : [])]).flatMap((r) => r.regions));
  const mayAdd = computed(() => pages.value.length > 0 && pages.value.length < mostPagesBrought && pages.value.every(({ report }) => report.mime !== 'application/pdf'));

  async function read({ fetchBytes, from: { lane, device, at = new Date().toISOString(), file = null, part }, demo = false }: Source, before: readonly BroughtPage[]): Promise<readonly BroughtPage[]> {
    const bytes = await fetchBytes();
    const same = before.find((page) => sameBytes(page.bytes, bytes));
    // A scan folder gives back what is not stored yet: the same file again is the same page.
    if (same) return before.map((page) => (page === same ? { ...page, part } : page));
    if (before.length >= mostPagesBrought) throw new CodedError('paper.too-many-pages', { most: mostPagesBrought });
    const report = await reader.call('readPaper', [bytes, context(lane), limits.value, file]);
    if (before.length > 0 && report.mime === 'application/pdf') throw new CodedError('paper.pdf-is-no-page');
    return [...before, { captureId: crypto.randomUUID(), bytes, lane, device, demo, at, part, report }];
  }

  /** @throws CodedError for the paper as a whole; none of `now` is taken then. */
  async function judged(now: readonly BroughtPage[]): Promise<Verdict> {
    const [first] = now;
    const reading = joinPages(now.map(({ report }) => report.reading));
    return { reading, ...await judgePaper(reading, first!.report, first!.lane) };
  }

  const show = (now: readonly BroughtPage[], next: Verdict | null): void => {
    pages.value = now;
    verdict.value = next;
    phase.value = now.length > 0 ? 'judged' : 'live';
  };

  async function take(sources: readonly Source[]): Promise<void> {
    phase.value = 'reading';
    error.value = null;
    leftOut.value = 0;
    const counts = begin();
    const before = pages.value;
    let now = before;
    let stopped: CodedError | null = null;
    for (const source of sources) {
      try {
        const next = await read(source, now);
        const added = next.length > now.length ? next.at(-1)! : null;
        if (added && sources.length > 1 && added.report.reading.lines.length === 0) leftOut.value += 1;
        else now = next;
      } catch (thrown) {
        stopped = toCodedError(thrown, 'file.unreadable');
      }
      if (!counts()) return;
      if (stopped) break;
    }
    await settle(now, counts);
    if (!counts()) return;
    error.value ??= stopped;
    const odd = now.findIndex((page) => !before.includes(page) && failingOf(page.report.results).length > 0);
    chosen.value = Math.max(0, odd);
  }

  async function settle(now: readonly BroughtPage[], counts: () => boolean): Promise<void> {
    try {
      const next = now.length > 0 ? await judged(now) : null;
      if (counts()) show(now, next);
    } catch (thrown) {
      if (!counts()) return;
      show(pages.value, verdict.value);
      error.value = toCodedError(thrown);
    }
  }

  return {
    phase, pages, chosen, verdict, error, failing, marks, mayAdd, leftOut, take,
    async remove(page) {
      error.value = null;
      chosen.value = 0;
      await settle(pages.value.filter((_, i) => i !== page), begin());
    },
    add() {
      error.value = null;
      phase.value = 'live';
    },
    enough() {
      phase.value = 'judged';
    },
    clear() {
      begin();
      leftOut.value = chosen.value = 0;
      show([], null);
    },
  };
}

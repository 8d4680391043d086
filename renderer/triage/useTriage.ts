/** What a customer brought, for as long as the screen shows: no draft, no capture, no record. It ends with the screen, and the worker keeps nothing of it. */
import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Tier } from '../../core/case/case.ts';
import { CodedError, toCodedError } from '../../core/errors.ts';
import { limitsOf } from '../../core/rules.ts';
import type { Looked } from '../../core/triage/brought.ts';
import { triage, triagePolicyOf, type Triage, type TriagePolicy } from '../../core/triage/triage.ts';
import type { Bring } from '../composables/useBringing.ts';
import { policy } from '../composables/useJourney.ts';
import { call } from '../composables/useStation.ts';
import { reader } from '../composables/useVision.ts';
import type { Lane } from '../journey/work.ts';

export type Brought = { id: string; lane: Lane; /** null: being looked at, or it cannot be opened. */ picture: Uint8Array | null; looked: Looked | null };
export type TriageWork = {
  tier: Ref<Tier>;
  papers: ShallowRef<readonly Brought[]>;
  /** Of what was looked at up to now, for each paper its own; null: nothing was yet. */
  said: ShallowRef<Triage | null>;
  /** The same as an answer about the whole; null while a paper, or the answer, is still to come. */
  whole: ComputedRef<Triage | null>;
  asked: ComputedRef<TriagePolicy>;
  busy: ComputedRef<boolean>;
  error: ShallowRef<CodedError | null>;
  bring: Bring;
  remove(id: string): void;
  clear(): void;
  chooseTier(tier: Tier): void;
};

/** Papers at a time. Chosen: more than anybody brings, and their pictures fit in memory. */
export const mostPapers = 20;

export function useTriage(): TriageWork {
  const tier = ref<Tier>(policy.value.tiers.at(-1)!);
  const papers = shallowRef<readonly Brought[]>([]);
  const said = shallowRef<Triage | null>(null);
  const error = shallowRef<CodedError | null>(null);
  const asked = computed(() => triagePolicyOf(policy.value, tier.value));
  /** Questions asked, and the one that `said` answers: an answer that comes late is none to what was asked since. */
  const [questions, answered] = [ref(0), ref(0)];
  const busy = computed(() => papers.value.some((p) => p.looked === null) || answered.value < questions.value);
  const whole = computed(() => (busy.value ? null : said.value));
  let queue: Promise<void> = Promise.resolve();
  let ended = false;

  const change = (id: string, to: Partial<Brought>): void => { papers.value = papers.value.map((p) => (p.id === id ? { ...p, ...to } : p)); };
  const isThere = (id: string): boolean => !ended && papers.value.some((p) => p.id === id);

  async function judge(): Promise<void> {
    const question = ++questions.value;
    const looked = papers.value.flatMap(({ id, lane, looked: found }) => (found ? [{ id, lane, looked: found }] : []));
    try {
      // The window may have been open since yesterday.
      const { date } = await call('station.status', {});
      const now = looked.length > 0 ? await triage(looked, asked.value, date) : null;
      if (ended || question < questions.value) return;
      said.value = now;
    } catch (thrown) {
      if (question < questions.value) return;
      said.value = null;
      error.value = toCodedError(thrown);
    }
    answered.value = question;
  }

  async function look(id: string, bytes: Uint8Array, lane: Lane, file: Uint8Array | null): Promise<void> {
    if (!isThere(id)) return;
    try {
      const { date } = await call('station.status', {});
      const { jpeg, looked } = await reader.call('lookAtBrought', [bytes, { date, chosenType: null, acceptedTypes: policy.value.acceptedTypes, lane }, limitsOf(policy.value), file]);
      change(id, { picture: jpeg, looked });
    } catch (thrown) {
      const { code, values } = toCodedError(thrown, 'file.unreadable');
      if (/^(file|pdf)\./.test(code)) change(id, { looked: { kind: 'refused', code, values } });
      else {
        remove(id);
        error.value = toCodedError(thrown);
      }
    }
    if (!ended) await judge();
  }

  const bring: Bring = async (fetchBytes, { lane, file = null }) => {
    error.value = null;
    if (papers.value.length >= mostPapers) {
      error.value = new CodedError('triage.too-many', { most: mostPapers });
      return;
    }
    const id = crypto.randomUUID();
    papers.value = [...papers.value, { id, lane, picture: null, looked: null }];
    try {
      const bytes = await fetchBytes();
      // One after the other: the reader has one processor, and the first answer comes sooner.
      queue = queue.then(() => look(id, bytes, lane, file));
    } catch (thrown) {
      remove(id);
      error.value = toCodedError(thrown, 'file.unreadable');
    }
  };

  function remove(id: string): void {
    papers.value = papers.value.filter((p) => p.id !== id);
    void judge();
  }

  function clear(): void {
    papers.value = [];
    said.value = error.value = null;
    answered.value = ++questions.value;
  }

  onScopeDispose(() => {
    ended = true;
    clear();
  });
  return {
    tier, papers, said, whole, asked, busy, error, bring, remove, clear,
    chooseTier(chosen) {
      tier.value = chosen;
      void judge();
    },
  };
}

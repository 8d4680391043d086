/** The picture with document and sheet from the moment it is brought: read, judged, answered where the machine is not sure, kept. */
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { CheckResult } from '../../core/checks/check.ts';
import { checkById } from '../../core/checks/index.ts';
import type { StatementAsked, StatementWord } from '../../core/document/statement/facts.ts';
import { toCodedError, type CodedError } from '../../core/errors.ts';
import { session } from '../composables/session.ts';
import { judgeHeld, matchFaces, needWork, putCapture, send, update } from '../composables/useJourney.ts';
import { useLatest } from '../composables/useLatest.ts';
import { call } from '../composables/useStation.ts';
import { reader } from '../composables/useVision.ts';
import type { StatementReport } from '../workers/api.ts';
import type { Lane } from './work.ts';

export type Brought = { bytes: Uint8Array; lane: Lane; device: string; demo: boolean; at: string };
export const questions = ['date', 'word'] as const;
export type Question = (typeof questions)[number];
type Answers = Record<Question, StatementWord['date']>;
/** By the machine alone, and with the answers of staff. */
type Judged = { machine: CheckResult[]; settled: CheckResult[] };

export type Held = {
  phase: Ref<'live' | 'reading' | 'judged'>;
  error: Ref<CodedError | null>;
  report: ShallowRef<StatementReport | null>;
  /** What the customer can mend; suspicions are told to staff with the result. */
  failing: ComputedRef<CheckResult[]>;
  /** What the machine is not sure about. */
  unsure: ComputedRef<Question[]>;
  answers: Ref<Answers>;
  /** A question is still open. */
  waits: ComputedRef<boolean>;
  answer(about: Question, value: StatementWord['date']): void;
  /** Of the first open question. */
  answerNext(value: NonNullable<StatementWord['date']>): void;
  saving: Ref<boolean>;
  /** @returns whether it was judged: not where it failed, nor where another one was brought or the screen left meanwhile */
  look(fetch: () => Promise<Brought>): Promise<boolean>;
  accept(): Promise<void>;
  again(): void;
};

const noAnswers: Answers = { date: null, word: null };

export function useHeld(word: string): Held {
  const phase = ref<'live' | 'reading' | 'judged'>('live');
  const error = ref<CodedError | null>(null);
  const brought = shallowRef<Brought | null>(null);
  const report = shallowRef<StatementReport | null>(null);
  const judged = shallowRef<Judged | null>(null);
  const asked = shallowRef<StatementAsked>({ word, code: null, hand: true });
  const answers = ref<Answers>({ ...noAnswers });
  const saving = ref(false);
  const begin = useLatest();
  const staff = (): StatementWord | null => {
    const operator = session.status?.operator;
    if (!operator || questions.every((q) => answers.value[q] === null)) return null;
    return { ...answers.value, operatorId: operator.operatorId, operatorName: operator.name, at: new Date().toISOString() };
  };
  const failing = computed(() => (judged.value?.settled ?? []).filter((r) => r.status === 'fail' && checkById(r.id)?.concern !== 'fraud'));
  const unsure = computed(() => questions.filter((q) => judged.value?.machine.some((r) => r.id === `stmt.${q}` && r.status === 'not-assessed')));
  const waits = computed(() => needWork().journey.setup?.mode !== 'self-service' && unsure.value.some((q) => answers.value[q] === null));

  async function judge(of: StatementReport, lane: Lane): Promise<Judged> {
    const question = { reading: of.reading, asked: asked.value, lane };
    return { machine: await judgeHeld({ ...question, staff: null }), settled: await judgeHeld({ ...question, staff: staff() }) };
  }

  async function look(fetch: () => Promise<Brought>): Promise<boolean> {
    phase.value = 'reading';
    error.value = null;
    const counts = begin();
    try {
      const from = await fetch();
      if (!counts()) return false;
      brought.value = from;
      const { caseId } = needWork();
      const picture = from.lane === 'camera' ? from.bytes : (await reader.call('importFile', [from.bytes])).jpeg;
      const found = await reader.call('statementStill', [caseId, picture]);
      const must = await call('case.asked', { caseId });
      if (!counts()) return false;
      asked.value = must.asked;
      update({ date: must.date });
      await matchFaces();
      const verdict = await judge(found, from.lane);
      if (!counts()) return false;
      judged.value = verdict;
      report.value = { ...found, picture };
      phase.value = 'judged';
      return true;
    } catch (thrown) {
      if (!counts()) return false;
      again();
      error.value = toCodedError(thrown, 'engine.failed');
      return false;
    }
  }

  function answer(about: Question, value: StatementWord['date']): void {
    answers.value = { ...answers.value, [about]: value };
    const of = report.value;
    if (!of || !brought.value) return;
    void judge(of, brought.value.lane).then((verdict) => { if (report.value === of) judged.value = verdict; }, (thrown: unknown) => { error.value = toCodedError(thrown); });
  }

  async function accept(): Promise<void> {
    const [from, found, verdict] = [brought.value, report.value, judged.value];
    if (!from || !found || !verdict || saving.value) return;
    saving.value = true;
    const counts = begin();
    const captureId = crypto.randomUUID();
    const { width, height, picture, reading } = found;
    try {
      await putCapture({ captureId, step: 'statement', width, height, provenance: { lane: from.lane, device: from.device.slice(0, 200), demo: from.demo, capturedAt: from.at } }, picture);
      if (!counts()) return;
      const statement = { captureId, picture, width, height, judged: verdict.settled, reading, asked: asked.value, staff: staff(), lane: from.lane };
      send({ type: 'captured', step: 'statement', captureId }, { statement, demo: needWork().demo || from.demo });
    } catch (thrown) {
      error.value = toCodedError(thrown);
    } finally {
      saving.value = false;
    }
  }

  function again(): void {
    brought.value = report.value = judged.value = null;
    answers.value = { ...noAnswers };
    phase.value = 'live';
  }

  return {
    phase, error, report, failing, unsure, answers, waits, answer, saving, look, accept, again,
    answerNext: (value) => {
      const next = unsure.value.find((q) => answers.value[q] === null);
      if (next && needWork().journey.setup?.mode !== 'self-service') answer(next, value);
    },
  };
}

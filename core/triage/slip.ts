/**
 * What a customer takes home: what is missing, what would do, and until when that which was brought stays fresh. In the customer's language. It
 * names nobody: a slip is lost in trams.
 */
import { classWords, slipWhys, type SlipTexts, type SlipWhy } from './slip-texts.ts';
import { needs, type JudgedPaper, type Missing, type Need, type Triage, type TriagePolicy } from './triage.ts';
import type { Reason } from './reasons.ts';

export const slipLineKinds = ['title', 'verdict', 'good', 'bring', 'text', 'foot'] as const;
export type SlipLine = { kind: (typeof slipLineKinds)[number]; text: string };

/** @param policy of which the slip tells what counts */
export function slipOf(triage: Triage, { tier, address }: Pick<TriagePolicy, 'tier' | 'address'>, texts: SlipTexts): SlipLine[] {
  const { verdict, missing, date, oldest } = triage;
  const day = dayIn(texts.code);
  const asked = needs.filter((need) => need === 'identity' || tier === 'advanced');
  const met = asked.filter((need) => !missing.some((m) => m.need === need));
  return [
    { kind: 'title', text: texts.title },
    { kind: 'text', text: filled(texts.checked, { date: day(date) }) },
    { kind: 'verdict', text: { 'go': texts.go, 'fix-here': texts.fixHere, 'come-back': texts.comeBack }[verdict] },
    ...missing.flatMap((m) => linesOfMissing(m, texts, { months: address.months, oldest: day(oldest) })),
    ...met.flatMap((need) => linesOfMet(need, triage.papers, texts, day)),
    { kind: 'foot', text: texts.notKept },
  ];
}

/** For a code that a telephone reads, and for a printer of receipts. */
export const slipText = (lines: readonly SlipLine[]): string => lines.map(({ kind, text }) => (kind === 'bring' ? `* ${text}` : text)).join('\n');

function linesOfMissing({ need, counts, reasons }: Missing, texts: SlipTexts, { months, oldest }: { months: number; oldest: string }): SlipLine[] {
  const text = (line: string): SlipLine => ({ kind: 'text', text: line });
  // Not commas: names of papers have them.
  const list = counts.flatMap((c) => classWords(texts, c) ?? []).join('; ');
  const lines: SlipLine[] = [{ kind: 'bring', text: texts.need[need] }, ...reasons.slice(0, 1).map((r) => text(texts.why[whyOf(r)])), text(filled(texts.counts, { list }))];
  if (need === 'identity') return [...lines, text(texts.identityMust)];
  return [...lines, text(texts.proofMust), text(filled(months === 1 ? texts.proofAge.one : texts.proofAge.other, { months, oldest })), text(texts.proofNot)];
}

/** The paper that will do the longest. */
function linesOfMet(need: Need, papers: readonly JudgedPaper[], texts: SlipTexts, day: (date: string) => string): SlipLine[] {
  const [best] = papers.filter((p) => p.what?.need === need && p.will === 'do').sort((a, b) => (b.until ?? '').localeCompare(a.until ?? ''));
  const named = (best?.what && classWords(texts, best.what.class)) ?? texts.need[need];
  const what = `${named.slice(0, 1).toLocaleUpperCase(texts.code)}${named.slice(1)}`;
  return [{ kind: 'good', text: best?.until ? filled(texts.fineUntil, { what, date: day(best.until) }) : filled(texts.fine, { what }) }];
}

function whyOf({ code, values }: Reason): SlipWhy {
  if (values['why'] !== undefined) return 'unread';
  return slipWhys.find((w) => w === code) ?? (/^(file|pdf)\./.test(code) ? 'not-opened' : 'unread');
}

const filled = (text: string, values: Record<string, string | number>): string => text.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ''));

const dayIn = (code: string) => (date: string): string => new Intl.DateTimeFormat(code === 'en' ? 'en-GB' : code, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`));

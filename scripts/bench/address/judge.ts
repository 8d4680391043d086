/** What the brain says of one fictional paper, held against how it was made. */
import { compareAddress, type AddressVerdict } from '../../../core/document/address/compare.ts';
import { issueDateOf } from '../../../core/document/issue-date.ts';
import type { HolderName, NameVerdict } from '../../../core/document/name-compare.ts';
import { compareNameOnPage } from '../../../core/document/page-names.ts';
import type { PageText } from '../../../core/document/page-text.ts';
import { proofClassOf } from '../../../core/document/proof-class.ts';
import type { ProofClass } from '../../../core/document/proof-words.ts';
import { mrzForms } from '../../../core/document/transliteration.ts';
import type { Bill } from '../../specimens/bill/make.ts';

export type Judged = { class: ProofClass | null; issue: string; name: NameVerdict | null; address: AddressVerdict | null; why: string };
export type JudgeOptions = { caseDate: string; exact: boolean };

/** Every other holder comes as a machine-readable zone writes the name, the rest as it is printed. */
function holderOf({ given, surname }: { given: string; surname: string }, id: string): HolderName {
  const zone = (text: string): string => text.split(/[ -]/).map((w) => mrzForms(w)![0]!).join(' ');
  return id.length % 2 === 0 ? { givenNames: { value: zone(given) }, surname: { value: zone(surname) } } : { givenNames: { value: given }, surname: { value: surname } };
}

export function judged({ id, truth }: Bill, page: PageText, { caseDate, exact }: JudgeOptions): Judged {
  const issue = issueDateOf(page, { today: caseDate, country: truth.country });
  const holder = truth.name && [holderOf(truth.name.holder, id)];
  const name = holder && compareNameOnPage(holder, page, { exact, country: truth.country });
  const address = truth.address && compareAddress(truth.address.form, page, { exact, holder });
  return {
    class: proofClassOf(page).class, issue: issue.kind === 'found' ? issue.value : issue.kind, name: name?.verdict ?? null, address: address?.verdict ?? null,
    why: `${name ? `${name.found?.text ?? '-'} ${name.reasons.join(' ')}` : ''} | ${address ? `${address.reason ?? ''} ${address.block?.lines.join(' / ') ?? '-'} ${address.parts.filter((p) => p.result !== 'same' && p.result !== 'in-neither').map((p) => `${p.part}:${p.form}<>${p.document}`).join(' ')}` : ''}`,
  };
}

type Question = 'class' | 'issue date' | 'name' | 'address';
const questions: readonly Question[] = ['class', 'issue date', 'name', 'address'];
type Count = { right: number; n: number };

/** Counts of right answers, by how the paper was made, and what must never happen. */
export class Tally {
  private readonly counts = new Map<string, Count>();
  /** Mismatches of names and addresses called same. */
  private readonly forbidden: string[] = [];
  private papers = 0;
  private readonly verbose: boolean;
  constructor(verbose: boolean) {
    this.verbose = verbose;
  }

  add(bill: Bill, got: Judged): void {
    const { truth } = bill;
    this.papers += 1;
    this.count(bill, 'class', truth.class, got.class === truth.class, got.class ?? 'not told', got);
    if (!truth.name || !truth.address) return;
    this.count(bill, 'issue date', `${truth.issueBy}, ${truth.language}`, got.issue === (truth.issueDate ?? 'none'), got.issue, got);
    this.count(bill, 'name', truth.name.how, got.name === truth.name.verdict, got.name ?? '', got);
    this.count(bill, 'address', truth.address.how, got.address === truth.address.verdict, got.address ?? '', got);
    if (truth.name.verdict === 'mismatch' && got.name === 'same') this.forbidden.push(`${bill.id} name`);
    if (truth.address.verdict === 'mismatch' && got.address === 'same') this.forbidden.push(`${bill.id} address`);
  }

  private count(bill: Bill, question: Question, made: string, right: boolean, answer: string, got: Judged): void {
    for (const key of [question, `${question}: ${made}`, `${question} by country: ${bill.truth.country}`]) {
      const count = this.counts.get(key) ?? { right: 0, n: 0 };
      this.counts.set(key, { right: count.right + Number(right), n: count.n + 1 });
    }
    if (!right && this.verbose) console.log(`  ${bill.id} ${bill.truth.country} ${bill.truth.layout}: ${question} ${made} (${question === 'issue date' ? bill.truth.issueDate : ''}) -> ${answer} | ${got.why}`);
  }

  print(title: string): void {
    const said = ({ right, n }: Count): string => `${right} of ${n} (${((100 * right) / n).toFixed(1)} %)`;
    console.log(`\n${title}: ${this.papers} papers`);
    for (const question of questions) {
      const whole = this.counts.get(question);
      if (!whole) continue;
      console.log(`  ${question.padEnd(12)} right ${said(whole)}`);
      const weak = [...this.counts].filter(([key, c]) => key.startsWith(`${question}`) && key.includes(':') && c.right / c.n < 0.95).sort(([, a], [, b]) => a.right / a.n - b.right / b.n);
      for (const [key, c] of weak.slice(0, this.verbose ? 40 : 8)) console.log(`      ${key.slice(question.length).replace(/^: /, '')}: ${said(c)}`);
    }
    console.log(`  mismatches called same: ${this.forbidden.length}${this.forbidden.length > 0 ? ` (${this.forbidden.join('; ')})` : ''}`);
  }
}

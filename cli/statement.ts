/** A picture of a customer with document and sheet from the command line: what is read on it, and what is judged from that. */
import type { Study } from '../core/brain.ts';
import type { Evidence } from '../core/case/case.ts';
import { parsePolicy, type Policy } from '../core/case/policy.ts';
import { checks } from '../core/checks/index.ts';
import type { CheckContext, CheckResult } from '../core/checks/check.ts';
import { statementFactsOf, type StatementQuestion } from '../core/document/statement/facts.ts';
import { readSheetSymbol, sheetCodePattern } from '../core/document/statement/sheet-code.ts';
import type { StatementReading } from '../core/document/statement/reading.ts';
import type { CheckRules } from '../core/rules.ts';
import { judgeStatement } from '../core/statement.ts';
import { readStatement } from '../core/statement-picture.ts';
import { UsageError, type Given } from './arguments.ts';

/** Who gives a statement picture asks for its checks, whether the policy wants one or not; `without` are those for which nothing was given to hold it against. */
export function statementRules(rules: CheckRules, without: readonly string[] = []): CheckRules {
  const ids = checks.filter((c) => c.subject === 'statement' && !without.includes(c.id)).map((c) => c.id);
  return { limitOf: rules.limitOf, enabled: (id) => ids.includes(id) };
}

export type LookedAtStatement = { reading: StatementReading; results: CheckResult[] };

/** Where no code is given a picture belongs to no case that the code of its sheet could be held against: only the day on it counts. */
const codeOnSheet = ({ sheet }: StatementReading): string | null => readSheetSymbol(sheet?.code ?? '')?.code ?? null;

export async function lookAtStatement(studied: Study, { word, ...question }: Omit<StatementQuestion, 'asked'> & { word: string }, context: CheckContext, rules: CheckRules): Promise<LookedAtStatement> {
  const reading = await readStatement(studied);
  return { reading, results: await judgeStatement(statementFactsOf(reading, { ...question, asked: { word, code: codeOnSheet(reading), hand: true } }), context, rules) };
}

export type GivenStatement = { path: string; policy: Policy; code: string | null };

/** `--statement`, `--word` and `--code` of a case: the policy is that of the case, with the word in it. null: no statement. @throws UsageError */
export function givenStatement(given: Given, policy: Policy): GivenStatement | null {
  const [path, word, code = null] = ['statement', 'word', 'code'].map((name) => given.text(name));
  if (path === undefined) {
    if (word !== undefined || code !== null) throw new UsageError('--word and --code speak of a picture of --statement.');
    return null;
  }
  if (code !== null && !sheetCodePattern.test(code)) throw new UsageError('--code is the code below the word of the printed sheet, eight letters and figures.');
  if (word === undefined && policy.statement === null) throw new UsageError('This policy asks for no statement: --statement needs --word.');
  if (word === undefined) return { path, policy, code };
  const statement = { ...(policy.statement ?? { wording: '-', ways: { attended: [], field: [], 'self-service': [], batch: [] } }), word };
  // A word of which the policy's own rules say no (empty, or marks alone) could not be looked for.
  return { path, policy: parsePolicy({ ...policy, statement }), code };
}

/** The statement of a case as evidence holds it. `reading` null: the case has none. */
export function statementOfCase(reading: StatementReading | null, given: GivenStatement | null): Evidence['statement'] {
  const word = given?.policy.statement?.word;
  if (reading === null || word === undefined) return null;
  return { reading, asked: { word, code: given?.code ?? codeOnSheet(reading), hand: true }, staff: null };
}

/** What was found, for a line of JSON. */
export const statementRecord = ({ people, document, sheet, mirrored }: StatementReading): Record<string, unknown> => ({
  people, mirrored, document: document && { region: document.region, fields: document.fields },
  sheet: sheet && { region: sheet.region, code: sheet.code, lines: sheet.lines.map(({ text, again, confidence }) => ({ text, again, confidence })) },
});

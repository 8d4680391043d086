/** A picture of a customer with document and sheet from the command line: what is read on it, and what is judged from that. */
import type { Study } from '../core/brain.ts';
import { checks } from '../core/checks/index.ts';
import type { CheckContext, CheckResult } from '../core/checks/check.ts';
import { statementFactsOf, type StatementQuestion } from '../core/document/statement/facts.ts';
import { readSheetSymbol } from '../core/document/statement/sheet-code.ts';
import type { StatementReading } from '../core/document/statement/reading.ts';
import type { CheckRules } from '../core/rules.ts';
import { judgeStatement } from '../core/statement.ts';
import { readStatement } from '../core/statement-picture.ts';

/** Who gives a statement picture asks for its checks, whether the policy wants one or not; `without` are those for which nothing was given to hold it against. */
export function statementRules(rules: CheckRules, without: readonly string[] = []): CheckRules {
  const ids = checks.filter((c) => c.subject === 'statement' && !without.includes(c.id)).map((c) => c.id);
  return { limitOf: rules.limitOf, enabled: (id) => ids.includes(id) };
}

export type LookedAtStatement = { reading: StatementReading; results: CheckResult[] };

/** A picture alone belongs to no case that the code of its sheet could be held against: only the day on it counts. */
export async function lookAtStatement(studied: Study, { word, ...question }: Omit<StatementQuestion, 'asked'> & { word: string }, context: CheckContext, rules: CheckRules): Promise<LookedAtStatement> {
  const reading = await readStatement(studied);
  const code = readSheetSymbol(reading.sheet?.code ?? '')?.code ?? null;
  return { reading, results: await judgeStatement(statementFactsOf(reading, { ...question, asked: { word, code, hand: true } }), context, rules) };
}

/** What was found, for a line of JSON. */
export const statementRecord = ({ people, document, sheet, mirrored }: StatementReading): Record<string, unknown> => ({
  people, mirrored, document: document && { region: document.region, fields: document.fields },
  sheet: sheet && { region: sheet.region, code: sheet.code, lines: sheet.lines.map(({ text, again, confidence }) => ({ text, again, confidence })) },
});

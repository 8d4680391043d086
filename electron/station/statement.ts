/** The statement as the station judges it: its own day, word and code, and the answers of whoever is logged in. */
import type { Evidence, Mode } from '../../core/case/case.ts';
import { asksStatement, type Policy } from '../../core/case/policy.ts';
import type { StepPair } from '../../core/case/steps.ts';
import type { CheckContext, CheckResult } from '../../core/checks/check.ts';
import type { Operator } from '../../core/contract.ts';
import { statementFactsOf, type StatementAsked } from '../../core/document/statement/facts.ts';
import type { DocumentReading } from '../../core/document/reading.ts';
import { CodedError } from '../../core/errors.ts';
import type { CheckRules } from '../../core/rules.ts';
import { judgeStatement } from '../../core/statement.ts';
import type { ReadDb } from './store/db.ts';
import { sheetCode } from './store/sheets.ts';

/**
 * Where it is asked for it is there, where the comparison of faces was declined it is not: its picture shows the face. An answer of staff is that of
 * whoever submits, and there is none where nobody of staff looks.
 * @throws CodedError case.incomplete · input.invalid
 */
export function checkStatement({ setup, statement, match, results }: Evidence, policy: Policy, operator: Operator): void {
  if (statement === null) {
    // Alone and without a printer there is none, and what was not looked at is left to staff by decide().
    if (setup.mode !== 'self-service' && asksStatement(policy, setup)) throw new CodedError('case.incomplete', { place: 'statement' });
    return;
  }
  const { staff, reading: { people } } = statement;
  const faults: Record<string, boolean> = {
    statement: !setup.consent.faceComparison || policy.statement === null,
    'statement.staff': staff !== null && (setup.mode === 'self-service' || staff.operatorId !== operator.operatorId || staff.operatorName !== operator.name),
    'match.steps': people > 0 && leavesOutHolder(match.steps, match.distance !== null || results.some((r) => r.id === 'match.id' && r.value !== null)),
  };
  const place = Object.keys(faults).find((name) => faults[name]);
  if (place !== undefined) throw new CodedError('input.invalid', { place });
}

/**
 * Whoever holds the sheet is held against every other face of the case. `compared`: two faces of it were compared, so there are others. The portrait in
 * the hand is judged by itself.
 */
function leavesOutHolder(steps: readonly StepPair[], compared: boolean): boolean {
  const pairs = steps.filter((p) => p.a !== 'held' && p.b !== 'held');
  const others = new Set(pairs.flatMap(({ a, b }) => [a, b]).filter((kind) => kind !== 'statement'));
  const against = new Set(pairs.flatMap(({ a, b }) => (a === 'statement' ? [b] : b === 'statement' ? [a] : [])));
  return others.size === 0 ? compared : [...others].some((kind) => !against.has(kind));
}

/**
 * What the sheet of this case had to say; null: this policy has no statement. What the window says of it is not believed. Where no way is offered the
 * picture is one that somebody sent, with a sheet of any kind.
 */
export function askedOf(db: ReadDb, caseId: string, { statement }: Policy, mode: Mode): StatementAsked | null {
  return statement && { word: statement.word, code: sheetCode(db, caseId), hand: statement.ways[mode].length === 0 || statement.ways[mode].includes('hand') };
}

export type StatementToJudge = { evidence: Evidence & { statement: NonNullable<Evidence['statement']> }; document: DocumentReading; date: string; captureId: string };

export function judgeStatementAnew({ evidence, document, date, captureId }: StatementToJudge, context: CheckContext, rules: CheckRules): Promise<CheckResult[]> {
  const { reading, asked, staff } = evidence.statement;
  return judgeStatement(statementFactsOf(reading, { asked, date, document, steps: evidence.match.steps, staff }), context, rules, captureId);
}

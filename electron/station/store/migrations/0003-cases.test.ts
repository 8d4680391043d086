import { expect, it } from 'vitest';
import { newestStore, planOf, storeAt, tablesOf } from '../../../../test/fakes/query-plan.ts';
import { decisionsQuery } from '../decisions.ts';
import { resultsQuery } from '../results.ts';
import { hitsQuery, searchQuery } from '../search.ts';

it('makes cases, and what was decided can be neither changed nor deleted', () => {
  const db = storeAt(3);
  expect(tablesOf(db)).toEqual(expect.arrayContaining(['case_numbers', 'case_terms', 'cases', 'decisions', 'results', 'submissions', 'submitted_captures']));
  db.exec(`
    INSERT INTO cases VALUES ('k', '20260101-0001', '', '', 'passport', 'refer', 0, 0, '2026-01-01T00:00:00.000Z', 'o', 'Ines');
    INSERT INTO submissions VALUES ('k', 1, '{}', '${'0'.repeat(64)}', '2026-01-01T00:00:00.000Z');
    INSERT INTO decisions VALUES ('k', 1, 1, '{}', NULL, '2026-01-01T00:00:00.000Z', 'o', 'Ines');`);
  for (const change of [`UPDATE decisions SET decision = '{"outcome":"accept"}'`, `DELETE FROM decisions`, `UPDATE submissions SET evidence = ''`, `DELETE FROM cases`]) {
    expect(() => db.exec(change), change).toThrow(/append-only|FOREIGN KEY/);
  }
});

const plan = (search: Parameters<typeof searchQuery>[0], rare: string | null = null) => planOf(newestStore(), searchQuery(search, rare).sql.rows);

it('lists newest first through an index, without sorting', () => {
  expect(plan({})).toEqual(['SCAN cases USING INDEX cases_by_time']);
  expect(plan({ fromAt: 'a', toAt: 'b' })).toEqual(['SEARCH cases USING INDEX cases_by_time (created_at>? AND created_at<?)']);
  expect(plan({ outcome: 'refer' })).toEqual(['SEARCH cases USING INDEX cases_by_outcome (outcome=?)']);
  expect(plan({ outcome: 'refer', fromAt: 'a', toAt: 'b' })).toEqual(['SEARCH cases USING INDEX cases_by_outcome (outcome=? AND created_at>? AND created_at<?)']);
});

it('finds words through the index of terms', () => {
  for (const search of [{ text: 'mira lu' }, { text: 'mira lu', outcome: 'refer' }, { text: 'mira lu', fromAt: 'a', toAt: 'b' }] as const) {
    const steps = plan(search, 'mira').join('\n');
    expect(steps).toMatch(/SEARCH case_terms USING PRIMARY KEY \(term>\? AND term<\?\)/);
    expect(steps).toMatch(/SEARCH cases USING INDEX sqlite_autoindex_cases_1 \(case_id=\?\)/);
    expect(steps).toMatch(/SEARCH t EXISTS USING COVERING INDEX case_terms_by_case \(case_id=\? AND term>\? AND term<\?\)/);
  }
});

it('where several words have many hits each, holds them against each other in the index of words, and sorts what has all', () => {
  for (const search of [{ text: 'mira lu' }, { text: 'mira lu', outcome: 'refer', fromAt: 'a' }, { text: '2026 mira lu' }] as const) {
    const steps = plan(search);
    expect(steps[0]).toBe('SEARCH cases USING INDEX sqlite_autoindex_cases_1 (case_id=?)');
    expect(steps.filter((step) => step === 'SEARCH case_terms USING PRIMARY KEY (term>? AND term<?)')).toHaveLength(2);
    expect(steps.join()).toContain('INTERSECT');
    expect(steps.join()).not.toMatch(/SCAN|EXISTS/);
  }
});

it('where the only word has many hits, walks the newest cases and sorts nothing', () => {
  for (const search of [{ text: 'mira' }, { text: 'm mi mira' }, { text: 'm', outcome: 'refer' }, { text: 'm', fromAt: 'a', toAt: 'b' }] as const) {
    const steps = plan(search);
    expect(steps[0]).toMatch(/^(SCAN|SEARCH) cases USING INDEX cases_by_(time|outcome)/);
    expect(steps.slice(1).every((step) => step.startsWith('SEARCH t EXISTS USING COVERING INDEX case_terms_by_case'))).toBe(true);
  }
  expect(plan({ text: '2026 mira', outcome: 'refer' })[0]).toBe('SEARCH cases USING INDEX sqlite_autoindex_cases_2 (number>? AND number<?)');
  expect(planOf(newestStore(), hitsQuery)).toContain('SEARCH case_terms USING PRIMARY KEY (term>? AND term<?)');
});

it('reads the parts of a case by their primary keys', () => {
  const db = newestStore();
  expect(planOf(db, resultsQuery)).toEqual(['SEARCH results USING PRIMARY KEY (case_id=? AND submission=?)']);
  expect(planOf(db, decisionsQuery)).toEqual(['SEARCH decisions USING PRIMARY KEY (case_id=?)']);
});

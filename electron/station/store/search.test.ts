import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { newestStore } from '../../../test/fakes/query-plan.ts';
import { addCase } from './cases.ts';
import { transact } from './db.ts';
import { searchCases } from './search.ts';

const common = 5200;

function filled() {
  const db = newestStore();
  transact(db, (tx) => {
    for (let n = 0; n < common; n += 1) {
      addCase(tx, {
        caseId: randomUUID(), number: `20260101-${String(n).padStart(4, '0')}`, name: n % 100 === 0 ? 'Anna Rare' : 'Anna Common', documentNumber: `X${n}`, documentType: 'passport', outcome: n % 2 === 0 ? 'accept' : 'refer', demo: false,
        at: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString(), operatorId: 'o', operatorName: 'o',
      });
    }
  });
  return db;
}

it('a word that is on thousands of cases is counted up to two hundred, and its newest ones are shown in order', () => {
  const db = filled();
  const found = searchCases(db, { text: 'ann', limit: 20, offset: 0 });
  expect([found.total, found.more, found.rows.length]).toEqual([200, true, 20]);
  expect(found.rows.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, n) => `20260101-${common - 1 - n}`));
  expect(searchCases(db, { text: 'anna', outcome: 'refer', limit: 3, offset: 980 }).rows.map(({ number }) => number)).toEqual([common - 1961, common - 1963, common - 1965].map((n) => `20260101-${n}`));
});

it('a year is the beginning of case numbers where thousands begin so', () => {
  const db = filled();
  const found = searchCases(db, { text: '2026', limit: 2, offset: 0 });
  expect([found.total, found.more, ...found.rows.map(({ number }) => number)]).toEqual([200, true, `20260101-${common - 1}`, `20260101-${common - 2}`]);
  expect(searchCases(db, { text: '2026 anna', outcome: 'refer', limit: 1, offset: 0 }).rows[0]?.number).toBe(`20260101-${common - 1}`);
});

it('beside a rare word it is looked up only for the few', () => {
  const db = filled();
  const found = searchCases(db, { text: 'anna rare', limit: 2, offset: 50 });
  expect([found.total, found.more]).toEqual([52, false]);
  expect(found.rows.map(({ number }) => number)).toEqual(['20260101-0100', '20260101-0000']);
  expect(searchCases(db, { text: 'rare', outcome: 'refer', limit: 5, offset: 0 })).toEqual({ rows: [], total: 0, more: false });
  expect(searchCases(db, { text: 'rare nobody', limit: 5, offset: 0 }).total).toBe(0);
  expect(searchCases(db, { limit: 1, offset: 0 })).toMatchObject({ total: common, more: false });
});

it('of two common words, cases that have both are found wherever they lie, newest first', () => {
  const db = filled();
  transact(db, (tx) => {
    for (let n = 0; n < common; n += 1) {
      addCase(tx, {
        caseId: randomUUID(), number: `20250101-${String(n).padStart(4, '0')}`, name: n % 1000 === 7 ? 'Bert Anna' : 'Bert Other', documentNumber: `Y${n}`, documentType: 'passport', outcome: n > 2000 ? 'accept' : 'refer', demo: false,
        at: new Date(Date.UTC(2025, 0, 1) + n * 60_000).toISOString(), operatorId: 'o', operatorName: 'o',
      });
    }
  });
  const found = searchCases(db, { text: 'ann b', limit: 4, offset: 1 });
  expect([found.total, found.more]).toEqual([6, false]);
  expect(found.rows.map(({ number }) => number)).toEqual([4007, 3007, 2007, 1007].map((n) => `20250101-${n}`));
  expect(searchCases(db, { text: 'b anna', outcome: 'refer', fromAt: '2025-01-01T01:00:00.000Z', limit: 5, offset: 0 }).rows.map(({ number }) => number)).toEqual(['20250101-1007']);
  expect(searchCases(db, { text: '2026 anna bert', limit: 5, offset: 0 }).total).toBe(0);
  expect(searchCases(db, { text: '20250101 anna bert', limit: 5, offset: 0 }).total).toBe(6);
  // The longer word says what the shorter one says.
  expect(searchCases(db, { text: 'a ann anna a', limit: 1, offset: 0 })).toMatchObject({ total: 200, more: true, rows: [{ number: `20260101-${common - 1}` }] });
});

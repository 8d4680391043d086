import { expect, test } from 'vitest';
import { resultsOf } from './results.fixture.ts';

test('a sheet is there', async () => expect((await resultsOf())['stmt.missing']).toMatchObject({ status: 'pass' }));
test('no sheet: date and word have no ground', async () =>
  expect(await resultsOf({ lines: null })).toMatchObject({ 'stmt.missing': { status: 'fail' }, 'stmt.date': { reason: 'no-sheet' }, 'stmt.word': { reason: 'no-sheet' } }));

import { expect, test } from 'vitest';
import { resultsOf } from './results.fixture.ts';

test('a document is there', async () => expect((await resultsOf())['stmt.no-document']).toMatchObject({ status: 'pass' }));
test('no document: there is nothing to hold against the captured one', async () =>
  expect(await resultsOf({ held: null })).toMatchObject({ 'stmt.no-document': { status: 'fail' }, 'stmt.other-document': { status: 'not-applicable' } }));

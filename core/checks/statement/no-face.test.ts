import { expect, test } from 'vitest';
import { resultsOf } from './results.fixture.ts';

test('one person', async () => expect((await resultsOf())['stmt.no-face']).toMatchObject({ status: 'pass' }));
test('nobody', async () => expect((await resultsOf({ people: 0 }))['stmt.no-face']).toMatchObject({ status: 'fail', variant: undefined }));
test('somebody else too', async () => expect((await resultsOf({ people: 2 }))['stmt.no-face']).toMatchObject({ status: 'fail', variant: 'several' }));

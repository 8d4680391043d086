import { describe, expect, test } from 'vitest';
import type { StatementChange } from '../../document/statement/facts.fixture.ts';
import { resultsOf } from './results.fixture.ts';

describe('the document in the hand (row P3.1b)', () => {
  test.each<[what: string, change: StatementChange, status: string, variant?: string]>([
    ['the same number', { held: { documentNumber: 'L4820157C' } }, 'pass'],
    ['another number', { held: { documentNumber: 'L4820158C' } }, 'fail', 'fields'],
    ['another number below the same portrait', { held: { documentNumber: 'L4820158C' }, distance: 0.3 }, 'fail', 'fields'],
    ['another name in a zone, whose letters no check digit vouches for', { held: { documentNumber: 'L4820157C', surname: 'HALVORSFN' } }, 'pass'],
    ['another portrait', { distance: 0.95 }, 'fail', 'portrait'],
    ['the same portrait, nothing read', { distance: 0.6 }, 'pass'],
    ['a portrait between like and unlike', { distance: 0.78 }, 'not-assessed'],
    ['a portrait that ADR 6 would call another, as the same one may look in the hand', { distance: 0.9 }, 'not-assessed'],
    ['nothing read and no portrait', {}, 'not-assessed'],
    ['no captured document', { captured: null }, 'not-assessed'],
  ])('%s', async (_what, change, status, variant) => expect((await resultsOf(change))['stmt.other-document']).toMatchObject({ status, variant }));
});

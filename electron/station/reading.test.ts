import { afterAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import type { Evidence } from '../../core/case/case.ts';
import { fieldsOfMrz } from '../../core/document/mrz.ts';
import { codeOf, must, newFolder, newResources, prepareCase, removeFolders, setupInput } from '../../test/fakes/station-kit.ts';
import { createStation, type RunningStation } from './create.ts';
import { localDay } from './time.ts';

const lines = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F3204153ZE184226B<<<<<16'];
const mrz: NonNullable<Evidence['extraction']['mrz']> = {
  format: 'TD3', lines, checkDigits: [], confidence: [], region: null, doubtful: [{ line: 1, column: 1, candidates: ['8', 'B'], region: null }],
};
const fields = fieldsOfMrz(mrz, '2026-11-23', () => null);
const choice = { line: 1, column: 1, candidates: ['8', 'B'], read: '8', chosen: 'B', at: '2026-11-23T12:00:00.000Z' };
const day = (text: string): Date => new Date(`${text}T12:00:00`);

let now: Date;
let station: RunningStation;
beforeEach(async () => {
  now = day('2026-11-23');
  station = await createStation({ dir: newFolder(), resourcesDir: newResources(), clock: () => now });
  await must(station.call('setup.complete', setupInput));
});
afterEach(() => station.close());
afterAll(removeFolders);

async function submitted(change: Partial<Evidence>) {
  const { evidence } = await prepareCase(station);
  return { caseId: evidence.caseId, answer: station.call('case.submit', { ...evidence, extraction: { ...evidence.extraction, mrz, fields, bySource: { mrz: fields } }, ...change }) };
}
const reasonsOf = async (change: Partial<Evidence>) => (await must((await submitted(change)).answer)).decision.reasons.map((r) => r.code);

describe('doubtful characters', () => {
  it('that nobody settled refer, whatever the window says of them', async () => {
    const { decision } = await must((await submitted({})).answer);
    expect(decision.outcome).toBe('refer');
    expect(decision.reasons).toContainEqual(expect.objectContaining({ code: 'doc.reading-doubtful', status: 'fail', concern: 'processing', values: { fields: 'documentNumber' } }));
  });
  it('that could not be told refer too', async () => expect(await reasonsOf({ mrzChoices: [{ ...choice, chosen: null }] })).toContain('doc.reading-doubtful'));
  it('that the clerk settled are kept as read and as chosen, and the list shows what counts', async () => {
    const { caseId, answer } = await submitted({ mrzChoices: [choice] });
    expect((await must(answer)).decision.reasons.map((r) => r.code)).not.toContain('doc.reading-doubtful');
    const record = await must(station.call('records.open', { caseId }));
    expect(record.evidence.mrzChoices).toEqual([choice]);
    expect(record.evidence.extraction.fields.documentNumber?.value).toBe('L898902C3');
    expect(record.row).toMatchObject({ documentNumber: 'LB98902C3', name: 'ANNA MARIA ERIKSSON' });
  });
  it.each([
    ['a character the reader did not offer', { ...choice, candidates: ['8', 'B', '6'], chosen: '6' }],
    ['a character that was not doubted', { ...choice, column: 2, read: '9', candidates: ['9', 'B'] }],
  ])('refuse %s', async (_, foreign) => expect(await codeOf((await submitted({ mrzChoices: [foreign] })).answer)).toBe('input.invalid'));
});

describe('the date', () => {
  const until = (expiryDate: string): Partial<Evidence> => ({ extraction: { documentType: null, barcodes: [], bySource: {}, mrz: null, fields: { ...fields, expiryDate: { ...fields.expiryDate!, value: expiryDate } } } });
  it('is that of the station: valid through the last second of its last day', async () => {
    now = new Date('2026-11-23T23:59:59');
    expect(localDay(now)).toBe('2026-11-23');
    expect(await reasonsOf(until('2026-11-23'))).not.toContain('doc.expired');
  });
  it('and expired at midnight of the station, though the window sent that it was valid', async () => {
    now = new Date('2026-11-24T00:00:00');
    const { decision } = await must((await submitted(until('2026-11-23'))).answer);
    expect(decision.outcome).toBe('retry');
    expect(decision.reasons).toContainEqual(expect.objectContaining({ code: 'doc.expired', values: { expiry: '2026-11-23' } }));
  });
  it('that is near is told and decides nothing', async () => {
    const { decision } = await must((await submitted(until('2026-12-01'))).answer);
    expect(decision.reasons.map((r) => [r.code, r.lane])).toEqual([['doc.expires-soon', 'coach']]);
    expect(decision.outcome).toBe('refer');
  });
  it('that was not read asks for another picture', async () => {
    const { expiryDate: _none, ...others } = fields;
    const { decision } = await must((await submitted({ extraction: { documentType: null, barcodes: [], bySource: {}, mrz: null, fields: others } })).answer);
    expect(decision.outcome).toBe('retry');
    expect(decision.reasons.map((r) => r.code)).toEqual(['doc.expiry-unread', 'doc.expired']);
  });
  it('that cannot be is told whatever the window says', async () => {
    const issueDate = { value: '2012-04-16', source: 'print', confidence: 0.95, region: null } as const;
    const { evidence } = await prepareCase(station);
    const results = evidence.results.map((r) => (r.id === 'auth.data-logic' ? { ...r, status: 'pass' as const, value: 0, reason: null } : r));
    const { decision } = await must(station.call('case.submit', { ...evidence, results, extraction: { ...evidence.extraction, mrz: { ...mrz, doubtful: [] }, fields: { ...fields, issueDate }, bySource: { mrz: fields, print: { issueDate } } } }));
    expect(decision.reasons).toContainEqual(expect.objectContaining({ code: 'auth.data-logic', status: 'fail' }));
  });
  it('a clerk typed is judged as typed', async () => {
    expect(await reasonsOf({ corrections: [{ field: 'birthDate', original: fields.birthDate!, value: '2027-01-01', at: '2026-11-23T12:00:00.000Z' }] })).toContain('auth.data-logic');
  });
  it('is none while the clock is set back', async () => {
    await prepareCase(station);
    now = day('2025-01-01');
    expect((await must(station.call('station.status', {}))).date).toBe('');
  });
});

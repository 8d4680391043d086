/** A permit's class stands on its front; its zone, on the back, begins with a letter that all cards of that size may have. */
import { describe, expect, it } from 'vitest';
import { checkDigitsOf, fieldsOfMrz } from './document/mrz.ts';
import { typeOfMrz, typeOfPrint } from './document/classification.ts';
import { layoutOf } from './document/mrz-formats.ts';
import { withChoices } from './document/mrz-choices.ts';
import { fieldsOfPrint } from './document/print-fields.ts';
import { rowOf } from './document/print-rows.fixture.ts';
import { bestFields, nothingRead, type DocumentReading, type Mrz } from './document/reading.ts';
import { judgeReading, mergeReadings } from './reading-of-case.ts';
import { rulesOf } from './rules.ts';

const today = '2026-11-30';
function back(code: string): DocumentReading {
  const lines = [`${code}UTOD231458907<<<<<<<<<<<<<<<`, '7408122F3204157UTO<<<<<<<<<<<2', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];
  const mrz: Mrz = { format: 'TD1', lines, checkDigits: checkDigitsOf(layoutOf('TD1'), lines), doubtful: [], confidence: lines.map((l) => Array.from(l, () => 0.99)), region: null };
  const fields = fieldsOfMrz(mrz, today, () => null);
  return { ...nothingRead, documentType: typeOfMrz(mrz), mrz, fields, bySource: { mrz: fields } };
}
function front(...rows: string[]): DocumentReading {
  const lines = rows.map((text, i) => rowOf(text, 10 + 30 * i, { confidence: 0.95 }));
  const documentType = typeOfPrint(lines);
  const print = fieldsOfPrint(lines, documentType?.class ?? null, documentType?.country ?? null, today);
  return { ...nothingRead, documentType, fields: bestFields({ print }), bySource: { print } };
}
const classOf = (...sides: DocumentReading[]) => mergeReadings(sides).documentType?.class ?? null;
const permit = front('Aufenthaltstitel Residence Permit', 'ERIKSSON', 'ANNA MARIA');

describe('class of a document with two sides', () => {
  it.each([['I<', permit], ['A<', permit], ['C<', permit]])('a zone that begins with %s does not make an identity card of a permit', (code, side) => {
    expect([classOf(side, back(code)), classOf(back(code), side)]).toEqual(['residence-permit', 'residence-permit']);
  });
  it.each([
    ['EMPLOYMENT AUTHORIZATION CARD', 'work-permit'], ['University of Utopia STUDENT CARD', 'student-card'], ['SCHENGEN STATES VISA number of entries', 'visa'],
  ])('%s', (title, wanted) => expect(classOf(front(title), back('I<'))).toBe(wanted));
  it('an issuer\'s own second letter against the print: nobody can tell', () => expect(classOf(permit, back('ID'))).toBeNull());
  it('and then no verdict is a pass', async () => {
    const context = { date: today, chosenType: 'id-card', acceptedTypes: ['id-card', 'passport'], lane: 'camera' } as const;
    const results = await judgeReading(mergeReadings([permit, back('ID')]), context, rulesOf({}), (c) => c.id === 'doc.unsupported' || c.id === 'doc.type-mismatch');
    expect(results.map((r) => [r.id, r.status, r.reason])).toEqual([['doc.unsupported', 'not-assessed', 'class-unknown'], ['doc.type-mismatch', 'not-assessed', 'class-unknown']]);
  });
  it.each([['IR', 'residence-permit'], ['AC', 'other']])('a zone that says what it is (%s) is believed', (code, wanted) => expect(classOf(front('PERSONALAUSWEIS BUNDESREPUBLIK DEUTSCHLAND'), back(code))).toBe(wanted));
  it.each(['I<', 'ID'])('an identity card stays one (%s)', (code) => {
    expect(classOf(front('PERSONALAUSWEIS BUNDESREPUBLIK DEUTSCHLAND', 'ERIKSSON'), back(code))).toBe('id-card');
    expect(classOf(front('Washington DRIVER LICENSE DONOR'), back(code))).toBe('id-card');
    expect(classOf(front(), back(code))).toBe('id-card');
  });
  it('a clerk\'s choice of a character does not bring the zone\'s class back', () => {
    const merged = mergeReadings([permit, back('I<')]);
    const doubted = { ...merged, mrz: { ...merged.mrz!, doubtful: [{ line: 0, column: 5, candidates: ['D', 'O'], region: null }] } };
    expect(withChoices(doubted, [{ line: 0, column: 5, candidates: ['D', 'O'], read: 'D', chosen: 'O', at: '2026-11-30T10:00:00.000Z' }], today).documentType?.class).toBe('residence-permit');
  });
});

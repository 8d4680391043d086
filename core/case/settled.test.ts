import { describe, expect, it } from 'vitest';
import { checkDigitsOf, fieldsOfMrz } from '../document/mrz.ts';
import { layoutOf } from '../document/mrz-formats.ts';
import { nothingRead, type DocumentReading, type Mrz } from '../document/reading.ts';
import { settledReading, wordThatFits, type ClerksWord } from './settled.ts';

const day = '2026-11-30';
const at = `${day}T12:00:00.000Z`;
function readAs(number: string, candidates: string[]): DocumentReading {
  const lines = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', `${number}6UTO7408122F3204153ZE184226B<<<<<10`];
  const mrz: Mrz = { format: 'TD3', lines, checkDigits: checkDigitsOf(layoutOf('TD3'), lines), doubtful: candidates.length > 0 ? [{ line: 1, column: 1, candidates, region: null }] : [], confidence: lines.map((l) => Array.from(l, () => 1)), region: null };
  const fields = fieldsOfMrz(mrz, day, () => null);
  return { ...nothingRead, mrz, fields, bySource: { mrz: fields } };
}
const then = readAs('L898902C3', ['8', 'B']);
const chosen: ClerksWord = { mrzChoices: [{ line: 1, column: 1, candidates: ['8', 'B'], read: '8', chosen: 'B', at }], corrections: [] };
const corrected: ClerksWord = { mrzChoices: [], corrections: [{ field: 'surname', original: then.fields.surname!, value: 'Erikson', at }] };
const again = (reading: DocumentReading, word: ClerksWord) => settledReading(reading, wordThatFits(reading, word, day), day);

describe('a clerk\'s word on the same pictures read again', () => {
  it('fits what is read as then', () => {
    expect(again(then, chosen)).toMatchObject({ fields: { documentNumber: { value: 'LB98902C3' } }, mrz: { doubtful: [] } });
    expect(again(then, corrected).fields.surname).toMatchObject({ value: 'Erikson', source: 'clerk' });
  });
  it('fits a doubt that is told with other candidates, if the chosen one is among them', () => {
    expect(again(readAs('LB98902C3', ['B', '8', '6']), chosen).mrz?.doubtful).toEqual([]);
    expect(again(readAs('L698902C3', ['6', '8']), chosen).mrz?.doubtful).toHaveLength(1);
  });
  it('says nothing of a character that is sure now', () => expect(again(readAs('L898902C3', []), chosen).fields.documentNumber?.value).toBe('L898902C3'));
  it('corrects no other value than it corrected', () => {
    const { surname: _none, ...fields } = then.fields;
    expect(again({ ...then, fields }, corrected).fields).not.toHaveProperty('surname');
  });
  it('a value that was read as nothing stays the clerk\'s while it is', () => {
    const added: ClerksWord = { mrzChoices: [], corrections: [{ field: 'issueDate', original: null, value: '2022-04-16', at }] };
    expect(again(then, added).fields.issueDate?.source).toBe('clerk');
  });
});

import { describe, expect, it } from 'vitest';
import { fieldsOfPrint } from '../../document/print-fields.ts';
import { rowOf } from '../../document/print-rows.fixture.ts';
import { bestFields, nothingRead, type DocumentReading, type Field, type MachineSource, type Mrz } from '../../document/reading.ts';
import { readSymbols } from '../../document/symbols.ts';
import { mergeReadings } from '../../reading-of-case.ts';
import { mrzPrintConflict } from './mrz-print-conflict.ts';

const context = { date: '2026-11-23', chosenType: null, acceptedTypes: ['passport'], lane: 'camera' as const };
const place = (x: number) => ({ x, y: 0, width: 9, height: 9 });
const f = (source: MachineSource, value: string, x: number, confidence = 0.98): Field => ({ source, value, confidence, region: place(x) });
const measure = (bySource: DocumentReading['bySource']) => mrzPrintConflict.measure({ documentReading: { ...nothingRead, bySource } }, context);

describe('auth.mrz-print-conflict', () => {
  it('all the same', () => {
    expect(measure({ mrz: { birthDate: f('mrz', '1991-04-17', 1), sex: f('mrz', 'F', 2) }, print: { birthDate: f('print', '1991-04-17', 3), sex: f('print', 'F', 4) } })).toEqual({ kind: 'measured', value: 0, regions: [], values: { compared: 2 } });
  });
  it('counts fields, names the first, marks both places', () => {
    const got = measure({ mrz: { documentNumber: f('mrz', 'L4820157C', 1), birthDate: f('mrz', '1991-04-17', 2) }, print: { documentNumber: f('print', 'L4890157C', 3), birthDate: f('print', '1985-11-02', 4) } });
    expect(got).toEqual({ kind: 'measured', value: 2, regions: [1, 3, 2, 4].map(place), values: { variant: 'documentNumber', field: 'documentNumber', first: 'mrz', second: 'print' } });
  });
  it('counts a field once, however many sources contradict', () => {
    expect(measure({ mrz: { sex: f('mrz', 'F', 1) }, barcode: { sex: f('barcode', 'M', 2) }, print: { sex: f('print', 'M', 3) } })).toMatchObject({ value: 1 });
  });
  it('what reading may have mistaken is not judged', () => {
    expect(measure({ mrz: { documentNumber: f('mrz', 'LO820157C', 1) }, print: { documentNumber: f('print', 'L0820157C', 2) } })).toEqual({ kind: 'not-assessed', reason: 'reading-doubtful' });
  });
  it.each([['print alone', { print: { sex: f('print', 'F', 1) } }], ['nothing', {}]])('does not apply: %s', (_name, bySource) => {
    expect(measure(bySource)).toEqual({ kind: 'not-applicable', reason: 'one-source' });
  });
  it('print too weak to say has not been read', () => expect(measure({ mrz: { sex: f('mrz', 'F', 1) }, print: { sex: f('print', 'M', 2, 0.6) } })).toEqual({ kind: 'not-assessed', reason: 'print-not-read' }));
  it.each([['print was not read', {}], ['print was read and says nothing comparable', { print: { authority: f('print', 'PASSPORT OFFICE', 1) } }]])('an MRZ has print beside it, so it is not assessed: %s', (_name, others) => {
    const mrz: Mrz = { format: 'TD3', lines: [], checkDigits: [], doubtful: [], confidence: [], region: null };
    expect(mrzPrintConflict.measure({ documentReading: { ...nothingRead, mrz, bySource: { mrz: { sex: f('mrz', 'F', 1) }, ...others } } }, context)).toEqual({ kind: 'not-assessed', reason: 'print-not-read' });
  });
  it('passes when all that decides was compared, and is not assessed when one fact was not', () => {
    const mrz: Mrz = { format: 'TD3', lines: [], checkDigits: [], doubtful: [], confidence: [], region: null };
    const all = (source: MachineSource) => ({ surname: f(source, 'HALVORSEN', 1), documentNumber: f(source, 'L4820157C', 2), birthDate: f(source, '1991-04-17', 3) });
    const { birthDate: _left, ...without } = all('print');
    const measured = (print: DocumentReading['bySource']['print']) => mrzPrintConflict.measure({ documentReading: { ...nothingRead, mrz, bySource: { mrz: all('mrz'), ...(print ? { print } : {}) } } }, context);
    expect(measured(all('print'))).toMatchObject({ kind: 'measured', value: 0, values: { compared: 3 } });
    expect(measured(without)).toEqual({ kind: 'not-assessed', reason: 'print-partly-read' });
  });
  it('tells no value of the customer', () => {
    expect(JSON.stringify(measure({ mrz: { surname: f('mrz', 'HALVORSEN', 1) }, print: { surname: f('print', 'LINDQVIST', 2) } }))).not.toMatch(/HALVORSEN|LINDQVIST/);
  });
});

describe('a licence whose data come from its symbol', () => {
  // What a forger prints into a PDF417 that nobody signed.
  const symbol = '@\n\x1e\rANSI 636000100002DL00410278ZV03190008DLDAQZ64235789\nDCSHALVORSEN\nDDEN\nDACINGRID\nDDFN\nDADMARIA\nDDGN\nDBD06152023\nDBB04171991\nDBA06142031\nDBC2\nDCGUSA\r';
  const { barcodes, documentType, fields } = readSymbols([{ format: 'PDF417', text: symbol, region: place(1) }]);
  const back: DocumentReading = { ...nothingRead, barcodes, documentType, fields: fields!, bySource: { barcode: fields! } };
  const rows = ['4d DLN Z64235789', '1 HALVORSEN', '2 INGRID MARIA', '3 DOB 04/17/1991', '4b EXP 06/14/2031'];
  const front = (...printed: string[]): DocumentReading => {
    const print = fieldsOfPrint(printed.map((text, i) => rowOf(text, 10 + 40 * i, { confidence: 0.97 })), 'driving-licence', 'USA', '2026-11-30');
    return { ...nothingRead, documentType, fields: bestFields({ print }), bySource: { print } };
  };
  const judged = (...sides: DocumentReading[]) => mrzPrintConflict.measure({ documentReading: mergeReadings(sides) }, context);

  it('passes when its print says all of it', () => expect(judged(front(...rows), back)).toMatchObject({ kind: 'measured', value: 0, values: { compared: 5 } }));
  it('is not assessed by the symbol alone', () => {
    expect(judged(back)).toEqual({ kind: 'not-assessed', reason: 'print-not-read' });
    expect(judged(front(), back)).toEqual({ kind: 'not-assessed', reason: 'print-not-read' });
  });
  it.each(rows)('is not assessed where "%s" was not read', (left) => expect(judged(front(...rows.filter((r) => r !== left)), back)).toEqual({ kind: 'not-assessed', reason: 'print-partly-read' }));
  it('fails on another print', () => expect(judged(front(...rows.map((r) => r.replace('1991', '1986'))), back)).toMatchObject({ value: 1, values: { variant: 'birthDate' } }));
  it('a zone that the symbol agrees with is no print', () => expect(measure({ mrz: { birthDate: f('mrz', '1991-04-17', 1) }, barcode: { birthDate: f('barcode', '1991-04-17', 2) } })).toEqual({ kind: 'not-assessed', reason: 'print-not-read' }));
});

/** Papers of fictional people as they look after they were read. */
import { pageOf } from '../document/page-text.fixture.ts';
import type { DocumentClass, DocumentReading, FieldName, Fields } from '../document/reading.ts';
import type { ErrorCode } from '../errors.ts';
import type { BroughtPaper, Looked } from './brought.ts';
import type { TriagePolicy } from './triage.ts';

export const today = '2026-11-29';
/** The lists of the reference policy; checks with their own limits. */
export const advanced: TriagePolicy = {
  tier: 'advanced', acceptedTypes: ['passport', 'id-card', 'driving-licence'], limits: {},
  address: { accepted: ['utility-bill', 'bank-statement', 'tax-letter', 'government-letter', 'lease', 'insurance', 'telecom-bill'], months: 3, neededParts: ['street', 'number', 'city', 'postalCode'] },
};
export const primary: TriagePolicy = { ...advanced, tier: 'primary' };

const paper = (id: string, looked: Looked): BroughtPaper => ({ id, lane: 'file', looked });

export function identity(id: string, name: DocumentClass, fields: Partial<Record<FieldName, string>>): BroughtPaper {
  const read: Fields = Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value, source: 'print', confidence: 0.95, region: null }]));
  const reading: DocumentReading = { documentType: { class: name, country: 'UTO', confidence: 0.9 }, mrz: null, barcodes: [], fields: read, bySource: { print: read } };
  return paper(id, { kind: 'document', reading });
}
export const passport = (id = 'passport', change: Partial<Record<FieldName, string>> = {}): BroughtPaper =>
  identity(id, 'passport', { surname: 'SPECIMEN', givenNames: 'MIRA', documentNumber: 'X1234567', birthDate: '1985-05-02', expiryDate: '2031-04-30', ...change });

export type Bill = { name?: string; address?: string; date?: string; title?: string; body?: string; from?: 'pdf' | 'print'; screenshot?: boolean };
export function bill(id = 'bill', { name = 'Ms Mira Specimen', address = '14 Mill Lane\nCambridge\nCB2 1TN', date = 'Bill date: 3 November 2026', title = 'Your electricity bill', body = 'Electricity used 412 kWh\nMeter reading 40213\nPlease pay the amount from your account', from = 'pdf', screenshot = false }: Bill = {}): BroughtPaper {
  return text(id, `\nNorthwind Power\n\n\n${name}                              ${date}\n${address}\n\n\n\n${title}\n\n${body}\n`, from, screenshot);
}

export function text(id: string, page: string, from: 'pdf' | 'print' = 'pdf', screenshot = false): BroughtPaper {
  return paper(id, {
    kind: 'paper', size: { width: 1000, height: 1400 }, reading: { source: from, pageCount: 1, lines: [...pageOf(page).lines], identity: null },
    results: [{ id: 'poa.screenshot', status: screenshot ? 'fail' : 'pass', value: screenshot ? 0.3 : 0, threshold: 0.04, unit: 'share painted', regions: [], values: screenshot ? { variant: 'painted' } : {}, reason: null, captureId: null }],
  });
}

export const refused = (id: string, code: ErrorCode): BroughtPaper => paper(id, { kind: 'refused', code, values: {} });

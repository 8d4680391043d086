import { describe, expect, it } from 'vitest';
import type { LayerLook } from '../../vision/pdf/layer-rows.ts';
import type { PdfContents, PdfPage } from '../../vision/pdf/pdf-types.ts';
import { judge, type CheckResult } from '../check.ts';
import { poaEdited } from './edited.ts';

const place = { x: 10, y: 20, width: 100, height: 14 };
const page: PdfPage = { width: 1240, height: 1754, text: [], drawing: { pageImage: false, runs: 50, hidden: 0, overImage: [], replaced: [] }, annotations: ['Link'], picture: null };
const bill: PdfContents = {
  pageCount: 1, pages: [page], structure: { revisions: 1, rewrittenStreams: 0, attachments: 0, largestImage: 0 }, hasScripts: false,
  info: { producer: 'Print Works 3', creator: '', created: "D:20260303101500+01'00'", modified: "D:20260303101500+01'00'", createdInXmp: '2026-03-03T09:15:00Z', hasForm: false, signed: false },
};
const withPage = (change: Partial<PdfPage>): PdfContents => ({ ...bill, pages: [{ ...page, ...change }] });
const withInfo = (change: Partial<PdfContents['info']>, structure = bill.structure): PdfContents => ({ ...bill, structure, info: { ...bill.info, ...change } });
const scan = (runs: number) => withPage({ drawing: { pageImage: true, runs, hidden: 0, overImage: Array.from({ length: runs }, () => place), replaced: [] } });
const context = { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'file' } as const;
const measure = (pdfContents: PdfContents | null, votes: CheckResult[] = [], layerRows: LayerLook = { kind: 'none' }) => poaEdited.measure({ pdfContents, votes, layerRows }, context);
function verdict(pdfContents: PdfContents | null, votes?: CheckResult[]) {
  const got = measure(pdfContents, votes);
  return got.kind === 'measured' ? judge(got.value, poaEdited.threshold) : got.reason;
}
const vote = (id: string, status: CheckResult['status'], weight = 1): CheckResult => ({ id, status, value: 1, threshold: 0, unit: '', regions: [place], values: { weight }, reason: null, captureId: null });

describe('poa.edited on a PDF', () => {
  it('passes a bill as it was made', () => expect(verdict(bill)).toBe('pass'));
  it('tells text that was covered and written anew, and where', () => {
    expect(measure(withPage({ drawing: { ...page.drawing, replaced: [place] } }))).toMatchObject({ value: 2, regions: [place], values: { variant: 'replaced', signs: 'text-replaced' } });
  });
  it('tells letters that are drawn as others, and where', () => expect(measure(bill, [], { kind: 'rows', rows: [{ layer: 'Bill date: 3 November 2026', seen: 'Bill date: 3 March 2026', region: place }] })).toMatchObject({ value: 2, regions: [place], values: { variant: 'unlike' } }));
  it('a look at the picture that was not finished is no pass, and takes nothing from other signs', () => {
    expect(measure(bill, [], { kind: 'unread' })).toEqual({ kind: 'not-assessed', reason: 'layer-not-compared' });
    expect(measure(withPage({ annotations: ['FreeText'] }), [], { kind: 'unread' })).toMatchObject({ value: 2 });
  });
  it('tells text typed over the page as a note', () => expect(verdict(withPage({ annotations: ['FreeText'] }))).toBe('fail'));
  it.each([
    ['links and form fields', withPage({ annotations: ['Link', 'Widget', 'Text', 'Highlight'] })],
    ['a line of text over a scan alone: scanning programs sign their pages', scan(1)],
    ['a letterhead picture under a page of text', scan(60)],
    ['a picture editor alone: some issuers design their bills in one', withInfo({ producer: 'Canva' })],
    ['a page rewritten by a later save alone', withInfo({}, { ...bill.structure, revisions: 2, rewrittenStreams: 1 })],
    ['a day of making that differs in the metadata alone', withInfo({ createdInXmp: '2025-11-03T09:15:00Z' })],
    ['a signature appended', withInfo({ signed: true, producer: 'Canva' }, { ...bill.structure, revisions: 2, rewrittenStreams: 1 })],
    ['stamped a minute later', withInfo({ modified: "D:20260303101600+01'00'" })],
  ])('one weak sign stops nobody: %s', (_name, contents) => expect(verdict(contents)).toBe('pass'));
  it.each([
    ['two days of making, and an editor', withInfo({ creator: 'Sejda 5', createdInXmp: '2025-11-03T09:15:00Z' })],
    ['saved on top by an editor', withInfo({ creator: 'Sejda 5' }, { ...bill.structure, revisions: 2, rewrittenStreams: 1 })],
    ['an editor, weeks later', withInfo({ producer: 'iLovePDF', modified: "D:20260403101500+01'00'" })],
  ])('two weak signs bring it to staff: %s', (_name, contents) => expect(verdict(contents)).toBe('fail'));
});

describe('poa.edited on a picture', () => {
  it('counts the votes', () => {
    expect(verdict(null, [vote('auth.metadata', 'fail'), vote('auth.edited-pixels', 'pass')])).toBe('pass');
    expect(measure(null, [vote('auth.metadata', 'fail'), vote('auth.edited-pixels', 'fail')])).toMatchObject({ value: 2, values: { signs: 'auth.metadata auth.edited-pixels' } });
  });
  it('says why there was nothing to count', () => expect(verdict(null, [{ ...vote('auth.metadata', 'not-applicable'), reason: 'own-scanner' }])).toBe('own-scanner'));
});

/** Proofs of address from the command line: the same brain as the window's. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { billPdf } from '../../scripts/specimens/pdf/bill.ts';
import { writePdf, type PdfMark } from '../../scripts/specimens/pdf/write.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-address-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const place = (name: string, content: Uint8Array | string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};
const bill = (change: Partial<Parameters<typeof billPdf>[0]> = {}): Uint8Array => billPdf({ name: 'Ms Mira Specimen', address: ['14 Mill Lane', 'Cambridge', 'CB2 1TN'], date: '3 November 2026', ...change });
const form = { country: 'GBR', street: 'Mill Lane', number: '14', unit: '', city: 'Cambridge', region: '', postalCode: 'CB2 1TN' };

type Line = { ok: boolean; error?: { code: string }; reasons: string[]; kind: string; issued: string; name: string; address: string[]; nameVerdict: string; addressVerdict: string; source: string };
function inspect(files: string[], ...more: string[]): Promise<{ code: number | null; lines: Line[]; told: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'cli/vestibule.mjs'), 'inspect', '--kind', 'address', '--date', '2026-11-29', '--json', ...more, ...files]);
    let [out, told] = ['', ''];
    child.stdout.on('data', (d: Buffer) => { out += d.toString(); });
    child.stderr.on('data', (d: Buffer) => { told += d.toString(); });
    child.on('close', (code) => resolve({ code, told, lines: out.split('\n').filter(Boolean).map((l) => JSON.parse(l) as Line) }));
  });
}

describe('inspect --kind address', () => {
  it('says what a bill is, of when and whose, and holds it against name and form', async () => {
    const { code, lines } = await inspect([place('bill.pdf', bill())], '--form', place('form.json', JSON.stringify(form)), '--name', 'Mira Specimen');
    expect(code).toBe(0);
    expect(lines).toMatchObject([{ ok: true, source: 'pdf', kind: 'utility-bill', issued: '2026-11-03', name: 'Ms Mira Specimen', nameVerdict: 'same', addressVerdict: 'same', reasons: [] }]);
  }, 60_000);

  it('gives each file its own reasons, and a bad one its code without stopping the others', async () => {
    const files = [place('old.pdf', bill({ date: '28 August 2026' })), place('locked.pdf', bill({ locked: true })), place('none.pdf', '%PDF-1.7 nothing'), place('other.pdf', bill({ name: 'Tomas Exemplar', address: ['PO Box 7', 'Cambridge', 'CB2 1TN'] }))];
    const { code, lines } = await inspect(files, '--form', place('form.json', JSON.stringify(form)), '--name', 'Mira Specimen');
    expect(code).toBe(1);
    expect(lines.map((l) => l.error?.code ?? l.reasons)).toEqual([['poa.too-old'], 'pdf.encrypted', 'pdf.damaged', ['addr.document-incomplete', 'name.mismatch']]);
  }, 120_000);

  it('a PDF that shows another day than its text says goes to staff', async () => {
    const rows = ['Your electricity bill', 'Electricity used 412 kWh', 'Standing charge 92 days', 'Meter reading 40213', 'Total amount due 148.22 GBP', 'Account number 8841 2207'];
    const mark = (x: number, y: number, words: string, lying = false): PdfMark => ({ kind: 'text', x, y, size: 11, text: words, lying });
    const marks = [...rows.map((words, i) => mark(60, 600 - 20 * i, words)), ...['Ms Mira Specimen', '14 Mill Lane', 'Cambridge', 'CB2 1TN'].map((words, i) => mark(60, 720 - 14 * i, words)), mark(360, 720, 'Bill date: 25.'), mark(430, 720, '03.', true), mark(447, 720, '2026')];
    const { lines } = await inspect([place('lying.pdf', writePdf({ pages: [{ marks }], lies: { 0: '1', 3: '1' } })), place('honest.pdf', writePdf({ pages: [{ marks: marks.map((m) => ({ ...m, lying: false })) }] }))]);
    expect(lines.map((l) => [l.issued, ...l.reasons])).toEqual([['2026-11-25', 'poa.edited'], ['2026-03-25', 'poa.too-old']]);
  }, 60_000);

  it('an empty side before the bill takes nothing from it', async () => {
    const { lines } = await inspect([place('back-first.pdf', bill({ emptyFirst: true }))], '--form', place('form.json', JSON.stringify(form)), '--name', 'Mira Specimen');
    expect(lines).toMatchObject([{ ok: true, kind: 'utility-bill', issued: '2026-11-03', nameVerdict: 'same', addressVerdict: 'same', reasons: [] }]);
  }, 60_000);

  it('a picture in a PDF that is too large is told by its code', async () => {
    const scan = writePdf({ pages: [{ jpeg: { bytes: new Uint8Array(8), width: 7000, height: 9900 }, marks: [{ kind: 'picture' }] }] });
    expect((await inspect([place('huge.pdf', scan)])).lines.map((l) => l.error?.code)).toEqual(['pdf.image-too-large']);
  }, 60_000);

  it('works without a form and without a name: neither is then judged', async () => {
    const { lines } = await inspect([place('bill.pdf', bill())]);
    expect(lines).toMatchObject([{ ok: true, address: ['14 Mill Lane', 'Cambridge', 'CB2 1TN'], nameVerdict: null, addressVerdict: null, reasons: [] }]);
  }, 60_000);

  it('a form that is none: exit 2 with the part that is wrong', async () => {
    const { code, told } = await inspect([place('bill.pdf', bill())], '--form', place('bad.json', JSON.stringify({ ...form, country: 'Britain' })));
    expect([code, told]).toEqual([2, expect.stringContaining('country') as string]);
  }, 60_000);
});

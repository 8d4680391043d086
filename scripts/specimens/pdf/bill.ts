/** A PDF bill of a fictional supplier to whom it may concern. */
import { writePdf, type PdfMark, type PdfSpecimen } from './write.ts';

export type PdfBill = { name: string; address: string[]; /** Beside its label, as printed. */ date: string; locked?: boolean; /** That many pages, the bill on the first; behind it they are numbered. */ pageCount?: number; /** An empty page before the bill. */ emptyFirst?: boolean } & Pick<PdfSpecimen, 'script' | 'attachment'>;

export function billPdf({ name, address, date, locked = false, pageCount = 1, emptyFirst = false, ...within }: PdfBill): Uint8Array {
  const text = (x: number, y: number, words: string, size = 10, bold = false): PdfMark => ({ kind: 'text', x, y, size, text: words, bold });
  const marks: PdfMark[] = [
    text(60, 790, 'Northwind Power', 18, true), text(60, 772, 'Northwind Power Ltd, 2 Harbour Street, Port Exemplar EX1 1AA', 8),
    ...[name, ...address].map((line, i) => text(60, 700 - 14 * i, line)),
    text(380, 700, 'Account number: 8841 2207'), text(380, 686, `Bill date: ${date}`),
    text(60, 600, 'Your electricity bill', 14, true), text(60, 578, 'Electricity used 412 kWh'), text(60, 564, 'Standing charge 92 days at 52.10p'), text(60, 550, 'Meter reading 40213'), text(60, 530, 'Total amount due 148.22 GBP', 10, true),
  ];
  const further = Array.from({ length: pageCount - 1 }, (_, i) => ({ marks: [text(500, 20, `Page ${i + 2}`, 8)] }));
  return writePdf({ ...within, pages: [...(emptyFirst ? [{ marks: [] }] : []), { marks }, ...further], info: { Producer: 'Print Works 3' }, locked });
}

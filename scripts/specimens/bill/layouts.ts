/** Where things stand on a paper: several usual arrangements. Millimetres from the top left corner of A4; sizes in points; y is the foot of the letters. */
export type PlacedRow = { text: string; x: number; y: number; size: number; bold?: true };

export type Content = {
  sender: string; senderLines: readonly string[]; contact: string; title: string;
  /** Name, then the address. */
  customer: readonly string[];
  meta: readonly (readonly [string, string])[];
  /** A letter's place and date, or nothing. */
  letterLine: string;
  dear: string; rows: readonly (readonly [string, string])[]; total: readonly [string, string];
  /** Days of a table of movements. */
  entries: readonly string[];
  footer: string; page: string; holderLabel: string; supplyLabel: string;
};

export type Layout = { name: string; place(content: Content): PlacedRow[] };

const row = (text: string, x: number, y: number, size = 10, bold = false): PlacedRow => ({ text, x, y, size, ...(bold ? { bold: true as const } : {}) });
const under = (texts: readonly string[], x: number, y: number, size = 10, pitch = 5): PlacedRow[] => texts.map((text, i) => row(text, x, y + i * pitch, size));
/** Label and value in two columns. */
const beside = (pairs: Content['meta'], x: number, wide: number, y: number): PlacedRow[] => pairs.flatMap(([label, value], i) => [row(`${label}:`, x, y + i * 5.5), row(value, x + wide, y + i * 5.5)]);
/** On one line. */
const inline = (pairs: Content['meta'], x: number, y: number): PlacedRow[] => pairs.map(([label, value], i) => row(`${label}: ${value}`, x, y + i * 5.5));
/** Labels over values. */
const over = (pairs: Content['meta'], x: number, y: number): PlacedRow[] => pairs.flatMap(([label, value], i) => [row(label, x + (i % 3) * 62, y + Math.floor(i / 3) * 14, 8), row(value, x + (i % 3) * 62, y + 5.2 + Math.floor(i / 3) * 14)]);
const body = (c: Content, y: number): PlacedRow[] => [
  ...c.rows.flatMap(([what, amount], i) => [row(what, 22, y + i * 6), ...(amount ? [row(amount, 165, y + i * 6)] : [])]),
  ...c.entries.flatMap((day, i) => [row(day, 22, y + 45 + i * 6), row(c.rows[(i + 1) % c.rows.length]![0], 60, y + 45 + i * 6), row(`${(7.5 + i * 11.2).toFixed(2)}`, 165, y + 45 + i * 6)]),
  row(c.total[0], 120, y + 78, 11, true), row(c.total[1], 165, y + 78, 11, true),
];
const foot = (c: Content): PlacedRow[] => [row(`${c.sender} · ${c.footer}`, 22, 282, 7), row(c.page, 170, 288, 7)];
const letterLine = (c: Content, x: number, y: number): PlacedRow[] => (c.letterLine ? [row(c.letterLine, x, y)] : []);

export const layouts: readonly Layout[] = [
  {
    name: 'window-left',
    place: (c) => [row(c.sender, 22, 20, 16, true), ...under([...c.senderLines, c.contact], 140, 18, 8, 4), ...under(c.customer, 22, 56, 11), ...inline(c.meta, 125, 56), ...letterLine(c, 125, 92), row(c.title, 22, 105, 14, true), row(c.dear, 22, 115), ...body(c, 130), ...foot(c)],
  },
  {
    name: 'window-right',
    place: (c) => [row(c.sender, 22, 22, 15, true), ...under([...c.senderLines, c.contact], 22, 30, 8, 4), ...under(c.customer, 115, 58, 11), row(c.title, 22, 98, 14, true), ...letterLine(c, 115, 92), ...beside(c.meta, 22, 62, 108), row(c.dear, 22, 140), ...body(c, 150), ...foot(c)],
  },
  {
    name: 'return-line',
    place: (c) => [row(c.sender, 130, 22, 14, true), row(`${c.sender} · ${c.senderLines.join(' · ')}`, 22, 48, 7), ...under(c.customer, 22, 54, 11), ...under([c.contact], 150, 40, 8), ...beside(c.meta, 122, 42, 60), ...letterLine(c, 140, 96), row(c.title, 22, 108, 13, true), row(c.dear, 22, 118), ...body(c, 132), ...foot(c)],
  },
  {
    name: 'table-head',
    place: (c) => [row(c.title, 22, 24, 18, true), row(c.sender, 140, 20, 12, true), ...under(c.senderLines, 140, 26, 8, 4), ...under(c.customer, 22, 50, 10, 4.8), ...over(c.meta, 22, 92), ...letterLine(c, 22, 86), ...body(c, 130), ...foot(c)],
  },
  {
    name: 'labelled',
    place: (c) => [row(c.sender, 22, 20, 15, true), row(c.title, 22, 32, 13, true), ...letterLine(c, 140, 40), ...labelledCustomer(c), ...beside(c.meta, 22, 62, 72), row(c.dear, 22, 112), ...body(c, 124), ...under([...c.senderLines, c.contact], 22, 262, 7, 3.6), ...foot(c)],
  },
];

/** No window: who and where stand behind labels, as on contracts and on the web. */
function labelledCustomer(c: Content): PlacedRow[] {
  const [name, ...address] = c.customer;
  return [row(`${c.holderLabel}: ${name}`, 22, 52), ...(address.length > 0 ? [row(`${c.supplyLabel}: ${address.join(', ')}`, 22, 58)] : [])];
}

/** Papers that are no letters: one line under the other. */
export const plainPage = (lines: readonly string[]): PlacedRow[] => lines.map((text, i) => row(text, i === 0 && text.includes('9:41') ? 10 : 30, 12 + i * 12, i === 0 ? 13 : 11));

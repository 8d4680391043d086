/**
 * Fields of a European licence by their order. Directive 2006/126/EC annex I fixes it: surname, given names, birth, issue, expiry, number,
 * below each other. The small figures before them are often too small or too far off to be read; three rising dates in one column are enough.
 */
import { datesInText } from './dates-in-print.ts';
import { readers, type Value } from './print-values.ts';
import type { TextLine } from './print-fields.ts';
import type { FieldName } from './reading.ts';

/** Rows of one column begin within so many heights of each other; the next row is not farther down than so many. Chosen. */
const column = { beside: 1.2, down: 3.2 } as const;
// Nobody drives before; youngest holders of the directive's class AM are 14 (article 6.4).
const youngestDriver = 14;

export function fieldsByOrder(rows: readonly TextLine[], today: string): Partial<Record<FieldName, Value>> {
  const dated = rows.flatMap((row) => {
    const [date] = datesInText(row.words.map((w) => w.text).join(' '), 'day-first', 'expiry', today);
    return date && date.at <= 5 && date.value.length === 10 ? [{ row, value: date.value }] : [];
  }).sort((a, b) => a.row.region.y - b.row.region.y);
  const [birth, issue, expiry] = dated.filter((d) => isBelow(dated[0]!.row, d.row));
  if (!birth || !issue || !expiry || dated.length > 3 || !rises(birth.value, issue.value, expiry.value)) return {};
  const found: Partial<Record<FieldName, Value>> = {};
  const put = (name: FieldName, value: Value | null): void => { if (value) found[name] = value; };
  put('birthDate', readers.birth(birth.row.words, 'day-first', today));
  put('issueDate', readers.issue(issue.row.words, 'day-first', today));
  put('expiryDate', readers.expiry(expiry.row.words, 'day-first', today));
  const [given, surname] = rows.filter((r) => r.region.y < birth.row.region.y && isBelow(r, birth.row)).sort((a, b) => b.region.y - a.region.y);
  const after = rows.filter((r) => r.region.y > expiry.row.region.y && isBelow(expiry.row, r)).sort((a, b) => a.region.y - b.region.y)[0];
  if (given && surname && isNext(given, birth.row) && isNext(surname, given)) {
    const names = [readers.name(surname.words, 'day-first', today), readers.name(given.words, 'day-first', today)] as const;
    // One alone could be either.
    if (names[0] && names[1]) { put('surname', names[0]); put('givenNames', names[1]); }
  }
  if (after && isNext(expiry.row, after)) put('documentNumber', readers.number(after.words, 'day-first', today));
  return found;
}

const isBelow = (upper: TextLine, lower: TextLine): boolean => Math.abs(lower.region.x - upper.region.x) < column.beside * Math.max(upper.region.height, lower.region.height);
const isNext = (upper: TextLine, lower: TextLine): boolean => lower.region.y - upper.region.y < column.down * Math.max(upper.region.height, lower.region.height);

function rises(birth: string, issue: string, expiry: string): boolean {
  return Number(issue.slice(0, 4)) - Number(birth.slice(0, 4)) >= youngestDriver && issue < expiry;
}

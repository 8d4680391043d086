/** What cannot be true of any document, whoever issued it. Dates only; each rule speaks when all it needs was read. */
import { lastDayOf } from './dates.ts';
import type { DocumentClass, Field, FieldName, Fields } from './reading.ts';

export type LogicRule = 'birth-in-future' | 'issue-in-future' | 'expiry-before-issue' | 'issue-before-birth' | 'age' | 'young-driver' | 'validity';

type Facts = { class: DocumentClass | null; today: string; birthDate: string; issueDate: string; expiryDate: string };
type Rule = { name: LogicRule; needs: readonly ('birthDate' | 'issueDate' | 'expiryDate')[]; only?: DocumentClass; broken(facts: Facts): boolean };

/** The longest life on record is 122 years (J. Calment, 1875 to 1997). */
const longestLife = 125;
/** Learner's permits begin at 14 (several of the United States); mopeds of the European Union at 14 at the earliest (2006/126/EC, article 4.2 and 6.4). */
const youngestDriver = 14;
/** ICAO 9303-2 recommends 10 years at most; some states add what was left of the old passport. Chosen with room. */
const longestPassport = 15;

const after = (date: string, years: number): string => `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`;

const rules: readonly Rule[] = [
  { name: 'expiry-before-issue', needs: ['issueDate', 'expiryDate'], broken: (f) => lastDayOf(f.expiryDate) <= f.issueDate },
  { name: 'birth-in-future', needs: ['birthDate'], broken: (f) => f.birthDate > f.today },
  { name: 'issue-in-future', needs: ['issueDate'], broken: (f) => f.issueDate > f.today },
  { name: 'issue-before-birth', needs: ['birthDate', 'issueDate'], broken: (f) => lastDayOf(f.issueDate) < f.birthDate },
  { name: 'age', needs: ['birthDate'], broken: (f) => after(lastDayOf(f.birthDate), longestLife) < f.today },
  { name: 'young-driver', needs: ['birthDate', 'issueDate'], only: 'driving-licence', broken: (f) => lastDayOf(f.issueDate) < after(f.birthDate, youngestDriver) },
  { name: 'validity', needs: ['issueDate', 'expiryDate'], only: 'passport', broken: (f) => f.expiryDate > after(lastDayOf(f.issueDate), longestPassport) },
];

export type LogicFinding = { checked: number; broken: { rule: LogicRule; fields: Field[] }[] };

/** @param today the case date, YYYY-MM-DD; null parts of dates are read in favour of the document. */
export function checkLogic(fields: Fields, documentClass: DocumentClass | null, today: string): LogicFinding {
  const applicable = rules.filter((r) => (r.only === undefined || r.only === documentClass) && r.needs.every((name) => fields[name]));
  const value = (name: FieldName): string => fields[name]?.value ?? '';
  const facts: Facts = { class: documentClass, today, birthDate: value('birthDate'), issueDate: value('issueDate'), expiryDate: value('expiryDate') };
  const broken = applicable.filter((r) => r.broken(facts)).map((r) => ({ rule: r.name, fields: r.needs.map((name) => fields[name]!) }));
  return { checked: applicable.length, broken };
}

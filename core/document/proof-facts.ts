/** What a proof of address says, held against the identity document, the typed address and the day: text in, facts out. */
import { customerBlocks, type AddressBlock } from './address/block.ts';
import { compareAddress, type AddressComparison } from './address/compare.ts';
import { addressCountry } from './address/countries.ts';
import type { AddressForm, AddressPart } from './address/form.ts';
import { issueDateOf, judgeIssueDate, type AgeVerdict, type IssueDate } from './issue-date.ts';
import { worstPage, type Legibility } from './legibility.ts';
import { holderNamesOf, namesHolder, type HolderName, type NameComparison } from './name-compare.ts';
import { languageOf, type PageLanguage } from './page-language.ts';
import { compareNameOnPage, customerNames } from './page-names.ts';
import type { PageBox, PageLine } from './page-text.ts';
import { proofClassOf, type ProofType } from './proof-class.ts';
import { pictureRegion, uprightSize, type Turn } from './page-turn.ts';
import { papersOn } from './papers-on-page.ts';
import type { ProofClass } from './proof-words.ts';
import type { ProofReading } from './proof-reading.ts';
import type { DocumentReading, DocumentType } from './reading.ts';
import type { Region } from '../frame.ts';

/** What the policy asks of a proof of address. */
export type ProofPolicy = { accepted: readonly ProofClass[]; months: number; neededParts: readonly AddressPart[] };

export type ProofFacts = {
  /** What of the file was not looked at, run or opened. */
  file: Pick<ProofReading, 'pageCount' | 'pagesRead' | 'hasScripts' | 'attachments'>;
  kind: ProofType;
  accepted: readonly ProofClass[];
  identity: DocumentType | null;
  /** null: too little text, or a language whose labels are not read; what was not found may then still stand there. */
  language: PageLanguage | null;
  issue: IssueDate;
  age: AgeVerdict;
  /** Where the paper names its customer; null: nowhere that was found. */
  nameLine: PageLine | null;
  /** null: there is no identity document to hold it against. */
  name: NameComparison | null;
  /** null: no address was stated. */
  address: AddressComparison | null;
  /** The customer's address on the paper. */
  block: AddressBlock | null;
  /** Letters and figures that were read. */
  letters: number;
  /** Of those read from pixels the one that was read worst; null: all were read well. */
  worstPage: Legibility | null;
  /** That lie in one picture, as far as the text tells. */
  papers: number;
  /** The text is the file's own; false: read from pixels, so that what was not found may still be there. */
  exact: boolean;
  /** Pixels of the picture of the first page, in which places are told, and how the page lies on it. */
  size: { width: number; height: number };
  turn: Turn;
};

export type ProofQuestion = {
  /** null: none was stated. */
  form: AddressForm | null;
  /** What each source of the identity document says of the holder's name, with the clerk's word in place (`holderNames`); null: there is no document. */
  holder: readonly HolderName[] | null;
  /** YYYY-MM-DD by the station's clock. */
  today: string;
  policy: ProofPolicy;
  size: { width: number; height: number };
};

export function proofFactsOf(reading: ProofReading, { form, holder, today, policy, size }: ProofQuestion): ProofFacts {
  const page = { lines: reading.lines };
  const exact = reading.source === 'pdf';
  const issue = issueDateOf(page, { today, country: form?.country ?? null });
  const address = form && compareAddress(form, page, { exact, needed: policy.neededParts, holder });
  const isHolder = namesHolder(holder ?? []);
  const country = form?.country ?? null;
  const block = address?.block ?? customerBlocks(page, addressCountry(country), isHolder)[0] ?? null;
  // Who lives at an address is said beside it: a name on another page may be of another paper.
  const named = block ? { lines: page.lines.filter((line) => line.page === block.page) } : page;
  const name = holder && compareNameOnPage(holder, named, { exact, country });
  return {
    file: { pageCount: reading.pageCount, pagesRead: reading.pagesRead, hasScripts: reading.hasScripts, attachments: reading.attachments },
    kind: proofClassOf(page), accepted: policy.accepted, identity: reading.identity,
    language: languageOf(page.lines.map((l) => l.text).join('\n')), issue, age: judgeIssueDate(issue, today, policy.months),
    letters: page.lines.reduce((n, l) => n + l.text.replaceAll(/[^\p{L}\p{N}]/gu, '').length, 0), papers: papersOn(page, issue, country, isHolder),
    name, nameLine: (name ? name.found : customerNames(named, country)[0])?.line ?? null,
    worstPage: worstPage(reading), address, block, exact, size, turn: reading.turn ?? 'right',
  };
}

/** The holder's names of a reading as it counts. Where the clerk corrected a name, what the machine read of it does not count. */
export function holderNames({ fields, bySource }: DocumentReading): HolderName[] {
  const byClerk = [fields.surname, fields.givenNames, fields.fullName].some((f) => f?.source === 'clerk');
  return holderNamesOf(byClerk || Object.keys(bySource).length === 0 ? { mrz: fields } : bySource);
}

/** Places on the first page, in pixels of its picture; what stands on a later page has none there. */
export function placesOf({ size, turn }: ProofFacts, places: readonly ({ box: PageBox; page: number } | null)[]): Region[] {
  const { width, height } = uprightSize(size, turn);
  return places.flatMap((p) => (p?.page === 0 ? [pictureRegion({ x: p.box.x * width, y: p.box.y * height, width: p.box.width * width, height: p.box.height * height }, size, turn)] : []));
}

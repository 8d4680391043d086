/** A bill of a fictional customer, and what becomes of it when one thing is changed. */
import type { AddressForm } from './address/form.ts';
import { pageOf } from './page-text.fixture.ts';
import { proofFactsOf, type ProofFacts } from './proof-facts.ts';
import type { ProofReading } from './proof-reading.ts';
import type { DocumentType } from './reading.ts';

export const stated: AddressForm = { country: 'GBR', street: 'Mill Lane', number: '14', unit: '', city: 'Cambridge', region: '', postalCode: 'CB2 1TN' };
const caseDate = '2026-11-29';

export type BillChange = {
  name?: string; address?: string[]; date?: string | null; title?: string; /** Below the title. */ lines?: string[]; form?: Partial<AddressForm> | null; holder?: string | null; source?: ProofReading['source']; identity?: DocumentType | null;
};

export function billFacts({ name = 'Ms Mira Specimen', address = ['14 Mill Lane', 'Cambridge', 'CB2 1TN'], date = 'Bill date: 3 November 2026', title = 'Your electricity bill', lines: below = ['Electricity used 412 kWh', 'Meter reading 40213', 'Please pay the amount due with your customer number'], form = {}, holder = 'Mira Specimen', source = 'pdf', identity = null }: BillChange = {}): ProofFacts {
  const { lines } = pageOf(`
Northwind Power


${name}                              ${date ?? ''}
${address.join('\n')}



${title}

${below.join('\n')}
`);
  const reading: ProofReading = { source, pageCount: 1, lines: [...lines], identity };
  return proofFactsOf(reading, {
    form: form && { ...stated, ...form }, holder: holder === null ? null : [{ fullName: { value: holder } }], today: caseDate,
    policy: { accepted: ['utility-bill', 'bank-statement'], months: 3, neededParts: ['street', 'number', 'city', 'postalCode'] }, size: { width: 1000, height: 1400 },
  });
}

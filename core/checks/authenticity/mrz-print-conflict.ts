/** Row P1.5: machine readable zone, barcode and print of one document contradict each other. */
import { decidingFields } from '../../document/doubts.ts';
import { compareSources } from '../../document/compare-sources.ts';
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

const remedy = 'Compare the marked places on the document; if they differ, ask a supervisor.';

export const mrzPrintConflict = defineCheck({
  id: 'auth.mrz-print-conflict',
  subject: 'document',
  stages: ['capture'],
  lane: 'staff',
  concern: 'fraud',
  artifacts: ['documentReading'],
  // By definition: an issuer prints the same facts in every place (ICAO 9303-3, 4; AAMVA DL/ID 2020, annex D). What reading may have mistaken does not count.
  threshold: { limit: 0, direction: 'at-most', unit: 'contradicting fields' },
  strings: {
    failure: 'Parts of the document do not say the same.',
    remedy,
    note: 'For the clerk; must not accuse. values.field is a field name; values.first and values.second are sources (mrz, barcode, print).',
    variants: {
      documentNumber: { failure: 'Document numbers differ between parts of the document.', remedy },
      birthDate: { failure: 'Dates of birth differ between parts of the document.', remedy },
      expiryDate: { failure: 'Dates of expiry differ between parts of the document.', remedy },
      issueDate: { failure: 'Dates of issue differ between parts of the document.', remedy },
      sex: { failure: 'The sex differs between parts of the document.', remedy },
      nationality: { failure: 'Nationalities differ between parts of the document.', remedy },
      issuingCountry: { failure: 'Issuing countries differ between parts of the document.', remedy },
      surname: { failure: 'Surnames differ between parts of the document.', remedy },
      givenNames: { failure: 'Given names differ between parts of the document.', remedy },
    },
  },
  measure({ documentReading: { bySource } }) {
    const compared = compareSources(bySource);
    const against = compared.filter((c) => c.agreement === 'contradict');
    const first = against[0];
    if (first) {
      const regions = against.flatMap((c) => c.fields.map((f) => f.region)).filter((r) => r !== null);
      return measured(new Set(against.map((c) => c.field)).size, regions, { variant: first.field, field: first.field, first: first.sources[0], second: first.sources[1] });
    }
    if (compared.some((c) => c.agreement === 'doubtful')) return notAssessed('reading-doubtful');
    // Anybody can write a zone or a symbol, neither is signed; the same facts stand in print beside it or on the other side, and what could not be read there has not agreed.
    const coded = bySource.mrz ?? bySource.barcode;
    if (!coded) return notApplicable('one-source');
    const printed = compared.filter((c) => c.sources.includes('print'));
    if (printed.length === 0) return notAssessed('print-not-read');
    const missing = decidingFields.filter((name) => coded[name]?.value && !printed.some((c) => c.field === name));
    return missing.length > 0 ? notAssessed('print-partly-read') : measured(0, [], { compared: compared.length });
  },
});

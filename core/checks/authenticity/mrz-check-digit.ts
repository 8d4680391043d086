/** Row P1.5: a check digit of the MRZ does not belong to what stands beside it. It was read as printed, never mended. */
import { placesOfCheck } from '../../document/mrz.ts';
import { layoutOf } from '../../document/mrz-formats.ts';
import { placeOfCharacter } from '../../document/mrz-place.ts';
import { defineCheck, measured, notApplicable, notAssessed } from '../check.ts';

const remedy = 'Read the lines again; if they are as printed, ask a supervisor.';

export const mrzCheckDigit = defineCheck({
  id: 'auth.mrz-check-digit',
  subject: 'document',
  stages: ['capture'],
  lane: 'staff',
  concern: 'fraud',
  artifacts: ['documentReading'],
  // ICAO 9303-3, 4.9 (standard): each digit follows from what it protects. Personalisation errors exist, so a person decides.
  threshold: { limit: 0, direction: 'at-most', unit: 'wrong check digits' },
  strings: {
    failure: 'A check digit of the machine readable zone is wrong.',
    remedy,
    note: 'For the clerk; must not accuse: some genuine documents are printed wrong. Variants name what the digit protects; composite is the last one, over all.',
    variants: {
      documentNumber: { failure: 'The check digit of the document number is wrong.', remedy },
      birthDate: { failure: 'The check digit of the date of birth is wrong.', remedy },
      expiryDate: { failure: 'The check digit of the date of expiry is wrong.', remedy },
      optional: { failure: 'The check digit of the personal number is wrong.', remedy },
      composite: { failure: 'The last check digit of the machine readable zone is wrong.', remedy },
    },
  },
  measure({ documentReading: { mrz } }) {
    if (!mrz) return notApplicable('no-mrz');
    const layout = layoutOf(mrz.format);
    const wrong = layout.checks.filter(({ name }) => mrz.checkDigits.some((c) => c.name === name && !c.valid)).map((check) => ({ name: check.name, ...placesOfCheck(layout, mrz.lines, check) }));
    const clear = wrong.filter(({ spans }) => !mrz.doubtful.some((d) => spans.some((s) => d.line === s.line && d.column >= s.from && d.column < s.to)));
    // A doubtful character explains a digit that does not fit: the clerk settles it first.
    if (wrong.length > 0 && clear.length === 0) return notAssessed('characters-doubtful');
    const regions = clear.map(({ digit }) => placeOfCharacter(mrz, digit.line, digit.column)).filter((r) => r !== null);
    return measured(clear.length, regions, clear[0] ? { variant: clear[0].name } : {});
  },
});

import { languageOf } from '../../document/page-language.ts';
import { languagesOfPage } from '../print/languages.ts';
import { lettersOf, type ReadingPlan } from '../print/read-page.ts';
import type { Frame } from '../../frame.ts';
import { signedArea } from '../document/plane.ts';
import { defineArtifact } from './artifact.ts';
import type { FoundDocument } from './document-types.ts';
import { readAsPlanned } from './printed-text.ts';

/** Letters with which rows alone are a letter's text. Chosen, not measured: an address and a date have 60. */
const ofALetter = 60;

/** Of a bill or letter every row counts: the date is in one, the address in four, and the small print may say whose it is. */
const letterPlan: ReadingPlan = {
  isEnough: () => false,
  isTold: (lines) => lettersOf(lines) >= ofALetter,
  languagesOf: (lines) => languagesOfPage(languageOf(lines.map((l) => l.text).join('\n'))),
  early: true,
};

/** Share of the picture from which on an outline without the look of A4 is the paper's. A drawn page has boxes that look like cards: on one of ../shared/data it took 0.37 of it, and the rest was lost. Chosen above that and below a sheet that is photographed whole. */
const pageShare = 0.5;

function isPaper({ format, quad }: FoundDocument, { width, height }: Frame): boolean {
  return format === 'A4' || Math.abs(signedArea(quad)) >= pageShare * width * height;
}

/** All lines of print, places in pixels of the frame. Takes two to five seconds. */
export const paperText = defineArtifact({ name: 'paperText', make: (gather, engines) => readAsPlanned(letterPlan, gather, engines, isPaper) });

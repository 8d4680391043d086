import type { TextLine } from '../../document/print-fields.ts';
import { typeOfPrint } from '../../document/classification.ts';
import { regionOf, type Frame } from '../../frame.ts';
import { boxOnSource } from '../document/proof.ts';
import { languagesOfState } from '../print/languages.ts';
import { lettersOf, readPage, type PageView, type ReadingPlan } from '../print/read-page.ts';
import { defineArtifact, type ArtifactMap, type ArtifactName } from './artifact.ts';
import type { Engines } from '../engines/engine.ts';
import type { FoundDocument } from './document-types.ts';
import { grayOf } from './gray.ts';

/** Letters of a page below which its outline is not believed and the whole picture is read. Chosen, not measured. */
const fewLetters = 24;
const plainly = 0.6;

/** Of what is plainly no document of a person, no more than shows it; else all rows, in the languages of its country. */
const identityPlan: ReadingPlan = {
  isEnough(lines) {
    const type = typeOfPrint(lines);
    return type?.class === 'other' && type.confidence >= plainly;
  },
  isTold: (lines) => typeOfPrint(lines) !== null,
  languagesOf(lines) {
    const type = typeOfPrint(lines);
    return type && type.class !== 'other' ? languagesOfState(type.country) : [];
  },
  early: false,
};

/** Lines of print, places in pixels of the frame. Takes a second. */
export const printedText = defineArtifact({ name: 'printedText', make: (gather, engines) => readAsPlanned(identityPlan, gather, engines) });

/** On the page seen straight on, where there is one with print, else on the whole picture. `isPage`: the outline that was found is the page's own. */
export async function readAsPlanned(plan: ReadingPlan, gather: <N extends ArtifactName>(name: N) => Promise<ArtifactMap[N]>, engines: Engines, isPage: (found: FoundDocument, frame: Frame) => boolean = () => true): Promise<TextLine[]> {
  const print = await engines.print();
  const { documents, fillsPicture } = await gather('documentGeometry');
  const whole: PageView = { gray: await gather('gray'), size: documents[0] && fillsPicture && documents[0].format.startsWith('ID') ? 'card' : 'sheet', toFrame: (r) => r };
  if (fillsPicture || !documents[0] || !isPage(documents[0], await gather('frame'))) return readPage(whole, plan, print);
  const { page, toSource, format } = await gather('documentPage');
  const dewarped: PageView = {
    gray: grayOf(page), size: format.startsWith('ID') ? 'card' : 'sheet', toFrame: (r) => regionOf(boxOnSource(toSource, r)),
  };
  const lines = await readPage(dewarped, plan, print);
  if (lettersOf(lines) >= fewLetters) return lines;
  const around = await readPage(whole, plan, print);
  return lettersOf(around) > lettersOf(lines) ? around : lines;
}

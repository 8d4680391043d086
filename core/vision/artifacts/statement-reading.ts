import type { StatementReading } from '../../document/statement/reading.ts';
import { readHeld } from '../statement/read-held.ts';
import { readSheet } from '../statement/read-sheet.ts';
import { defineArtifact } from './artifact.ts';

/** Most people that are counted. */
const mostPeople = 99;

/** What is written on the sheet and can be read of the document, in pixels of the frame. Takes a second or two. */
export const statementReading = defineArtifact({
  name: 'statementReading',
  async make(gather, engines): Promise<StatementReading> {
    const frame = await gather('frame');
    const { people, document, sheet } = await gather('statementParts');
    const opencv = await engines.opencv();
    const read = sheet && (await readSheet(frame, sheet, { opencv, print: await engines.print(), barcode: await engines.barcode() }));
    const mirrored = read?.mirrored ?? false;
    return {
      people: Math.min(mostPeople, people.length), face: people[0]?.box ?? null, mirrored, sheet: read?.sheet ?? null,
      document: document && readHeld(frame, document, mirrored, opencv, await engines.mrzNetwork()),
    };
  },
});

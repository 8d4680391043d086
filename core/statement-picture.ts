/**
 * The picture of a customer with document and sheet: what every host asks of it. The same calls in a worker, in Node and in a test; judged is it in
 * statement.ts, from the reading alone.
 */
import type { InspectOptions, Study } from './brain.ts';
import { checkById } from './checks/index.ts';
import type { CheckResult } from './checks/check.ts';
import type { StatementReading } from './document/statement/reading.ts';
import type { Region } from './frame.ts';
import { judgeStatement } from './statement.ts';
import type { Engines } from './vision/engines/engine.ts';
import { describeFace, type FaceDescription } from './vision/face/describe.ts';
import { describePortrait } from './vision/face/portrait.ts';
import { regionInFile } from './vision/picture/picture.ts';
import { heldPage } from './vision/statement/read-held.ts';

/** Places in pixels of the file. Takes a second or two. @throws CodedError engine.*, language.*, model.* */
export async function readStatement({ picture, gather }: Study): Promise<StatementReading> {
  const { face, document, sheet, ...rest } = await gather('statementReading');
  const place = (region: Region): Region => regionInFile(region, picture.scale);
  return {
    ...rest, face: face && place(face), document: document && { ...document, region: place(document.region) },
    sheet: sheet && { ...sheet, region: place(sheet.region), lines: sheet.lines.map((l) => ({ ...l, box: place(l.box) })) },
  };
}

export type StatementView = { people: number; face: Region | null; document: Region | null; sheet: Region | null };

/** Which of the three are in the picture: cheap enough for the live loop (study the frame with effort `live` and its tracker). @throws CodedError engine.* */
export async function viewStatement({ picture, gather }: Study): Promise<StatementView> {
  const { people, document, sheet } = await gather('statementParts');
  const place = (part: { region: Region } | null): Region | null => part && regionInFile(part.region, picture.scale);
  return { people: people.length, face: people[0] ? regionInFile(people[0].box, picture.scale) : null, document: place(document), sheet: place(sheet) };
}

/** Checks that need no more than the parts. */
const ofParts: readonly string[] = ['stmt.no-face', 'stmt.missing', 'stmt.no-document'];

/** The checks of what is in the picture, in the coach's order; what is written there is judged by judgeStatement. */
export async function inspectStatement(studied: Study, { context, rules, captureId = null }: InspectOptions): Promise<CheckResult[]> {
  const { people, face, document, sheet } = await viewStatement(studied);
  const reading: StatementReading = {
    people, face, mirrored: false, document: document && { region: document, portrait: true, fields: {} }, sheet: sheet && { region: sheet, lines: [], code: null },
  };
  const partsOnly = { ...rules, enabled: (id: string) => ofParts.includes(id) && checkById(id) !== undefined && rules.enabled(id) };
  return judgeStatement({ reading, asked: { word: '-', code: null, hand: true }, date: context.date, document: null, portraitDistance: null, staff: null }, context, partsOnly, captureId);
}

/** Faces for the case's table: the person, and the portrait on the document in their hand. */
export type StatementFaces = { statement: FaceDescription | null; held: FaceDescription | null };

/**
 * Eye distance of a held portrait on the page as it is read (720 wide) from which on its description is worth anything: right ones had 32 to 54 on drawn
 * poses, and a second, faint portrait that was taken for it 11.
 */
const leastEyes = 25;

/** @throws CodedError engine.*, model.* */
export async function describeStatement(engines: Engines, { picture: { frame }, gather }: Study): Promise<StatementFaces> {
  const engine = await engines.face();
  const { people, document } = await gather('statementParts');
  const { mirrored } = await gather('statementReading');
  const page = document && heldPage(frame, document, mirrored, await engines.opencv());
  const held = page && (await describePortrait(page, engine, 2));
  return { statement: people[0] ? await describeFace(frame, people[0], engine) : null, held: held && held.quality.interEyePixels >= leastEyes ? held : null };
}

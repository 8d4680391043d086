/** Signs that a PDF is not as its issuer made it, each with its weight and place. A strong sign weighs 2, a weak one 1, as votes on pictures do (docs/adr/0008). */
import type { Region } from '../../frame.ts';
import { unlikeRows, type LayerRow } from './layer-rows.ts';
import type { PdfContents, PdfPage } from './pdf-types.ts';

export const pdfSignNames = ['text-replaced', 'text-unlike-picture', 'text-typed-over', 'text-over-scan', 'page-rewritten', 'editor', 'changed-later', 'dates-differ'] as const;
/** `page`: from 0; null: the file as a whole. Places in pixels of the page. */
export type PdfSign = { name: (typeof pdfSignNames)[number]; weight: number; page: number | null; regions: Region[]; detail: string };

/** Programs whose purpose is to change a finished page, as they name themselves (Producer, Creator); collected from their documentation. Printers and office programs are not among them: issuers use them too. */
const editors: readonly [RegExp, string][] = [
  [/photoshop/i, 'Photoshop'], [/illustrator/i, 'Illustrator'], [/\bgimp\b/i, 'GIMP'], [/inkscape/i, 'Inkscape'], [/canva\b/i, 'Canva'], [/sejda/i, 'Sejda'], [/ilovepdf/i, 'iLovePDF'], [/smallpdf/i, 'Smallpdf'],
  [/pdfescape/i, 'PDFescape'], [/pdffiller|dochub/i, 'pdfFiller'], [/pdf-xchange editor/i, 'PDF-XChange Editor'], [/foxit (phantom)?pdf editor|phantompdf/i, 'Foxit Editor'], [/nitro (pro|pdf)/i, 'Nitro'],
  [/pdfelement/i, 'PDFelement'], [/libreoffice draw/i, 'LibreOffice Draw'], [/soda ?pdf/i, 'Soda PDF'], [/master pdf editor/i, 'Master PDF Editor'], [/photopea/i, 'Photopea'],
];
/** Laid on a page so as to be read as part of it (ISO 32000-2, table 171). Links, form fields and reviewers' notes are not. */
const typedOver: readonly string[] = ['FreeText', 'Stamp', 'Square', 'Redact'];
/** A scan with so few runs of visible text was written on; a letterhead picture carries a whole page of it. Chosen, not measured. */
const fewRuns = 40;
/** An issuer's system stamps and signs within a day. Chosen, not measured. */
const laterMs = 24 * 3600 * 1000;

/** @param rows of the first page, as its layer and its picture have them; none where they were not compared */
export function pdfSigns({ pages, info, structure }: PdfContents, rows: readonly LayerRow[]): PdfSign[] {
  const signs: PdfSign[] = pages.flatMap(signsOfPage);
  const unlike = unlikeRows(rows);
  if (unlike.length > 0) signs.push({ name: 'text-unlike-picture', weight: 2, page: 0, regions: unlike.map((r) => r.region), detail: String(unlike.length) });
  // A signature or a filled form is appended in the same way; neither paints the page anew.
  if (structure.rewrittenStreams > 0 && !info.signed && !info.hasForm) signs.push({ name: 'page-rewritten', weight: 1, page: null, regions: [], detail: String(structure.revisions) });
  const editor = editors.find(([pattern]) => pattern.test(info.producer) || pattern.test(info.creator))?.[1];
  if (editor) signs.push({ name: 'editor', weight: 1, page: null, regions: [], detail: editor });
  const [created, modified] = [momentOf(info.created), momentOf(info.modified)];
  if (created !== null && modified !== null && modified - created > laterMs) signs.push({ name: 'changed-later', weight: 1, page: null, regions: [], detail: info.modified.slice(2, 10) });
  // Written twice into one file; a program that changes a file often knows one of the places only. The same day in two zones is no conflict.
  const createdInXmp = momentOf(info.createdInXmp.replaceAll(/[-:T]/g, ''));
  if (created !== null && createdInXmp !== null && Math.abs(created - createdInXmp) > laterMs) signs.push({ name: 'dates-differ', weight: 1, page: null, regions: [], detail: info.createdInXmp.slice(0, 10) });
  return signs;
}

function signsOfPage({ drawing, annotations }: PdfPage, page: number): PdfSign[] {
  const signs: PdfSign[] = [];
  if (drawing.replaced.length > 0) signs.push({ name: 'text-replaced', weight: 2, page, regions: drawing.replaced.slice(0, 16), detail: '' });
  const laid = annotations.filter((a) => typedOver.includes(a));
  if (laid.length > 0) signs.push({ name: 'text-typed-over', weight: laid.includes('FreeText') ? 2 : 1, page, regions: [], detail: laid[0]! });
  if (drawing.pageImage && drawing.overImage.length > 0 && drawing.runs < fewRuns) signs.push({ name: 'text-over-scan', weight: 1, page, regions: drawing.overImage.slice(0, 16), detail: '' });
  return signs;
}

/** `D:YYYYMMDDHHmmSS` with what follows left out: a time zone moves it by less than a day (ISO 32000-2, 7.9.4). */
function momentOf(date: string): number | null {
  const found = /^(?:D:)?(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?/.exec(date);
  if (!found) return null;
  const [, year, month, day, hour = '00', minute = '00'] = found;
  const moment = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`);
  return Number.isNaN(moment) ? null : moment;
}

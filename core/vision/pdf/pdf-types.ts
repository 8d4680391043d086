/** A PDF file as facts: what its text layer says, how its pages are drawn, what its file structure tells of its past. */
import type { TextLine } from '../../document/print-fields.ts';
import type { Frame, Region } from '../../frame.ts';

/** Pixels a page's picture has to the inch. A4 is 1240 x 1754: print of 8 points is 17 pixels high, enough for the print reader. */
export const pdfDpi = 150;

export const pdfLimits = {
  /** Chosen, not measured: bank statements of a year have 30 to 40 pages; further ones are counted and not looked at. */
  pages: 12,
  /** Pages that are drawn at most. Chosen: the address of a bill stands on its first pages. */
  drawn: 3,
  /** Pixels of one drawn page; larger ones are drawn smaller. A2 at 150 dpi. */
  pixels: 10_000_000,
  /** Pixels of a picture inside the file. A4 at 600 dpi has 35 million. Chosen for memory: measured, one of 39.8 million in colour takes 384 MB more in Node. */
  imagePixels: 40_000_000,
} as const;

/** How the content stream paints a page, as far as it tells of later changes. */
export type PdfDrawing = {
  /** One picture covers most of the page: a scan, or a letterhead. */
  pageImage: boolean;
  /** Runs of visible text. */
  runs: number;
  /** Runs that paint nothing (rendering modes 3 and 7): what a scanner's reader made of its picture. */
  hidden: number;
  /** Text that shows, painted over a page-wide picture: places in pixels. */
  overImage: Region[];
  /** Text that was painted and then hidden under an opaque shape, while other text was painted in that place afterwards. */
  replaced: Region[];
};

export type PdfPage = {
  /** Pixels, also of `picture`: at `pdfDpi`, fewer on a page above `pdfLimits.pixels`. */
  width: number;
  height: number;
  /** Rows of the text layer, top to bottom. */
  text: TextLine[];
  drawing: PdfDrawing;
  /** Notes, stamps and typed-over text laid on the page: subtypes of ISO 32000-2, 12.5.6. */
  annotations: string[];
  /** Drawn: the first page, and the next ones of `pdfLimits.drawn` that have no text layer. */
  picture: Frame | null;
};

export type PdfInfo = {
  producer: string;
  creator: string;
  /** As written in the file (`D:20220406134834-04'00'`); empty: not there. */
  created: string;
  modified: string;
  /** As the XMP metadata has it (`2022-04-06T13:48:34-04:00`); empty: not there. */
  createdInXmp: string;
  hasForm: boolean;
  signed: boolean;
};

/** From the bytes alone (ISO 32000-2, 7.5.6: an incremental update appends to the file and leaves what was there). */
export type PdfStructure = {
  /** Times the file was written: 1 is a file as it was made. A linearised file counts once. */
  revisions: number;
  /** Objects that a later revision wrote anew and that paint pages: streams with no type of metadata, form or signature, and pages that were given other streams. */
  rewrittenStreams: number;
  /** Files embedded in it. They are counted and never opened. */
  attachments: number;
  /** Pixels of its largest picture. */
  largestImage: number;
};

export type PdfContents = { pageCount: number; pages: PdfPage[]; info: PdfInfo; structure: PdfStructure; /** It holds JavaScript, which never runs. */ hasScripts: boolean };

/** With fewer rows a text layer is a stamp or a page number on a scan: the page is read from its pixels. Chosen on the 30 files of ../shared/data: pages with a layer of their own have 30 to 124 rows. */
export const fewestRows = 8;

/** The text of the page is what the page shows. A layer that is mostly hidden is somebody's reading of the picture, or words that nobody sees: the picture is read instead. */
export const hasOwnText = ({ text, drawing }: Pick<PdfPage, 'text' | 'drawing'>): boolean => text.length >= fewestRows && drawing.hidden <= drawing.runs;

/** Time for one file, ms; a host ends the parser then. Chosen: a one-page bill takes half a second here, twelve pages of pictures five. */
export const pdfPatience = 20_000;

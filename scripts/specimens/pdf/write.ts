/** Small PDF files with known content, for tests and drawn bills: text in a standard font, filled boxes, one JPEG a page (ISO 32000-2, 7.3 to 7.5). */

export type PdfText = { x: number; y: number; size: number; text: string; bold?: boolean; /** Painted invisibly, as a scanner's text layer is. */ hidden?: boolean; /** In the font whose letters say what `lies` of the file has for them. */ lying?: boolean };
export type PdfBox = { x: number; y: number; width: number; height: number; /** 0 black, 1 white */ gray: number };
/** In the order it is painted; points, origin at the bottom left. */
export type PdfMark = ({ kind: 'text' } & PdfText) | ({ kind: 'box' } & PdfBox) | { kind: 'picture'; /** The whole page where it is not given. */ at?: { x: number; y: number; width: number; height: number } };
export type PdfPageSpecimen = { width?: number; height?: number; marks: PdfMark[]; /** Drawn by the mark `picture`. */ jpeg?: { bytes: Uint8Array; width: number; height: number } };
export type PdfSpecimen = { pages: PdfPageSpecimen[]; info?: Record<string, string>; /** Locked with a password nobody knows. */ locked?: boolean; /** Letter drawn -> what the text layer says for it. */ lies?: Record<string, string>; /** Run by programs that run scripts when the file is opened. */ script?: string; /** Name of a file embedded in it. */ attachment?: string; /** When it was made, as its XMP metadata says. */ createdInXmp?: string };

type Part = string | Uint8Array;

const a4 = { width: 595, height: 842 };

/** Bytes of the file. */
export function writePdf({ pages, info = {}, locked = false, lies = {}, script, attachment, createdInXmp }: PdfSpecimen): Uint8Array {
  const objects: Part[][] = [[], [], fontOf('Helvetica'), fontOf('Helvetica-Bold')];
  const add = (parts: Part[]): number => objects.push(parts);
  const kids: number[] = [];
  const says = add(streamOf('', latin(sayingOf(lies))));
  const liar = add([`<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode ${says} 0 R >>`]);
  for (const page of pages) {
    const { width, height } = { ...a4, ...page };
    const picture = page.jpeg ? add(streamOf(`/Type /XObject /Subtype /Image /Width ${page.jpeg.width} /Height ${page.jpeg.height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode`, page.jpeg.bytes)) : null;
    const content = add(streamOf('', latin(page.marks.map((m) => painted(m, width, height)).join('\n'))));
    kids.push(add([`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${content} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 ${liar} 0 R >>${picture === null ? '' : ` /XObject << /P ${picture} 0 R >>`} >> >>`]));
  }
  const names: string[] = [];
  if (script !== undefined) names.push(`/JavaScript << /Names [(Start) << /S /JavaScript /JS (${script}) >>] >>`);
  if (attachment !== undefined) names.push(`/EmbeddedFiles << /Names [(${attachment}) << /Type /Filespec /F (${attachment}) /EF << /F ${add(streamOf('/Type /EmbeddedFile', latin('MZ')))} 0 R >> >>] >>`);
  const metadata = createdInXmp === undefined ? '' : ` /Metadata ${add(streamOf('/Type /Metadata /Subtype /XML', latin(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>${createdInXmp}</xmp:CreateDate></rdf:Description></rdf:RDF></x:xmpmeta>`)))} 0 R`;
  objects[0] = [`<< /Type /Catalog /Pages 2 0 R${names.length > 0 ? ` /Names << ${names.join(' ')} >>` : ''}${metadata} >>`];
  objects[1] = [`<< /Type /Pages /Kids [${kids.map((k) => `${k} 0 R`).join(' ')}] /Count ${kids.length} >>`];
  const about = add([`<< ${Object.entries(info).map(([name, value]) => `/${name} (${value})`).join(' ')} >>`]);
  // Owner and user entries that no password gives (32 bytes each): the reader asks for one.
  const encrypt = locked ? ` /Encrypt ${add([`<< /Filter /Standard /V 1 /R 2 /O <${'5a'.repeat(32)}> /U <${'a5'.repeat(32)}> /P -4 >>`])} 0 R /ID [<${'11'.repeat(16)}> <${'11'.repeat(16)}>]` : '';
  return fileOf(['%PDF-1.7\n'], new Map(objects.map((parts, i) => [i + 1, parts])), `/Root 1 0 R /Info ${about} 0 R${encrypt}`, objects.length + 1, null);
}

/** The same file saved on top with the first page's content painted anew: an incremental update as editors append it. */
export function rewritePage(file: Uint8Array, page: PdfPageSpecimen): Uint8Array {
  const text = Buffer.from(file).toString('latin1');
  const content = Number(/\/Contents (\d+) 0 R/.exec(text)![1]);
  const size = Number(/\/Size (\d+)/.exec(text)![1]);
  const { width, height } = { ...a4, ...page };
  const fresh = streamOf('', latin(page.marks.map((m) => painted(m, width, height)).join('\n')));
  return fileOf([file, '\n'], new Map([[content, fresh]]), '/Root 1 0 R', size, Number(/startxref\s+(\d+)/.exec(text)![1]));
}

/** The same file saved on top with its first page given another content stream, which the old one stays beside; without a page only a note is laid on it, as a reviewer does. */
export function turnPage(file: Uint8Array, page: PdfPageSpecimen | null): Uint8Array {
  const text = Buffer.from(file).toString('latin1');
  const [, number, dictionary] = /(\d+) 0 obj\n(<< \/Type \/Page .*>>)\nendobj/.exec(text)!;
  const size = Number(/\/Size (\d+)/.exec(text)![1]);
  const { width, height } = { ...a4, ...page };
  const objects = new Map<number, Part[]>([[Number(number), [page ? dictionary!.replace(/\/Contents \d+ 0 R/, `/Contents ${size} 0 R`) : dictionary!.replace(/ >>$/, ' /Annots [] >>')]]]);
  if (page) objects.set(size, streamOf('', latin(page.marks.map((m) => painted(m, width, height)).join('\n'))));
  return fileOf([file, '\n'], objects, '/Root 1 0 R', size + 1, Number(/startxref\s+(\d+)/.exec(text)![1]));
}

const fontOf = (name: string): Part[] => [`<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`];
const streamOf = (dictionary: string, bytes: Uint8Array): Part[] => [`<< ${dictionary} /Length ${bytes.length} >>\nstream\n`, bytes, '\nendstream'];
const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** A map of character codes to letters (ISO 32000-2, 9.10.3) that need not be those that are drawn. */
function sayingOf(lies: Record<string, string>): string {
  const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');
  const wide = (text: string): string => [...text].map((c) => c.charCodeAt(0).toString(16).padStart(4, '0')).join('');
  const rows = Object.entries(lies).map(([drawn, said]) => `<${hex(drawn)}> <${wide(said)}>`);
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Said def /CMapType 2 def 1 begincodespacerange <00> <ff> endcodespacerange ${rows.length} beginbfchar ${rows.join(' ')} endbfchar endcmap end end`;
}

function painted(mark: PdfMark, width: number, height: number): string {
  if (mark.kind === 'picture') {
    const at = mark.at ?? { x: 0, y: 0, width, height };
    return `q ${at.width} 0 0 ${at.height} ${at.x} ${at.y} cm /P Do Q`;
  }
  if (mark.kind === 'box') return `${mark.gray} g ${mark.x} ${mark.y} ${mark.width} ${mark.height} re f 0 g`;
  const escaped = mark.text.replaceAll(/[\\()]/g, (c) => `\\${c}`);
  return `BT ${mark.hidden ? 3 : 0} Tr /${mark.lying ? 'F3' : mark.bold ? 'F2' : 'F1'} ${mark.size} Tf 1 0 0 1 ${mark.x} ${mark.y} Tm (${escaped}) Tj ET`;
}

function fileOf(head: Part[], objects: ReadonlyMap<number, Part[]>, trailer: string, size: number, previous: number | null): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const put = (part: Part): void => {
    const bytes = typeof part === 'string' ? latin(part) : part;
    parts.push(bytes);
    length += bytes.length;
  };
  head.forEach(put);
  const places = new Map<number, number>();
  for (const [number, body] of objects) {
    places.set(number, length);
    put(`${number} 0 obj\n`);
    body.forEach(put);
    put('\nendobj\n');
  }
  const table = length;
  put('xref\n');
  if (previous === null) put('0 1\n0000000000 65535 f \n');
  for (const [number, at] of places) put(`${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`);
  put(`trailer\n<< /Size ${size} ${trailer}${previous === null ? '' : ` /Prev ${previous}`} >>\nstartxref\n${table}\n%%EOF\n`);
  return Uint8Array.from(Buffer.concat(parts));
}

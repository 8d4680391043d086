/** The past of a PDF file, told by its bytes: each time it is saved on top, a cross-reference section and an end mark are appended. */
import type { PdfStructure } from './pdf-types.ts';

const object = /(?:^|[\r\n\s])(\d{1,10})\s+(\d{1,5})\s+obj\b/g;
/** Streams that paint nothing a reader of the page sees. */
const unseen = /\/Type\s*\/(Metadata|XRef|ObjStm|Sig|EmbeddedFile)\b|\/Subtype\s*\/XML\b/;

/** @param bytes the file. Compressed object streams are not unpacked: what they rewrite is not counted. */
export function structureOf(bytes: Uint8Array): PdfStructure {
  const text = latin1(bytes);
  const ends = [...text.matchAll(/startxref\s+(\d+)\s+%%EOF/g)];
  const isLinearised = /\/Linearized\s+1/.test(text.slice(0, 2048));
  // A linearised file has its first-page section and end mark near its beginning (ISO 32000-2, annex F); it was written once.
  const written = isLinearised && ends.length > 1 ? ends.slice(1) : ends;
  const firstEnd = written[0] ? written[0].index + written[0][0].length : text.length;
  return { revisions: Math.max(1, written.length), rewrittenStreams: written.length > 1 ? rewritten(text, firstEnd) : 0 };
}

function rewritten(text: string, firstEnd: number): number {
  const before = new Set<string>();
  let count = 0;
  for (const found of text.matchAll(object)) {
    const number = found[1]!;
    if (found.index < firstEnd) {
      before.add(number);
      continue;
    }
    const body = text.slice(found.index + found[0].length, found.index + found[0].length + 4096);
    const head = body.slice(0, endOf(body, /\bendobj\b|\bstream\b/));
    if (before.has(number) && /\bstream\b/.test(body.slice(head.length, head.length + 8)) && !unseen.test(head)) count += 1;
  }
  return count;
}

function endOf(body: string, mark: RegExp): number {
  const at = body.search(mark);
  return at < 0 ? body.length : at;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 32_768) text += String.fromCharCode(...bytes.subarray(i, i + 32_768));
  return text;
}

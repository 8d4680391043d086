/** The past of a PDF file, told by its bytes: each time it is saved on top, a cross-reference section and an end mark are appended. */
import type { PdfStructure } from './pdf-types.ts';

const object = /(?:^|[\r\n\s])(\d{1,10})\s+(\d{1,5})\s+obj\b/g;
/** Streams that paint nothing a reader of the page sees. */
const unseen = /\/Type\s*\/(Metadata|XRef|ObjStm|Sig|EmbeddedFile)\b|\/Subtype\s*\/XML\b/;

/** @param bytes the file. Compressed object streams are not unpacked: what they rewrite is not counted. Pictures and embedded files are streams and stand outside them. */
export function structureOf(bytes: Uint8Array): PdfStructure {
  const text = latin1(bytes);
  const ends = [...text.matchAll(/startxref\s+(\d+)\s+%%EOF/g)];
  const isLinearised = /\/Linearized\s+1/.test(text.slice(0, 2048));
  // A linearised file has its first-page section and end mark near its beginning (ISO 32000-2, annex F); it was written once.
  const written = isLinearised && ends.length > 1 ? ends.slice(1) : ends;
  const firstEnd = written[0] ? written[0].index + written[0][0].length : text.length;
  return { revisions: Math.max(1, written.length), rewrittenStreams: written.length > 1 ? rewritten(text, firstEnd) : 0, attachments: [...text.matchAll(/\/Type\s*\/EmbeddedFile\b/g)].length, largestImage: largestImage(text) };
}

/** Objects of a page begin so; the rest of one that is longer tells nothing that is asked here. */
const headLength = 4096;

function rewritten(text: string, firstEnd: number): number {
  /** Numbers of the objects so far, with the streams of those that are pages. */
  const before = new Map<string, string>();
  let count = 0;
  for (const found of text.matchAll(object)) {
    const number = found[1]!;
    const body = text.slice(found.index + found[0].length, found.index + found[0].length + headLength);
    const head = body.slice(0, endOf(body, /\bendobj\b|\bstream\b/));
    const streams = streamsOfPage(head);
    const known = before.get(number);
    if (found.index >= firstEnd && known !== undefined) {
      const isStream = /\bstream\b/.test(body.slice(head.length, head.length + 8)) && !unseen.test(head);
      if (isStream || (streams !== '' && known !== '' && streams !== known)) count += 1;
    }
    if (found.index < firstEnd || known !== undefined) before.set(number, streams);
  }
  return count;
}

/** What the content of a page is painted by; empty: it is no page. A form field or a note that is appended writes the page anew with the streams it had. */
const streamsOfPage = (head: string): string => (/\/Type\s*\/Page\b/.test(head) ? (/\/Contents\s*(\[[^\]]*\]|\d+\s+\d+\s+R)/.exec(head)?.[1]?.replaceAll(/\s+/g, ' ') ?? '') : '');

/** The library leaves out what is too large without a word. A width or height that stands in an object of its own is not followed. */
function largestImage(text: string): number {
  return [...text.matchAll(/\/Subtype\s*\/Image\b/g)].reduce((largest, { index }) => {
    const head = text.slice(Math.max(text.lastIndexOf('obj', index), index - headLength), index) + text.slice(index, index + endOf(text.slice(index, index + headLength), /\bstream\b/));
    const side = (name: string): number => Number(new RegExp(`/${name}\\s+(\\d{1,6})\\b(?!\\s+\\d+\\s+R)`).exec(head)?.[1] ?? 0);
    return Math.max(largest, side('Width') * side('Height'));
  }, 0);
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

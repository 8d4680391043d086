/**
 * What a picture file tells of the programs it went through: camera tags, editors, screen grabbers, compression tables, a thumbnail. Read
 * from the bytes without decoding a pixel, bounded, and never an error: a file whose notes cannot be read says nothing.
 */
import { CodedError } from '../../errors.ts';
import type { Frame } from '../../frame.ts';
import { byteReader, startsWith } from './bytes.ts';
import { noExif, printable, readExifTags, type ExifTags } from './exif-tags.ts';
import type { PictureFormat, PictureHeader } from './header.ts';

export type FileTraces = {
  format: PictureFormat;
  /** Pixels of the file are exactly what was written: no lossy compression by this file. */
  lossless: boolean;
  /** A maker's name together with exposure data. */
  camera: boolean;
  /** Name of the program that wrote the file last, as it calls itself. */
  software: string | null;
  /** Canonical name of a picture editor that left a trace. */
  editor: string | null;
  /** Saves that an editor's own history (XMP) lists. */
  editSteps: number;
  /** Made by a program or system call that copies the screen, by its own words. */
  screenGrab: boolean;
  /** The file says that it was changed after the picture was taken. */
  changedLater: boolean;
  /** First quantisation table of a JPEG in zigzag order; null: none. */
  quantisation: number[] | null;
  thumbnail: { at: number; length: number } | null;
};

/** A file's traces with its thumbnail decoded by the host (null: none, or it cannot be decoded). */
export type PictureFile = { traces: FileTraces; thumbnail: Frame | null };

/** Names by which editors call themselves in EXIF Software, XMP CreatorTool, PNG text and IPTC; collected from their documentation. */
const editors: readonly [RegExp, string][] = [
  [/photoshop(?! camera)|adobe imageready/i, 'Photoshop'], [/\bgimp\b/i, 'GIMP'], [/paint\.net/i, 'Paint.NET'], [/pixelmator/i, 'Pixelmator'],
  [/affinity/i, 'Affinity'], [/snapseed/i, 'Snapseed'], [/picsart/i, 'PicsArt'], [/faceapp/i, 'FaceApp'], [/facetune/i, 'Facetune'], [/meitu|beautyplus|airbrush/i, 'Meitu'],
  [/photopea/i, 'Photopea'], [/pixlr/i, 'Pixlr'], [/canva/i, 'Canva'], [/coreldraw|corel photo|paintshop/i, 'Corel'], [/krita/i, 'Krita'], [/inkscape/i, 'Inkscape'],
  [/illustrator/i, 'Illustrator'], [/fireworks/i, 'Fireworks'], [/acorn/i, 'Acorn'], [/photoscape/i, 'PhotoScape'], [/fotor|befunky|polarr|vsco|lightx|remini/i, 'phone editor'],
  [/stable diffusion|midjourney|dall-?e|firefly|comfyui/i, 'picture generator'],
];
const grabbers = /screenshot|screen shot|screen capture|snipping|greenshot|sharex|flameshot|spectacle|snagit|lightshot/i;

/** Chosen, not measured: notes are looked for in so many bytes of one block; XMP packets of cameras are below 10 kB. */
const longestNote = 200_000;

type Notes = { exif: ExifTags; texts: string[]; xmp: string; photoshop: boolean; quantisation: number[] | null; lossless: boolean };
const noNotes = (): Notes => ({ exif: noExif, texts: [], xmp: '', photoshop: false, quantisation: null, lossless: false });

const noteReaders: Partial<Record<PictureFormat, (bytes: Uint8Array) => Notes>> = { jpeg: jpegNotes, png: pngNotes, webp: webpNotes };

/** @param bytes a file whose header was accepted (acceptPicture) */
export function fileTraces(bytes: Uint8Array, header: PictureHeader): FileTraces {
  const { exif, texts, xmp, photoshop, quantisation, lossless } = notesOf(bytes, header.format);
  const creator = /(?:CreatorTool|softwareAgent)(?:>|=["'])([^<"']{1,80})/i.exec(xmp)?.[1] ?? null;
  const names = [exif.software, creator, ...texts].filter((n): n is string => n !== null);
  const editor = editors.find(([pattern]) => names.some((n) => pattern.test(n)))?.[1] ?? (photoshop ? 'Photoshop' : null);
  return {
    format: header.format,
    lossless,
    camera: exif.make !== null && exif.exposure,
    software: exif.software ?? creator ?? texts[0] ?? null,
    editor,
    editSteps: Math.min(99, xmp.match(/stEvt:action(?:>|=["'])(?:saved|derived|converted)/g)?.length ?? 0),
    screenGrab: [...names, exif.userComment ?? ''].some((n) => grabbers.test(n)),
    changedLater: exif.taken !== null && exif.changed !== null && secondsOf(exif.changed) - secondsOf(exif.taken) > clockSlack,
    quantisation,
    thumbnail: exif.thumbnail,
  };
}

/** The thumbnail's own bytes; null: none, or not a JPEG. */
export function thumbnailBytes(bytes: Uint8Array, { thumbnail }: FileTraces): Uint8Array | null {
  const part = thumbnail ? bytes.subarray(thumbnail.at, thumbnail.at + thumbnail.length) : null;
  return part && startsWith(part, [0xff, 0xd8, 0xff]) ? part : null;
}

/** Cameras write both times within a burst; chosen, not measured. */
const clockSlack = 120;
const secondsOf = (exifTime: string): number => Date.parse(`${exifTime.slice(0, 10).replaceAll(':', '-')}T${exifTime.slice(11, 19)}Z`) / 1000;

function notesOf(bytes: Uint8Array, format: PictureFormat): Notes {
  try {
    return noteReaders[format]?.(bytes) ?? { ...noNotes(), lossless: format !== 'gif' };
  } catch (thrown) {
    if (thrown instanceof CodedError) return noNotes();
    throw thrown;
  }
}

function jpegNotes(bytes: Uint8Array): Notes {
  const read = byteReader(bytes, false);
  const notes = noNotes();
  for (let at = 2; read.u8(at) === 0xff; ) {
    const marker = read.u8(at + 1);
    if (marker === 0xff) { at += 1; continue; }
    if (marker === 0xda || marker === 0xd9) break;
    const length = read.u16(at + 2);
    if (length < 2) break;
    const end = Math.min(bytes.length, at + 2 + length);
    if (marker === 0xe1 && startsWith(bytes, 'Exif\0', at + 4)) notes.exif = readExifTags(bytes, at + 10, end);
    if (marker === 0xe1 && startsWith(bytes, 'http://ns.adobe.com/xap/', at + 4)) notes.xmp += latin(bytes, at + 33, end);
    // APP13 "Photoshop 3.0" alone is how IPTC is stored by many programs; with "Ducky" (save for web) it is the editor itself.
    if (marker === 0xec && startsWith(bytes, 'Ducky', at + 4)) notes.photoshop = true;
    if (marker === 0xfe) notes.texts.push(printable(latin(bytes, at + 4, Math.min(end, at + 84))) ?? '');
    if (marker === 0xdb && notes.quantisation === null && (read.u8(at + 4) >> 4) === 0) notes.quantisation = Array.from({ length: 64 }, (_, i) => read.u8(at + 5 + i));
    at += 2 + length;
  }
  return notes;
}

function pngNotes(bytes: Uint8Array): Notes {
  const read = byteReader(bytes, false);
  const notes = { ...noNotes(), lossless: true };
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = read.u32(at);
    const type = read.text(at + 4, 4);
    const end = Math.min(bytes.length, at + 8 + length);
    if (type === 'IEND') break;
    if (type === 'eXIf') notes.exif = readExifTags(bytes, at + 8, end);
    if (type === 'tEXt' || type === 'iTXt') {
      const text = latin(bytes, at + 8, end);
      if (text.startsWith('XML:com.adobe.xmp')) notes.xmp += text;
      else if (/^(Software|Comment|Source|Title)\0/.test(text)) notes.texts.push(printable(text.slice(text.indexOf('\0') + 1, 160)) ?? '');
    }
    at += 12 + length;
  }
  return notes;
}

function webpNotes(bytes: Uint8Array): Notes {
  const read = byteReader(bytes, true);
  const notes = noNotes();
  for (let at = 12; at + 8 <= bytes.length; ) {
    const [type, length] = [read.text(at, 4), read.u32(at + 4)];
    const end = Math.min(bytes.length, at + 8 + length);
    if (type === 'VP8L') notes.lossless = true;
    if (type === 'EXIF') notes.exif = readExifTags(bytes, startsWith(bytes, 'Exif\0', at + 8) ? at + 14 : at + 8, end);
    if (type === 'XMP ') notes.xmp += latin(bytes, at + 8, end);
    at += 8 + length + (length & 1);
  }
  return notes;
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  const part = bytes.subarray(from, Math.min(to, from + longestNote));
  let text = '';
  for (let i = 0; i < part.length; i += 8192) text += String.fromCharCode(...part.subarray(i, i + 8192));
  return text;
}

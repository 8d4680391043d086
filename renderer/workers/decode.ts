/** A picture file as upright sRGB pixels, in a worker: the same header, limits and codes as the CLI's decoder. */
import { CodedError, toCodedError } from '../../core/errors.ts';
import type { Frame } from '../../core/frame.ts';
import { decodeBmp } from '../../core/vision/picture/bmp.ts';
import { acceptPicture, analysisScale, pictureLimits, readPictureHeader, type PictureFormat, type PictureHeader } from '../../core/vision/picture/header.ts';
import { uprightFrame } from '../../core/vision/picture/orient.ts';
import { fileTraces, thumbnailBytes, type FileTraces } from '../../core/vision/picture/traces.ts';
import { isPdf } from '../../core/vision/picture/pdf-header.ts';
import { pngData } from '../../core/vision/picture/png-data.ts';
import { pictureOf, type Picture } from '../../core/vision/picture/picture.ts';
import { decodePnm } from '../../core/vision/picture/pnm.ts';
import { tiffPages } from './tiff.ts';

const mimeOf: Partial<Record<PictureFormat, string>> = { jpeg: 'image/jpeg', png: 'image/png', gif: 'image/gif', webp: 'image/webp' };

/** What the browser does not decode, or not the same everywhere. */
const ownDecoders: Partial<Record<PictureFormat, (bytes: Uint8Array) => Frame | Promise<Frame>>> = { bmp: decodeBmp, pnm: decodePnm, tiff: decodeTiff };

/** @throws CodedError file.* */
export async function decodePicture(bytes: Uint8Array): Promise<Picture> {
  const header = acceptPicture(bytes);
  try {
    const traces = fileTraces(bytes, header);
    return pictureOf(header, await storedPixels(bytes, header), { traces, thumbnail: await thumbnailOf(bytes, traces, header) });
  } catch (thrown) {
    // The header was whole and the file reaches its end, so what is wrong is inside the data.
    throw toCodedError(thrown, 'file.corrupt');
  }
}

/**
 * What checks of files look at. A picture that we cut out of a file has no notes of its own: that file's are told instead, without its thumbnail, which
 * shows more than the cut; none where it is no picture.
 * @param file null: `bytes` are as they came. @throws CodedError file.*
 */
export async function decodeBrought(bytes: Uint8Array, file: Uint8Array | null): Promise<Picture> {
  const picture = await decodePicture(bytes);
  if (file === null) return picture;
  const { file: _ofOurOwn, ...pixels } = picture;
  return isPdf(file) ? pixels : { ...pixels, file: { traces: fileTraces(file, readPictureHeader(file)), thumbnail: null } };
}

/** Whether a file can be shown and kept as it is, so that the record holds what was brought: places in its frame are places in it. Chosen: no camera's JPEG is larger. */
export function isOwnRecord(bytes: Uint8Array, { width, height }: Frame): boolean {
  const header = readPictureHeader(bytes);
  return header.format === 'jpeg' && bytes.length <= ownRecordBytes && header.orientation === 1 && header.width === width && header.height === height;
}
const ownRecordBytes = 16_000_000;

/** null: none, or one that cannot be decoded: a broken thumbnail is no reason to refuse the picture. */
async function thumbnailOf(bytes: Uint8Array, traces: FileTraces, header: PictureHeader): Promise<Frame | null> {
  const small = thumbnailBytes(bytes, traces);
  if (!small) return null;
  try {
    const found = readPictureHeader(small);
    if (found.width * found.height > pictureLimits.thumbnailPixels) return null;
    const bitmap = await createImageBitmap(new Blob([lyingAsStored(small, found) as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }));
    const context = contextOf(bitmap.width, bitmap.height);
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    return uprightFrame(context.getImageData(0, 0, context.canvas.width, context.canvas.height), header.orientation);
  } catch {
    return null;
  }
}

async function storedPixels(bytes: Uint8Array, header: PictureHeader): Promise<Frame> {
  const own = ownDecoders[header.format];
  if (own) return reduced(await own(bytes), header);
  const blob = new Blob([lyingAsStored(bytes, header) as Uint8Array<ArrayBuffer>], { type: mimeOf[header.format] ?? '' });
  // Strict first: createImageBitmap fills what a damaged file does not give with gray, ImageDecoder says so; of a PNG neither does.
  await decodesWhole(blob);
  if (header.format === 'png') await unpacksWhole(bytes);
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'default' });
  try {
    return drawn(bitmap, bitmap.width, bitmap.height, header);
  } finally {
    bitmap.close();
  }
}

/** With the orientation neutralised: whether browsers apply it has changed over versions, so the brain does it. */
function lyingAsStored(bytes: Uint8Array, { orientationAt }: PictureHeader): Uint8Array {
  if (orientationAt === null) return bytes;
  const copy = bytes.slice();
  copy[orientationAt] = 1;
  return copy;
}

async function decodesWhole(blob: Blob): Promise<void> {
  const decoder = new ImageDecoder({ data: await blob.arrayBuffer(), type: blob.type });
  try {
    const { image } = await decoder.decode({ completeFramesOnly: true });
    image.close();
  } finally {
    decoder.close();
  }
}

/** @throws CodedError file.corrupt when the data hold fewer pixels than the header says. Stops where there are enough. */
async function unpacksWhole(bytes: Uint8Array): Promise<void> {
  const { chunks, unpackedBytes } = pngData(bytes);
  const reader = new Blob(chunks as Uint8Array<ArrayBuffer>[]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  let unpacked = 0;
  while (unpacked < unpackedBytes) {
    const { done, value } = await reader.read();
    if (done) throw new CodedError('file.corrupt');
    unpacked += value.length;
  }
  await reader.cancel();
}

function drawn(source: CanvasImageSource, width: number, height: number, header: PictureHeader): Frame {
  const scale = analysisScale(header.width, header.height);
  const [w, h] = scale === 1 ? [width, height] : [Math.round(header.width * scale), Math.round(header.height * scale)];
  const canvas = contextOf(w, h);
  // Transparent places lie on white, as on paper.
  canvas.fillStyle = '#ffffff';
  canvas.fillRect(0, 0, w, h);
  canvas.imageSmoothingQuality = 'high';
  canvas.drawImage(source, 0, 0, w, h);
  return canvas.getImageData(0, 0, w, h);
}

function reduced(frame: Frame, header: PictureHeader): Frame {
  if (analysisScale(header.width, header.height) === 1) return frame;
  return drawn(canvasOf(frame), frame.width, frame.height, header);
}

async function decodeTiff(bytes: Uint8Array): Promise<Frame> {
  const [page] = await tiffPages(bytes, 1);
  if (!page) throw new CodedError('file.corrupt');
  return page;
}

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' });
  if (!context) throw new CodedError('engine.failed', { engine: 'canvas' });
  return context;
}

function canvasOf(frame: Frame): OffscreenCanvas {
  const context = contextOf(frame.width, frame.height);
  context.putImageData(new ImageData(new Uint8ClampedArray(frame.data), frame.width, frame.height), 0, 0);
  return context.canvas;
}

/** Without loss, for what is still to be measured. */
export async function encodePng(frame: Frame): Promise<Uint8Array> {
  const blob = await canvasOf(frame).convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

/** A small JPEG of it, its long side `side` pixels at most. */
export async function previewOf(frame: Frame, side: number): Promise<Uint8Array> {
  const scale = Math.min(1, side / Math.max(frame.width, frame.height));
  const small = contextOf(Math.max(1, Math.round(frame.width * scale)), Math.max(1, Math.round(frame.height * scale)));
  small.imageSmoothingQuality = 'high';
  small.drawImage(canvasOf(frame), 0, 0, small.canvas.width, small.canvas.height);
  const blob = await small.canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
  return new Uint8Array(await blob.arrayBuffer());
}

/** JPEG for the record and the screen. 0.92: no loss that any check of ours measures; chosen, not measured. */
export async function encodeJpeg(frame: Frame, quality = 0.92): Promise<Uint8Array> {
  const blob = await canvasOf(frame).convertToBlob({ type: 'image/jpeg', quality });
  return new Uint8Array(await blob.arrayBuffer());
}

/** The pixels of a camera frame, its long side reduced to `longest`; closes the bitmap. */
export function pixelsOf(bitmap: ImageBitmap, longest: number): Picture {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
  try {
    const context = liveContext(longest, width, height);
    context.drawImage(bitmap, 0, 0, width, height);
    return { frame: context.getImageData(0, 0, width, height), width: bitmap.width, height: bitmap.height, scale: bitmap.width / width };
  } finally {
    bitmap.close();
  }
}

const live = new Map<number, OffscreenCanvasRenderingContext2D>();

/** One canvas for the frames of a stream, small and whole ones apart: a new one a frame would be garbage of 3.7 or 8.3 MB each. */
function liveContext(longest: number, width: number, height: number): OffscreenCanvasRenderingContext2D {
  const known = live.get(longest);
  if (known?.canvas.width === width && known.canvas.height === height) return known;
  const context = contextOf(width, height);
  live.set(longest, context);
  return context;
}

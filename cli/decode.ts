/** A picture file as upright sRGB pixels, in Node: the same header, limits and codes as the worker's decoder. */
import { readFile, stat } from 'node:fs/promises';
import sharp from 'sharp';
import { CodedError, toCodedError } from '../core/errors.ts';
import type { Frame } from '../core/frame.ts';
import type { Picture } from '../core/vision/picture/picture.ts';
import { decodeBmp } from '../core/vision/picture/bmp.ts';
import { acceptFileSize, acceptPicture, analysisScale, pictureLimits, type PictureHeader } from '../core/vision/picture/header.ts';
import { uprightFrame } from '../core/vision/picture/orient.ts';
import { pictureOf } from '../core/vision/picture/picture.ts';
import { fileTraces, thumbnailBytes, type FileTraces } from '../core/vision/picture/traces.ts';
import { decodePnm } from '../core/vision/picture/pnm.ts';

// One picture at a time: libvips' cache would only keep customers' pixels in memory.
sharp.cache(false);

/** @throws CodedError file.not-found · file.unreadable · file.too-large */
export async function readPictureFile(path: string): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new CodedError('file.not-a-picture');
    acceptFileSize(found.size);
    return await readFile(path);
  } catch (thrown) {
    if (thrown instanceof CodedError) throw thrown;
    const missing = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes((thrown as NodeJS.ErrnoException).code ?? '');
    throw new CodedError(missing ? 'file.not-found' : 'file.unreadable', {}, { cause: thrown });
  }
}

/** @throws CodedError file.* */
export async function decodePicture(bytes: Uint8Array): Promise<Picture> {
  const header = acceptPicture(bytes);
  const traces = fileTraces(bytes, header);
  return pictureOf(header, await storedPixels(bytes, header), { traces, thumbnail: await thumbnailOf(bytes, traces, header) });
}

/** null: none, or one that cannot be decoded: a broken thumbnail is no reason to refuse the picture. */
async function thumbnailOf(bytes: Uint8Array, traces: FileTraces, header: PictureHeader): Promise<Frame | null> {
  const small = thumbnailBytes(bytes, traces);
  if (!small) return null;
  try {
    const { data, info } = await sharp(small, { limitInputPixels: pictureLimits.thumbnailPixels }).toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    return uprightFrame({ width: info.width, height: info.height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength) }, header.orientation);
  } catch {
    return null;
  }
}

const ownDecoders: Partial<Record<PictureHeader['format'], (bytes: Uint8Array) => Frame>> = { bmp: decodeBmp, pnm: decodePnm };

/** Pixels as stored (not yet upright), reduced to the analysed size. */
async function storedPixels(bytes: Uint8Array, header: PictureHeader): Promise<Frame> {
  const own = ownDecoders[header.format];
  const scale = analysisScale(header.width, header.height);
  const decoded = own?.(bytes);
  if (decoded && scale === 1) return decoded;
  try {
    const source = decoded
      ? sharp(decoded.data, { raw: { width: decoded.width, height: decoded.height, channels: 4 } })
      : sharp(bytes, { failOn: 'error', limitInputPixels: pictureLimits.pixels, sequentialRead: true });
    const sized = scale === 1 ? source : source.resize(Math.round(header.width * scale), Math.round(header.height * scale), { fit: 'fill', kernel: 'cubic' });
    const { data, info } = await sized.flatten({ background: '#ffffff' }).toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength) };
  } catch (thrown) {
    // The header was whole and the file reaches its end, so what is wrong is inside the data.
    throw toCodedError(thrown, 'file.corrupt');
  }
}

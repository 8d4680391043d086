/** TIFF, which the browser does not decode: its pages as pixels. */
import { CodedError, toCodedError } from '../../core/errors.ts';
import { createFrame, type Frame } from '../../core/frame.ts';
import { pictureLimits } from '../../core/vision/picture/header.ts';

/** TIFF 6.0: NewSubfileType, ImageWidth, ImageLength, BitsPerSample, PhotometricInterpretation, SamplesPerPixel. */
const tags = { subfile: 't254', width: 't256', height: 't257', bits: 't258', photometric: 't262', samples: 't277' };
const inks = 5;

/** The first `most` pages of a TIFF, without its thumbnails. @throws CodedError file.* */
export async function tiffPages(bytes: Uint8Array, most: number): Promise<Frame[]> {
  const tiff = (await import('utif2')).default;
  const buffer = bytes.slice().buffer;
  try {
    const pages = tiff.decode(buffer);
    const tag = (page: (typeof pages)[number], name: string): number => Number((page[name] as number[] | undefined)?.[0] ?? 0);
    return pages.filter((page) => (tag(page, tags.subfile) & 1) === 0).slice(0, most).map((page) => {
      // The size is known only after decoding the directory; a page that claims too much is not unpacked.
      const area = tag(page, tags.width) * tag(page, tags.height);
      if (area > pictureLimits.pixels) throw new CodedError('file.too-many-pixels', { megapixels: Math.round(area / 1e6), limit: pictureLimits.pixels / 1e6 });
      const ofInks = tag(page, tags.photometric) === inks;
      if (ofInks && tag(page, tags.bits) !== 8) throw new CodedError('file.unsupported-format', { format: 'TIFF, CMYK' });
      tiff.decodeImage(buffer, page);
      // The library asks `window` for colour profiles of inks, which no worker has.
      const rgba = ofInks ? lightOfInks(page.data, page.width * page.height, tag(page, tags.samples)) : tiff.toRGBA8(page);
      return onWhite(createFrame(page.width, page.height, new Uint8ClampedArray(rgba.buffer, rgba.byteOffset, rgba.byteLength)));
    });
  } catch (thrown) {
    throw toCodedError(thrown, 'file.corrupt');
  }
}

/** TIFF 6.0, section 16: 0 is no ink, 255 all of it. Without the profile of the press colours come out somewhat brighter. */
function lightOfInks(data: Uint8Array, pixels: number, samples: number): Uint8Array {
  const rgba = new Uint8Array(pixels * 4).fill(255);
  for (let i = 0; i < pixels; i += 1) {
    const at = i * samples;
    const light = (255 - (data[at + 3] ?? 0)) / 255;
    for (let c = 0; c < 3; c += 1) rgba[i * 4 + c] = Math.round((255 - (data[at + c] ?? 0)) * light);
  }
  return rgba;
}

function onWhite(frame: Frame): Frame {
  const { data } = frame;
  for (let i = 0; i < data.length; i += 4) {
    const alpha = (data[i + 3] ?? 255) / 255;
    if (alpha === 1) continue;
    for (let c = i; c < i + 3; c += 1) data[c] = (data[c] ?? 0) * alpha + 255 * (1 - alpha);
    data[i + 3] = 255;
  }
  return frame;
}

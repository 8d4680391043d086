import type { BarcodeFormat } from '../../document/reading.ts';
import { regionOf, type Frame, type GrayImage, type Point, type Region } from '../../frame.ts';
import type { Symbol2d } from '../engines/barcode.ts';
import { mapPoint } from '../document/plane.ts';
import { resize } from '../mrz/pyramid.ts';
import { defineArtifact } from './artifact.ts';

/** A decoded symbol, its place in pixels of the frame. */
export type FoundSymbol = { format: BarcodeFormat; text: string; region: Region };

/** As many as a reading keeps. */
const most = 8;
/**
 * Long side of the first look, pixels. A licence's narrowest bar is 0.17 mm (AAMVA DL/ID 2020, D.3.1), so a card that fills 60 % of it gets
 * 2.9 pixels a bar; ZXing needs about 2. It bounds the time: see `npm run bench:barcode`.
 */
const firstLook = 2400;

/**
 * PDF417, QR, Aztec and DataMatrix on the picture; where that shows none, on the document seen straight on; and on all pixels where there
 * is no document either.
 */
export const barcodes = defineArtifact({
  name: 'barcodes',
  async make(gather, engines): Promise<FoundSymbol[]> {
    const reader = await engines.barcode();
    const frame = await gather('frame');
    const scale = Math.max(1, Math.max(frame.width, frame.height) / firstLook);
    const first = scale === 1 ? frame : frameOf(resize(await gather('gray'), frame.width / scale, frame.height / scale));
    const found = placed(await reader.read(first, most), (p) => ({ x: p.x * scale, y: p.y * scale }));
    if (found.length > 0) return found;
    const { documents } = await gather('documentGeometry');
    if (documents.length === 0) return scale === 1 ? [] : placed(await reader.read(frame, most), (p) => p);
    const { page, toSource } = await gather('documentPage');
    return placed(await reader.read(page, most), (p) => mapPoint(toSource, p));
  },
});

const placed = (symbols: readonly Symbol2d[], toFrame: (p: Point) => Point): FoundSymbol[] =>
  symbols.slice(0, most).map(({ format, text, corners }) => ({ format, text, region: regionOf(corners.map(toFrame)) }));

function frameOf({ width, height, data }: GrayImage): Frame {
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let i = 0, at = 0; i < data.length; i++, at += 4) {
    pixels[at] = pixels[at + 1] = pixels[at + 2] = data[i]!;
    pixels[at + 3] = 255;
  }
  return { width, height, data: pixels };
}

import type { BarcodeFormat } from '../../document/reading.ts';
import { regionOf, type Frame, type GrayImage, type Point, type Quad, type Region } from '../../frame.ts';
import { barDirections } from '../barcode/bar-directions.ts';
import { dewarp } from '../document/dewarp.ts';
import { distance, homographyBetween, mapPoint } from '../document/plane.ts';
import { pageCorners } from '../document/proof.ts';
import type { BarcodeReader, Symbol2d } from '../engines/barcode.ts';
import type { OpenCv } from '../engines/opencv.ts';
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
 * PDF417, QR, Aztec and DataMatrix on the picture; where that shows none, on the document seen straight on; and where there is no document
 * either, on all pixels and turned so that the strongest bars stand upright.
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
    if (documents.length === 0) {
      const whole = scale === 1 ? [] : placed(await reader.read(frame, most), (p) => p);
      return whole.length > 0 ? whole : turnedLooks(reader, await engines.opencv(), first, await gather('gray'), scale);
    }
    const { page, toSource } = await gather('documentPage');
    return placed(await reader.read(page, most), (p) => mapPoint(toSource, p));
  },
});

/** Directions in which bars are strongest, looked at in turn. A document's outline would have straightened them: this is for pictures without one. */
const turnsTried = 2;

async function turnedLooks(reader: BarcodeReader, opencv: OpenCv, picture: Frame, gray: GrayImage, scale: number): Promise<FoundSymbol[]> {
  for (const degrees of barDirections(gray, turnsTried)) {
    const quad = turnedAround(picture, degrees);
    const size = { width: Math.round(distance(quad[0], quad[1])), height: Math.round(distance(quad[1], quad[2])) };
    const back = homographyBetween(pageCorners(size.width, size.height), quad);
    const found = placed(await reader.read(dewarp(opencv, picture, quad, size), most), (p) => {
      const at = mapPoint(back, p);
      return { x: at.x * scale, y: at.y * scale };
    });
    if (found.length > 0) return found;
  }
  return [];
}

/** The turned rectangle that holds the whole picture, as a quad in its pixels. */
function turnedAround({ width, height }: Frame, degrees: number): Quad {
  const angle = (degrees * Math.PI) / 180;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const [across, down] = [(width * c + height * s) / 2, (width * s + height * c) / 2];
  const corner = (x: number, y: number): Point => ({ x: width / 2 + x * c - y * s, y: height / 2 + x * s + y * c });
  return [corner(-across, -down), corner(across, -down), corner(across, down), corner(-across, down)];
}

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

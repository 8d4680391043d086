/**
 * Two-dimensional symbols by zxing-wasm (ZXing-C++, reader build). The library would fetch its WASM from a public network by itself:
 * here it gets the bytes of our own copy, and no address it could fetch.
 */
import type { readBarcodes } from 'zxing-wasm/reader';
import { toCodedError } from '../../errors.ts';
import type { BarcodeFormat } from '../../document/reading.ts';
import type { Frame, Quad } from '../../frame.ts';
import type { ResourceLoader } from './engine.ts';

/** A decoded symbol; error correction vouches for the text. Corners in pixels of the picture given, from the symbol's own top left clockwise. */
export type Symbol2d = { format: BarcodeFormat; text: string; corners: Quad };

export type BarcodeReader = {
  /**
   * Symbols at any rotation (PDF417: within a few degrees of a quarter turn), lighter or darker than their ground. Blocks while it works: the caller bounds the picture.
   * @throws CodedError engine.failed
   */
  read(picture: Frame, most: number): Promise<Symbol2d[]>;
};

const wasmName = 'wasm/zxing/zxing_reader.wasm';
// ZXing names the variants of a symbology apart; those that no identity document uses are not looked for (ISO/IEC 15438, 18004, 24778, 16022).
const formats = { PDF417: 'PDF417', QRCode: 'QRCode', Aztec: 'Aztec', DataMatrix: 'DataMatrix' } as const satisfies Record<string, BarcodeFormat>;
const isKnown = (format: string): format is keyof typeof formats => format in formats;

/** @throws CodedError model.missing, model.changed, engine.failed */
export async function createBarcodeReader(load: ResourceLoader): Promise<BarcodeReader> {
  const bytes = await load(wasmName);
  const zxing = await start(bytes).catch((thrown: unknown) => {
    throw toCodedError(thrown, 'engine.failed');
  });
  return {
    async read({ width, height, data }, most) {
      // The library asks for no more of an ImageData than these.
      const picture = { width, height, data } as never;
      try {
        const found = await zxing.readBarcodes(picture, { formats: Object.values(formats), maxNumberOfSymbols: most, textMode: 'Plain', tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true });
        return found.flatMap(({ isValid, format, text, position: p }) =>
          (isValid && isKnown(format) ? [{ format: formats[format], text, corners: [p.topLeft, p.topRight, p.bottomRight, p.bottomLeft] as Quad }] : []));
      } catch (thrown) {
        throw toCodedError(thrown, 'engine.failed');
      }
    },
  };
}

async function start(bytes: Uint8Array): Promise<{ readBarcodes: typeof readBarcodes }> {
  const zxing = await import('zxing-wasm/reader');
  // Asked for a name even where the bytes are given; the library's own answer would be an address in a public network.
  const locateFile = (name: string): string => name;
  await zxing.prepareZXingModule({ overrides: { wasmBinary: bytes.slice().buffer, locateFile, printErr: () => undefined }, fireImmediately: true });
  return zxing;
}

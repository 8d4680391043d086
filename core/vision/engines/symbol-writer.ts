/** QR codes by the writer build of zxing-wasm; like the reader it is given the bytes of our own copy and no address to fetch. */
import { toCodedError } from '../../errors.ts';
import type { ResourceLoader } from './engine.ts';

/** Rows of modules, true is ink; without the quiet zone of four modules that ISO/IEC 18004 wants around it. */
export type SymbolRows = boolean[][];
export type SymbolWriter = { /** @param level of error correction (ISO/IEC 18004); L when not given. @throws CodedError engine.failed, where the text does not fit too */ write(text: string, level?: 'L' | 'Q'): Promise<SymbolRows> };

const wasmName = 'wasm/zxing/zxing_writer.wasm';

/** @throws CodedError model.missing, model.changed, engine.failed */
export async function createSymbolWriter(load: ResourceLoader): Promise<SymbolWriter> {
  const bytes = await load(wasmName);
  const zxing = await import('zxing-wasm/writer');
  try {
    await zxing.prepareZXingModule({ overrides: { wasmBinary: bytes.slice().buffer, locateFile: (name: string) => name, printErr: () => undefined }, fireImmediately: true });
  } catch (thrown) {
    throw toCodedError(thrown, 'engine.failed');
  }
  return {
    async write(text, level = 'L') {
      // Level L: it is photographed from a screen or fresh paper, and larger modules are worth more to an old telephone than spare ones.
      const { symbol, error } = await zxing.writeBarcode(text, { format: 'QRCode', options: `ecLevel=${level}`, addQuietZones: false });
      if (error) throw toCodedError(new Error('symbol'), 'engine.failed');
      return Array.from({ length: symbol.height }, (_, y) => Array.from({ length: symbol.width }, (_, x) => symbol.data[y * symbol.width + x] === 0));
    },
  };
}

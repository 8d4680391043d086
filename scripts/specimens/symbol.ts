/** Two-dimensional symbols by the writer build of zxing-wasm, from its package alone: development and tests only, never shipped. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import type { BarcodeFormat } from '../../core/document/reading.ts';
import type { Frame } from '../../core/frame.ts';

/** One value a module, 0 ink and 255 ground, no quiet zone; rows of PDF417 are three modules high (AAMVA DL/ID 2020, D.3.2). */
export type SymbolModules = { width: number; height: number; data: Uint8ClampedArray };

let ready: Promise<unknown> | undefined;

/** @param options of ZXing's creator, for example `columns=13,ecLevel=5`. @throws Error when the text does not fit. */
export async function symbolModules(format: BarcodeFormat, text: string, options = ''): Promise<SymbolModules> {
  ready ??= readFile(createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm')).then((bytes) =>
    prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(bytes).buffer, locateFile: (name: string) => name }, fireImmediately: true }));
  await ready;
  const { symbol, error } = await writeBarcode(text, { format, options, addQuietZones: false });
  if (error) throw new Error(`${format}: ${error}`);
  return { width: symbol.width, height: symbol.height, data: Uint8ClampedArray.from(symbol.data) };
}

/** `pixels` a module, with a quiet zone of `quiet` modules. */
export function symbolPicture({ width, height, data }: SymbolModules, pixels: number, quiet: number): Frame {
  const [w, h] = [(width + 2 * quiet) * pixels, (height + 2 * quiet) * pixels];
  const out = new Uint8ClampedArray(w * h * 4).fill(255);
  for (let y = 0; y < height * pixels; y++) {
    for (let x = 0; x < width * pixels; x++) {
      const at = ((y + quiet * pixels) * w + x + quiet * pixels) * 4;
      out.fill(data[Math.floor(y / pixels) * width + Math.floor(x / pixels)]!, at, at + 3);
    }
  }
  return { width: w, height: h, data: out };
}

/** The modules as an SVG path in millimetres, `module` wide each, its top left corner at x, y. */
export function symbolPath({ width, height, data }: SymbolModules, x: number, y: number, module: number): string {
  const runs: string[] = [];
  for (let r = 0; r < height; r++) {
    for (let c = 0; c < width; c++) {
      if (data[r * width + c] !== 0) continue;
      const from = c;
      while (c < width && data[r * width + c] === 0) c++;
      runs.push(`M${(x + from * module).toFixed(4)} ${(y + r * module).toFixed(4)}h${((c - from) * module).toFixed(4)}v${module.toFixed(4)}h${(-(c - from) * module).toFixed(4)}z`);
    }
  }
  return `<path d="${runs.join('')}" fill="#000" shape-rendering="crispEdges"/>`;
}

import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadResource } from '../../../cli/resources.ts';
import { symbolModules, symbolPicture } from '../../../scripts/specimens/symbol.ts';
import { barcodeFormats } from '../../document/reading.ts';
import { createFrame, regionOf, type Frame } from '../../frame.ts';
import { createBarcodeReader } from './barcode.ts';

const text = 'SPECIMEN HALVORSEN 14 HARBOUR LANE';
afterEach(() => vi.unstubAllGlobals());

/** A quarter turn clockwise. */
function turned({ width, height, data }: Frame): Frame {
  const out = createFrame(height, width);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) out.data.set(data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4), (x * height + height - 1 - y) * 4);
  return out;
}

describe('createBarcodeReader', () => {
  it('asks no network: neither to start nor to read', async () => {
    const asked = vi.fn(() => Promise.reject(new Error('no network')));
    vi.stubGlobal('fetch', asked);
    vi.stubGlobal('XMLHttpRequest', asked);
    const load = vi.fn(loadResource);
    vi.resetModules();
    const { createBarcodeReader: afresh } = await import('./barcode.ts');
    const reader = await afresh(load);
    expect(await reader.read(symbolPicture(await symbolModules('QRCode', text), 4, 4), 8)).toMatchObject([{ text }]);
    expect(load.mock.calls).toEqual([['wasm/zxing/zxing_reader.wasm']]);
    expect(asked).not.toHaveBeenCalled();
  });

  it.each(barcodeFormats)('reads %s at each quarter turn, with its corners', async (format) => {
    const reader = await createBarcodeReader(loadResource);
    const modules = await symbolModules(format, text);
    let picture = symbolPicture(modules, 4, 4);
    for (let turn = 0; turn < 4; turn++) {
      const [found] = await reader.read(picture, 8);
      expect(found).toMatchObject({ format, text });
      const box = regionOf(found!.corners);
      expect(Math.max(Math.abs(box.x - 16), Math.abs(box.y - 16), Math.abs(box.width - picture.width + 32), Math.abs(box.height - picture.height + 32))).toBeLessThanOrEqual(8);
      picture = turned(picture);
    }
  });

  it('finds nothing on an empty picture', async () => {
    expect(await (await createBarcodeReader(loadResource)).read(createFrame(300, 200), 8)).toEqual([]);
  });

  it('gives no more than was asked for', async () => {
    const reader = await createBarcodeReader(loadResource);
    const one = symbolPicture(await symbolModules('QRCode', text), 4, 4);
    const row = createFrame(one.width * 3, one.height);
    for (let y = 0; y < one.height; y++) for (let i = 0; i < 3; i++) row.data.set(one.data.subarray(y * one.width * 4, (y + 1) * one.width * 4), (y * 3 + i) * one.width * 4);
    expect(await reader.read(row, 8)).toHaveLength(3);
    expect(await reader.read(row, 2)).toHaveLength(2);
  });

  it('maps what goes wrong', async () => {
    vi.resetModules();
    const { createBarcodeReader: afresh } = await import('./barcode.ts');
    await expect(afresh(() => Promise.resolve(new Uint8Array([0, 97, 115, 109])))).rejects.toThrow('engine.failed');
    await expect(afresh(() => loadResource('wasm/zxing/none.wasm'))).rejects.toThrow('model.missing');
  });
});

import { expect, it } from 'vitest';
import { loadResource } from '../../../cli/resources.ts';
import { createBarcodeReader } from './barcode.ts';
import { createSymbolWriter } from './symbol-writer.ts';

it('what is written is read again, letters of all our languages too', async () => {
  const text = 'Qué debe traer: justificante\nÀ apporter jusqu’au 3 février\nKöln, Größe 12';
  const rows = await (await createSymbolWriter(loadResource)).write(text);
  const [module, quiet] = [4, 4];
  const side = (rows.length + 2 * quiet) * module;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [y, row] of rows.entries()) for (const [x, ink] of row.entries()) if (ink) for (let i = 0; i < module * module; i++) data.fill(0, 4 * ((y + quiet) * module * side + Math.floor(i / module) * side + (x + quiet) * module + (i % module)), 4 * ((y + quiet) * module * side + Math.floor(i / module) * side + (x + quiet) * module + (i % module)) + 3);
  const found = await (await createBarcodeReader(loadResource)).read({ width: side, height: side, data } as never, 1);
  expect(found.map((f) => f.text)).toEqual([text]);
});

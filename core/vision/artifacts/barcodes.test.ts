import { afterAll, describe, expect, it } from 'vitest';
import { createEngines } from '../../../cli/engines.ts';
import { licenceText, usLicence } from '../../../scripts/specimens/document/aamva-text.ts';
import { licenceBacks, symbolLicenceBack, type LicenceBackId } from '../../../scripts/specimens/document/licence-back.ts';
import { symbolModules, symbolPicture } from '../../../scripts/specimens/symbol.ts';
import { readDocument, study } from '../../brain.ts';
import { createFrame, type Frame } from '../../frame.ts';
import { createGatherer } from '../gather.ts';

const engines = createEngines();
afterAll(async () => (await engines.print()).close());

/** `picture` on a gray ground of this size. */
function laidOn(picture: Frame, width: number, height: number, x: number, y: number): Frame {
  const out = createFrame(width, height);
  out.data.fill(120);
  for (let i = 3; i < out.data.length; i += 4) out.data[i] = 255;
  for (let r = 0; r < picture.height; r++) out.data.set(picture.data.subarray(r * picture.width * 4, (r + 1) * picture.width * 4), ((y + r) * width + x) * 4);
  return out;
}

/** `picture` turned about the middle of a gray square, nearest pixels. */
function turnedOn(picture: Frame, side: number, degrees: number): Frame {
  const out = createFrame(side, side);
  out.data.fill(120);
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  for (let y = 0, at = 0; y < side; y++) {
    for (let x = 0; x < side; x++, at += 4) {
      const u = Math.floor((x - side / 2) * c + (y - side / 2) * s + picture.width / 2), v = Math.floor((y - side / 2) * c - (x - side / 2) * s + picture.height / 2);
      out.data[at + 3] = 255;
      if (u >= 0 && v >= 0 && u < picture.width && v < picture.height) out.data.set(picture.data.subarray((v * picture.width + u) * 4, (v * picture.width + u) * 4 + 3), at);
    }
  }
  return out;
}

describe('barcodes', () => {
  it('places in pixels of the frame, also where the first look is a reduced one', async () => {
    const symbol = symbolPicture(await symbolModules('QRCode', 'SPECIMEN'), 12, 4);
    const gather = createGatherer(engines, { frame: laidOn(symbol, 3600, 1500, 2000, 600), effort: 'still' });
    const [found] = await gather('barcodes');
    expect(found).toMatchObject({ format: 'QRCode', text: 'SPECIMEN' });
    expect(Math.abs(found!.region.x - 2048)).toBeLessThan(15);
    expect(Math.abs(found!.region.y - 648)).toBeLessThan(15);
    expect(Math.abs(found!.region.width - (symbol.width - 96))).toBeLessThan(30);
  }, 120_000);

  it.each([0, 17, 38, 64, 121])('a licence symbol lying askew by %i degrees, with no document around it to straighten it', async (degrees) => {
    const symbol = symbolPicture(await symbolModules('PDF417', licenceText(usLicence), 'columns=13,ecLevel=5'), 3, 12);
    const gather = createGatherer(engines, { frame: turnedOn(symbol, 1300, degrees), effort: 'still' });
    expect(await gather('barcodes')).toMatchObject([{ format: 'PDF417', text: licenceText(usLicence) }]);
  }, 120_000);

  it.each(Object.keys(licenceBacks) as LicenceBackId[])('the back of a %s says all that is in its symbol', async (id) => {
    const { sheet } = await symbolLicenceBack(id);
    const reading = await readDocument(study(engines, { frame: sheet, width: sheet.width, height: sheet.height, scale: 1 } as never));
    expect(reading.documentType).toEqual({ class: 'driving-licence', country: licenceBacks[id].country, confidence: 0.99 });
    expect(reading.barcodes).toMatchObject([{ format: 'PDF417', standard: 'AAMVA' }]);
    expect(Object.fromEntries(Object.entries(reading.bySource.barcode ?? {}).map(([name, f]) => [name, f?.value]))).toEqual(licenceBacks[id].fields);
    expect(reading.fields.documentNumber?.source).toBe('barcode');
  }, 120_000);
});

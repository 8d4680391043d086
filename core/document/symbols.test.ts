import { describe, expect, it } from 'vitest';
import { readSymbols } from './symbols.ts';

const place = { x: 1, y: 2, width: 3, height: 4 };
const licence = '@\n\x1e\rANSI 636000100001DL00310100DLDCSHALVORSEN\nDACINGRID\nDAQZ64235789\r';

describe('readSymbols', () => {
  it('names every symbol, takes the fields of the one that is known', () => {
    const got = readSymbols([{ format: 'QRCode', text: 'WIFI:S:desk;;', region: place }, { format: 'PDF417', text: licence, region: place }]);
    expect(got.barcodes).toEqual([{ format: 'QRCode', standard: null, region: place }, { format: 'PDF417', standard: 'AAMVA', region: place }]);
    expect(got.fields?.documentNumber).toEqual({ value: 'Z64235789', source: 'barcode', confidence: 0.99, region: place });
    expect(got.documentType).toMatchObject({ class: 'driving-licence', country: 'USA' });
  });
  it('a QR code that says the same is not a licence', () => expect(readSymbols([{ format: 'QRCode', text: licence, region: place }])).toMatchObject({ fields: null, documentType: null }));
  it('keeps no text', () => expect(JSON.stringify(readSymbols([{ format: 'QRCode', text: 'WIFI:S:desk;;', region: place }]))).not.toContain('WIFI'));
});

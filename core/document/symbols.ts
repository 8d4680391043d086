/** Fields of decoded symbols, by what their text follows. */
import { fieldsOfAamva, parseAamva, typeOfAamva } from './aamva.ts';
import { parseAamvaStripe } from './aamva-stripe.ts';
import type { Barcode, BarcodeFormat, DocumentType, Field, Fields } from './reading.ts';

type DecodedSymbol = { format: BarcodeFormat; text: string; region: NonNullable<Field['region']> };

export type SymbolReading = { barcodes: Barcode[]; /** Null: no symbol speaks of a person. */ fields: Fields | null; documentType: DocumentType | null };

/** The first symbol of a known standard gives the fields; the others are named only. */
export function readSymbols(symbols: readonly DecodedSymbol[]): SymbolReading {
  const parsed = symbols.map(({ format, text, region }) => ({ format, region, card: format === 'PDF417' ? (parseAamva(text) ?? parseAamvaStripe(text)) : null }));
  const known = parsed.find((p) => p.card !== null);
  return {
    barcodes: parsed.map(({ format, region, card }) => ({ format, standard: card ? 'AAMVA' : null, region })),
    fields: known?.card ? fieldsOfAamva(known.card, known.region) : null,
    documentType: known?.card ? typeOfAamva(known.card) : null,
  };
}

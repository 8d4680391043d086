import { typeOfMrz, typeOfPrint } from '../../document/classification.ts';
import { fieldsOfMrz } from '../../document/mrz.ts';
import { fieldsOfPrint } from '../../document/print-fields.ts';
import { bestFields, type DocumentReading } from '../../document/reading.ts';
import { readSymbols } from '../../document/symbols.ts';
import { placeInFinding } from '../mrz/read-mrz.ts';
import { defineArtifact } from './artifact.ts';

/** MRZ and symbols first: they are quick and sure. Print is read only where neither says who, because it takes seconds. */
export const documentReading = defineArtifact({
  name: 'documentReading',
  async make(gather): Promise<DocumentReading> {
    // Centuries of two-digit years only; whether a document is expired is decided against the case's own date.
    const today = new Date().toISOString().slice(0, 10);
    const found = await gather('mrzFinding');
    const symbols = readSymbols(await gather('barcodes'));
    const carried = symbols.fields ? { barcode: symbols.fields } : {};
    if (found || symbols.fields) {
      const bySource = { ...(found ? { mrz: fieldsOfMrz(found.mrz, today, placeInFinding(found)) } : {}), ...carried };
      return { documentType: found ? typeOfMrz(found.mrz) : symbols.documentType, mrz: found?.mrz ?? null, barcodes: symbols.barcodes, fields: bestFields(bySource), bySource };
    }
    const lines = await gather('printedText');
    const { documents } = await gather('documentGeometry');
    const documentType = typeOfPrint(lines, { format: documents[0]?.format ?? null });
    const bySource = { print: fieldsOfPrint(lines, documentType?.class ?? null, documentType?.country ?? null, today) };
    return { documentType, mrz: null, barcodes: symbols.barcodes, fields: bestFields(bySource), bySource };
  },
});

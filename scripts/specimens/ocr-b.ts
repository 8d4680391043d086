/** OCR-B (ISO 1073-2), the font of every MRZ, from Debian's fonts-ocr-b. */
import { svgToFrame } from './raster.ts';

export const ocrB = 'OCR B';

const probe = (family: string): Promise<{ data: Uint8ClampedArray }> =>
  svgToFrame(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="60"><text x="5" y="45" font-family="${family}" font-size="40">P&lt;UTO0123K8</text></svg>`);

/** fontconfig silently draws another font when one is missing; then both pictures are the same. @throws Error naming the package */
export async function requireOcrB(): Promise<void> {
  const [wanted, fallback] = await Promise.all([probe(ocrB), probe('No Such Font At All')]);
  if (Buffer.compare(Buffer.from(wanted.data), Buffer.from(fallback.data)) !== 0) return;
  throw new Error('The font OCR-B is not installed, so no machine readable zone can be printed. Debian and Ubuntu: apt-get install fonts-ocr-b.');
}

/** ISO 1073-2 size 1 is 10 characters an inch. */
export const ocrBPitchMm = 2.54;
// 10 point, at which this font advances 0.1 inch.
const ocrBSizeMm = 3.528;

const escaped: Record<string, string> = { '<': '&lt;' };

/** Each character on its own place of the grid, whatever the text engine thinks of advances. x: left edge of the first cell, y: baseline, mm. */
export function mrzText(lines: readonly string[], x: number, y: number, linePitchMm: number, ink = '#15171c'): string {
  const cells = lines.flatMap((line, row) =>
    [...line].map((c, column) => `<text x="${(x + (column + 0.5) * ocrBPitchMm).toFixed(3)}" y="${(y + row * linePitchMm).toFixed(3)}">${escaped[c] ?? c}</text>`));
  return `<g font-family="${ocrB}" font-size="${ocrBSizeMm}" text-anchor="middle" fill="${ink}">${cells.join('')}</g>`;
}

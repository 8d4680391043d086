/** Words found by tesseract's own search, where rows do not tell: so large, so few or so scattered that they make no row. */
import type { TextLine } from '../../document/print-fields.ts';
import type { GrayImage, Region } from '../../frame.ts';
import type { PrintOptions, PrintReader } from '../engines/print.ts';
import { resize } from '../mrz/pyramid.ts';

/** Long side of what tesseract is given, pixels; a small picture grows threefold at most. Chosen, not measured. */
const longSide = 1200;
const mostGrowth = 3;

/** Lines in pixels of the picture. @throws CodedError as PrintReader.read */
export async function readScattered(gray: GrayImage, print: PrintReader, options: PrintOptions): Promise<TextLine[]> {
  const scale = Math.min(mostGrowth, longSide / Math.max(gray.width, gray.height));
  const { lines } = await print.read(resize(gray, gray.width * scale, gray.height * scale), options);
  return lines.map((line) => placed(line, ({ x, y, width, height }) => ({ x: x / scale, y: y / scale, width: width / scale, height: height / scale })));
}

/** The line and its words elsewhere. */
export const placed = (line: TextLine, place: (region: Region) => Region): TextLine => ({ ...line, region: place(line.region), words: line.words.map((w) => ({ ...w, region: place(w.region) })) });

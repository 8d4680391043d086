import { typeOfMrz } from '../../document/classification.ts';
import type { PrintLooks } from '../../document/print-beside.ts';
import type { TextLine } from '../../document/print-fields.ts';
import { regionOf, type GrayImage, type Point, type Quad, type Region } from '../../frame.ts';
import { cutStrip, homographyToQuad } from '../mrz/strip.ts';
import { languagesOfState } from '../print/languages.ts';
import { findRows } from '../print/rows.ts';
import { readScattered } from '../print/scattered.ts';
import { isOnZone, outlineByZone, pageAboveZone } from '../print/zone-page.ts';
import { defineArtifact } from './artifact.ts';

/** Most it may take, milliseconds; what is read by then is taken. Long, so that a busy machine reads the same as a free one. Chosen. */
const budget = 20_000;
/** Longest side of the page that is read, pixels: 300 dpi on a passport page are 1476. */
const longest = 2000;

/** How a second look is cut, in heights of the place: two or three figures more on each side, and more paper. Chosen, not measured. */
const wider = { beside: 2, above: 0.12 } as const;

/** Lines of print on the page that the MRZ stands on, without the zone's own, in pixels of that page set upright; `toFrame` carries a place back. */
export type PrintBesideMrz = PrintLooks & { lines: TextLine[]; toFrame(region: Region): Region };

/** Takes a second. null: there is no MRZ. */
export const printBesideMrz = defineArtifact({
  name: 'printBesideMrz',
  async make(gather, engines): Promise<PrintBesideMrz | null> {
    const found = await gather('mrzFinding');
    if (!found) return null;
    const gray = await gather('gray');
    const { documents, fillsPicture } = await gather('documentGeometry');
    const { mrz, readings } = found;
    const outline = documents[0] && !fillsPicture ? outlineByZone(documents[0].quad, readings) : null;
    const { image, toFrame } = straightened(gray, outline ?? pageAboveZone(mrz.format, readings, gray.width, gray.height));
    const type = typeOfMrz(mrz);
    const print = await engines.print();
    const options = { timeoutMs: budget, languages: languagesOfState(type.country) };
    const besideZone = (r: Region): boolean => !isOnZone(toFrame({ x: r.x + r.width / 2, y: r.y + r.height / 2 }), readings);
    const { rows } = findRows(image, 'card');
    const { lines } = await print.readRows(image, rows.filter(besideZone), options);
    return {
      lines,
      toFrame: ({ x, y, width, height }) => regionOf([{ x, y }, { x: x + width, y }, { x: x + width, y: y + height }, { x, y: y + height }].map(toFrame)),
      async again({ x, y, width, height }) {
        const place = { x: x - wider.beside * height, y: y - wider.above * height, width: width + 2 * wider.beside * height, height: height * (1 + 2 * wider.above) };
        return (await print.readRows(image, [place], options)).lines[0] ?? null;
      },
      async otherwise() {
        return (await readScattered(image, print, options)).filter((l) => besideZone(l.region));
      },
    };
  },
});

function straightened(gray: GrayImage, quad: Quad): { image: GrayImage; toFrame(p: Point): Point } {
  const side = (a: number, b: number): number => Math.hypot(quad[a]!.x - quad[b]!.x, quad[a]!.y - quad[b]!.y);
  const across = Math.max(side(0, 1), side(3, 2)), down = Math.max(side(0, 3), side(1, 2));
  const scale = Math.min(1, longest / Math.max(across, down));
  const width = Math.max(2, Math.round(across * scale)), height = Math.max(2, Math.round(down * scale));
  const columns = cutStrip(gray, quad, width, height);
  const data = new Uint8Array(width * height);
  for (let x = 0, i = 0; x < width; x++) for (let y = 0; y < height; y++, i++) data[y * width + x] = columns[i]! + 0.5;
  const [h0, h1, h2, h3, h4, h5, h6, h7] = homographyToQuad(quad) as [number, number, number, number, number, number, number, number];
  return {
    image: { width, height, data },
    toFrame: ({ x, y }) => {
      const [u, v] = [x / width, y / height];
      const d = h6 * u + h7 * v + 1;
      return { x: (h0 * u + h1 * v + h2) / d, y: (h3 * u + h4 * v + h5) / d };
    },
  };
}

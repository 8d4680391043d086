import { typeOfMrz } from '../../document/classification.ts';
import { fieldsOfPrint } from '../../document/print-fields.ts';
import { regionOf, type GrayImage, type Point, type Region } from '../../frame.ts';
import { homographyBetween, mapPoint } from '../document/plane.ts';
import { boxOnSource, pageCorners } from '../document/proof.ts';
import { placeInFinding, type MrzFinding } from '../mrz/read-mrz.ts';
import { rotated, type QuarterTurns } from '../mrz/turn.ts';
import { languagesOfState } from '../print/languages.ts';
import { findRows } from '../print/rows.ts';
import { defineArtifact, type ArtifactMap } from './artifact.ts';
import { grayOf } from './gray.ts';

/** Reading ends when this has passed: what was read by then is compared. Chosen: a second opinion is not worth more of anybody's time. */
const budget = 2500;

/**
 * Fields of the visual zone on the side that carries the MRZ, to confirm or contradict it; null: there is no MRZ. Never part of the
 * reading itself: whoever wants to compare asks for it when the verdict no longer waits.
 */
export const printBesideMrz = defineArtifact({
  name: 'printBesideMrz',
  async make(gather, engines): Promise<ArtifactMap['printBesideMrz']> {
    const found = await gather('mrzFinding');
    if (!found) return null;
    const { documents, fillsPicture } = await gather('documentGeometry');
    const quad = documents[0]?.quad;
    const dewarped = quad && !fillsPicture ? await gather('documentPage') : null;
    const gray = dewarped ? grayOf(dewarped.page) : await gather('gray');
    const toPage = dewarped && quad ? homographyBetween(quad, pageCorners(gray.width, gray.height)) : null;
    const view = upright(gray, zoneOf(found).map((p) => (toPage ? mapPoint(toPage, p) : p)));
    const { rows } = findRows(await engines.opencv(), view.image, documents[0]?.format.startsWith('ID') === false ? 'sheet' : 'card');
    const type = typeOfMrz(found.mrz);
    const above = rows.filter((r) => r.y + r.height / 2 < view.zone.y);
    const { lines } = await (await engines.print()).readRows(view.image, above, { timeoutMs: budget, languages: languagesOfState(type.country) });
    const toFrame = (r: Region): Region => (dewarped ? regionOf(boxOnSource(dewarped.toSource, view.back(r))) : view.back(r));
    const fields = fieldsOfPrint(lines, type.class === 'other' ? null : type.class, type.country, new Date().toISOString().slice(0, 10));
    return Object.fromEntries(Object.entries(fields).map(([name, f]) => [name, { ...f, region: f.region && toFrame(f.region) }]));
  },
});

/** Corners of the MRZ's lines, each line from its first character on. */
function zoneOf(found: MrzFinding): Point[] {
  const place = placeInFinding(found);
  return found.mrz.lines.flatMap((text, line) => place({ line, from: 0, to: text.length })?.points ?? []);
}

/** The picture turned so that the MRZ runs to the right; `zone` is its box there. */
function upright(gray: GrayImage, zone: readonly Point[]): { image: GrayImage; back(region: Region): Region; zone: Region } {
  const [a, b] = zone;
  const angle = a && b ? Math.atan2(b.y - a.y, b.x - a.x) : 0;
  const turns = ((4 - Math.round(angle / (Math.PI / 2))) % 4) as QuarterTurns;
  const { image, back } = rotated(gray, turns);
  const turned = (p: Point): Point => (turns === 1 ? { x: gray.height - p.y, y: p.x } : turns === 2 ? { x: gray.width - p.x, y: gray.height - p.y } : turns === 3 ? { x: p.y, y: gray.width - p.x } : p);
  return { image, back, zone: regionOf(zone.length > 0 ? zone.map(turned) : [{ x: 0, y: image.height }]) };
}

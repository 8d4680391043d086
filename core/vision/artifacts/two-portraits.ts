import { regionOf, type Region } from '../../frame.ts';
import { distance, mapPoint } from '../document/plane.ts';
import { pageCorners } from '../document/proof.ts';
import { twoPortraitsOn } from '../face/second-portrait.ts';
import { defineArtifact } from './artifact.ts';

/** Portrait and second portrait of the document: regions on the source picture, the ghost as a face of the page. null: there is no document, or no face on it. */
export const twoPortraits = defineArtifact({
  name: 'twoPortraits',
  async make(gather, engines) {
    const [found] = (await gather('documentGeometry')).documents;
    if (!found) return null;
    const { page, toSource } = await gather('documentPage');
    const [a, b] = found.quad;
    const seen = await twoPortraitsOn(page, page.width / distance(a, b), await engines.face());
    const onSource = ({ x, y, width, height }: Region): Region => regionOf(pageCorners(width, height).map((p) => mapPoint(toSource, { x: x + p.x, y: y + p.y })));
    return seen && { ...seen, portrait: onSource(seen.portrait), second: seen.second && onSource(seen.second) };
  },
});

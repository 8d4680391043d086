import { pageTextOf } from '../../document/page-text.ts';
import { tellingLines } from '../../document/telling-lines.ts';
import { hasOwnText } from '../pdf/pdf-types.ts';
import { isReadable, type LayerRow } from '../pdf/layer-rows.ts';
import { defineArtifact } from './artifact.ts';

/** Date, name and address of the first page as its text layer has them and as they are read from its picture. Takes half a second. */
export const layerRows = defineArtifact({
  name: 'layerRows',
  async make(gather, engines): Promise<LayerRow[] | null> {
    const page = (await gather('pdfContents'))?.pages[0];
    if (!page?.picture || !hasOwnText(page)) return null;
    const { width, height } = page;
    const lines = tellingLines(pageTextOf(page.text, page), new Date().toISOString().slice(0, 10)).filter((l) => isReadable(l.text));
    const rows = lines.map(({ text, box: b }) => ({ layer: text, region: { x: b.x * width, y: b.y * height, width: b.width * width, height: b.height * height } }));
    // Letters with marks are read without them; that makes no other text, and a further language pack takes a second to load.
    const read = await (await engines.print()).readRows(await gather('gray'), rows.map((r) => r.region));
    if (read.unread > 0) return null;
    return rows.map((row) => ({ ...row, seen: read.lines.find((l) => l.region === row.region)?.text ?? '' }));
  },
});

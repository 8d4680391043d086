import { pageTextOf } from '../../document/page-text.ts';
import { mostTellingLines, tellingLines } from '../../document/telling-lines.ts';
import { hasOwnText } from '../pdf/pdf-types.ts';
import { isReadable, type LayerLook } from '../pdf/layer-rows.ts';
import { defineArtifact } from './artifact.ts';

/** Date, names and addresses of the first page as its text layer has them and as they are read from its picture. Takes half a second. */
export const layerRows = defineArtifact({
  name: 'layerRows',
  async make(gather, engines): Promise<LayerLook> {
    const page = (await gather('pdfContents'))?.pages[0];
    if (!page?.picture || !hasOwnText(page)) return { kind: 'none' };
    const { width, height } = page;
    const lines = tellingLines(pageTextOf(page.text, page), new Date().toISOString().slice(0, 10)).filter((l) => isReadable(l.text));
    // More than a paper has: whoever hides the one that counts among many is not believed for it.
    if (lines.length > mostTellingLines) return { kind: 'unread' };
    const rows = lines.map(({ text, box: b }) => ({ layer: text, region: { x: b.x * width, y: b.y * height, width: b.width * width, height: b.height * height } }));
    // Letters with marks are read without them; that makes no other text, and a further language pack takes a second to load.
    const read = await (await engines.print()).readRows(await gather('gray'), rows.map((r) => r.region));
    if (read.unread > 0) return { kind: 'unread' };
    return { kind: 'rows', rows: rows.map((row) => ({ ...row, seen: read.lines.find((l) => l.region === row.region)?.text ?? '' })) };
  },
});

/** All rows of print of an upright paper, in its own language: no search for the page, no turning, no early end. What the brain's own reading loses beside it is measured by the benches of reading. */
import { pageTextOf, type PageText } from '../../../core/document/page-text.ts';
import type { Frame } from '../../../core/frame.ts';
import { grayOf } from '../../../core/vision/artifacts/gray.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { findRows } from '../../../core/vision/print/rows.ts';

/** So that a picture of nothing but texture ends. */
const mostRows = 220;

/** @param languages packs beside English */
export async function readPaper(engines: Engines, frame: Frame, languages: readonly string[]): Promise<PageText> {
  const gray = grayOf(frame);
  const { rows } = findRows(await engines.opencv(), gray, 'sheet');
  const { lines } = await (await engines.print()).readRows(gray, rows.slice(0, mostRows), { languages, timeoutMs: 120_000 });
  return pageTextOf(lines, frame);
}

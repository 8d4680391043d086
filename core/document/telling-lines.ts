/** The few lines of a proof of address on which its verdicts stand: of when, whose and where. */
import { customerBlocks } from './address/block.ts';
import { issueDateOf } from './issue-date.ts';
import { customerNames } from './page-names.ts';
import type { PageBox, PageLine, PageText } from './page-text.ts';

/** Most that are told; a name, a date and an address have seven. */
const most = 8;

/** @param today YYYY-MM-DD; settles centuries only */
export function tellingLines(page: PageText, today: string): PageLine[] {
  const onFirst: PageText = { lines: page.lines.filter((l) => l.page === 0) };
  const issue = issueDateOf(onFirst, { today, country: null });
  const [name] = customerNames(onFirst);
  const [block] = customerBlocks(onFirst, null);
  const dated = issue.kind === 'none' ? [] : [issue.date.line];
  const inBlock = block ? onFirst.lines.filter((l) => within(l.box, block.box)) : [];
  return [...new Set([...dated, ...(name ? [name.line] : []), ...inBlock])].slice(0, most);
}

function within(inner: PageBox, outer: PageBox): boolean {
  const [x, y] = [inner.x + inner.width / 2, inner.y + inner.height / 2];
  return x >= outer.x && x <= outer.x + outer.width && y >= outer.y && y <= outer.y + outer.height;
}

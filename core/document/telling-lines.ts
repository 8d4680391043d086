/** The few lines of a proof of address on which its verdicts stand: of when, whose and where. */
import { isSenderWord } from './address/block-words.ts';
import { customerBlocks } from './address/block.ts';
import { issueDateOf } from './issue-date.ts';
import { isCompany } from './name-parts.ts';
import { customerNames } from './page-names.ts';
import type { PageBox, PageLine, PageText } from './page-text.ts';

/** A paper has seven: a date, a name, five of an address, and as many again where bill and meter have each their own. Chosen. */
export const mostTellingLines = 24;

/**
 * Of the first page. Every name and every address that may be taken for the customer's is among them, for which of them counts is settled by the document.
 * @param today YYYY-MM-DD; settles centuries only
 */
export function tellingLines(page: PageText, today: string): PageLine[] {
  const onFirst: PageText = { lines: page.lines.filter((l) => l.page === 0) };
  const issue = issueDateOf(onFirst, { today, country: null });
  const dated = issue.kind === 'none' ? [] : [issue.date.line];
  const boxes = customerBlocks(onFirst, null, mayBeHolder).map((b) => b.box);
  const inBlocks = onFirst.lines.filter((l) => boxes.some((box) => within(l.box, box)));
  return [...new Set([...dated, ...customerNames(onFirst, null, mayBeHolder).map((n) => n.line), ...inBlocks])];
}

/** The holder is not known here, so names that are words of papers (Page, Cash) are told too; a sender's own name is not. */
const mayBeHolder = (text: string): boolean => !isCompany(text) && !isSenderWord(text);

function within(inner: PageBox, outer: PageBox): boolean {
  const [x, y] = [inner.x + inner.width / 2, inner.y + inner.height / 2];
  return x >= outer.x && x <= outer.x + outer.width && y >= outer.y && y <= outer.y + outer.height;
}

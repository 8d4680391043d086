/** How many papers lie in one picture. */
import { customerBlocks, type IsHolder } from './address/block.ts';
import { addressCountry } from './address/countries.ts';
import type { IssueDate } from './issue-date.ts';
import type { PageBox, PageText } from './page-text.ts';

/**
 * 2 where two addressees stand on one page, each nearer to a labelled date of issue of its own. A bill that bears the address of the meter as well
 * names one day for both; two labels beside one addressee are one paper that contradicts itself.
 */
export function papersOn(page: PageText, issue: IssueDate, country: string | null, isHolder?: IsHolder): number {
  const labelled = issue.all.filter((d) => d.role === 'issue' && !d.weak);
  const named = customerBlocks(page, addressCountry(country), isHolder).filter((b) => b.name !== null);
  const days = named.flatMap((block) => {
    const nearest = labelled.filter((d) => d.page === block.page).sort((a, b) => apart(a.box, block.box) - apart(b.box, block.box))[0];
    return nearest ? [`${block.page} ${nearest.readings[0]}`] : [];
  });
  return new Set(days.filter((d) => days.some((other) => other !== d && other.split(' ')[0] === d.split(' ')[0]))).size > 1 ? 2 : 1;
}

const centre = ({ x, y, width, height }: PageBox): [number, number] => [x + width / 2, y + height / 2];
function apart(a: PageBox, b: PageBox): number {
  const [[x, y], [u, v]] = [centre(a), centre(b)];
  return Math.hypot(x - u, (y - v) * Math.SQRT2);
}

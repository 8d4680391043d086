/** How many papers lie in one picture. */
import { customerBlocks, type IsHolder } from './address/block.ts';
import { addressCountry } from './address/countries.ts';
import { readAddress } from './address/read.ts';
import { streetName } from './address/words.ts';
import type { IssueDate } from './issue-date.ts';
import { titles } from './name-parts.ts';
import type { PageDate } from './page-dates.ts';
import type { PageBox, PageText } from './page-text.ts';
import { fold } from './phrases.ts';

/**
 * 2 where two addressees stand on one page, each nearer to a labelled date of issue of its own, and the days differ or name and street do. A bill
 * that bears the address of the meter as well names one day for both; two labels beside one addressee are one paper that contradicts itself.
 */
export function papersOn(page: PageText, issue: IssueDate, country: string | null, isHolder?: IsHolder): number {
  const labelled = issue.all.filter((d) => d.role === 'issue' && !d.weak);
  const addressees = customerBlocks(page, addressCountry(country), isHolder).flatMap((block): Addressee[] => {
    const date = labelled.filter((d) => d.page === block.page).sort((a, b) => apart(a.box, block.box) - apart(b.box, block.box))[0];
    return date && block.name ? [{ page: block.page, date, name: fold(block.name.text), street: streetOf(block.lines, country) }] : [];
  });
  return addressees.some((a, i) => addressees.slice(0, i).some((b) => a.page === b.page && a.date !== b.date && (a.date.readings[0] !== b.date.readings[0] || areOthers(a, b)))) ? 2 : 1;
}

type Addressee = { page: number; date: PageDate; name: string; street: string | null };

const streetOf = (lines: readonly string[], country: string | null): string | null => {
  const { street, number } = readAddress(lines, addressCountry(country));
  return street === null ? null : `${streetName(street).whole} ${number ?? ''}`;
};

/** No word of one name in the other, and another street: a couple has one of them in common. */
const areOthers = (a: Addressee, b: Addressee): boolean =>
  a.street !== null && b.street !== null && a.street !== b.street && !a.name.split(' ').some((word) => !titles.has(word) && b.name.split(' ').includes(word));

const centre = ({ x, y, width, height }: PageBox): [number, number] => [x + width / 2, y + height / 2];
function apart(a: PageBox, b: PageBox): number {
  const [[x, y], [u, v]] = [centre(a), centre(b)];
  return Math.hypot(x - u, (y - v) * Math.SQRT2);
}

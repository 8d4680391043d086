/** The golden card on a page, in true size: nothing of the printer's or the page's own may scale or move it. */
import { pageOf, type Drawing } from '../core/golden-card/drawing.ts';
import { escaped, pageHtml } from './page.ts';

/** The page is drawn a millimetre shorter than A4, so that no printer's rounding begins a second one; what is around a small card is as long as Letter can print, too. */
const drawnHeight = { whole: 296, part: 270 } as const;

const style = (isWhole: boolean): string => `@page { ${isWhole ? 'size: A4; ' : ''}margin: 0; }
html { overflow: hidden; }
svg { display: block; print-color-adjust: exact; }`;

/** @param isWhole the card is the page: its paper must be A4 */
export function cardHtml(drawing: Drawing, isWhole: boolean): string {
  const { width, shapes, writing } = pageOf(drawing);
  const height = isWhole ? drawnHeight.whole : drawnHeight.part;
  const at = (value: number): string => String(Math.round(value * 1e4) / 1e4);
  const paths = shapes.map(({ points, rgb }) => `<path fill="rgb(${rgb.join(' ')})" d="M${points.map(({ x, y }) => `${at(x)} ${at(y)}`).join('L')}Z"/>`);
  const texts = writing.map(({ text, x, y, height: line }) => `<text x="${at(x)}" y="${at(y)}" font-size="${at(line)}">${escaped(text)}</text>`);
  return pageHtml({ language: 'en', title: 'Vestibule golden card', style: style(isWhole), body: `<svg width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}">\n${[...paths, ...texts].join('\n')}\n</svg>` });
}

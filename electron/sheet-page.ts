/** The printed statement sheet as a page without script. Pure. A4 or Letter, lying: date and word fill its width, as a camera must read them at arm's length. */
import { sheetTexts, type SheetLanguage } from '../core/case/sheet-texts.ts';
import type { SymbolRows } from '../core/vision/engines/symbol-writer.ts';

/** `date`: YYYY-MM-DD; it is printed as year/month/day. */
export type SheetContent = { word: string; date: string; code: string };

/** Millimetres that a line may be wide on the shorter of the two papers, lying (Letter: 279), with 12 mm margins. */
const lineWidth = 250;
/** Width of a figure or letter of the bold face in shares of its height; of the widest Latin words. Measured on Liberation Sans Bold (figures 0.556, slash 0.278, W 0.944). */
const widthShare = { date: 0.53, word: 0.75 };
/** Two lines of it and the foot fill a lying Letter or A4 within its margins. */
const tallestLetters = 50;

export function sheetHtml({ word, date, code }: SheetContent, language: SheetLanguage, symbol: SymbolRows): string {
  const { hold, once } = sheetTexts[language];
  const day = date.replaceAll('-', '/');
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escaped(code)}</title><style>
@page { size: landscape; margin: 12mm; }
* { margin: 0; box-sizing: border-box; }
html { overflow: hidden; }
body { font: bold 10mm "Liberation Sans", Arial, Helvetica, "DejaVu Sans", sans-serif; color: #000; background: #fff; }
p { white-space: nowrap; line-height: 1.15; }
.foot { display: flex; gap: 10mm; align-items: flex-end; justify-content: space-between; margin-top: 6mm; }
.say { font-size: 5.5mm; font-weight: normal; }
.say p { white-space: normal; margin-top: 2mm; }
.code { font-size: 9mm; letter-spacing: 2mm; }
svg { width: 62mm; height: 62mm; flex: none; }
</style></head><body>
<p style="font-size:${sizeOf(day, widthShare.date)}mm">${day}</p>
<p style="font-size:${sizeOf(word, widthShare.word)}mm">${escaped(word)}</p>
<div class="foot"><div class="say"><p class="code">${escaped(code)}</p><p>${escaped(hold)}</p><p>${escaped(once)}</p></div>${drawn(symbol)}</div>
</body></html>`;
}

const sizeOf = (text: string, share: number): string => Math.min(tallestLetters, lineWidth / (Math.max(1, text.length) * share)).toFixed(1);

/** With the four modules of quiet zone that ISO/IEC 18004 wants. */
function drawn(rows: SymbolRows): string {
  const side = rows.length + 8;
  const path = rows.flatMap((row, y) => row.flatMap((ink, x) => (ink ? [`M${x + 4} ${y + 4}h1v1h-1z`] : []))).join('');
  return `<svg viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c]!);

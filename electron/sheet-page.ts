/** The printed statement sheet as a page without script. Pure. A4 or Letter, lying: date and word fill its width, as a camera must read them at arm's length. */
import { sheetTexts, type SheetLanguage } from '../core/case/sheet-texts.ts';
import { foot, lettersOf, lineHeight, sheetMargin } from '../core/document/statement/sheet-layout.ts';
import type { SymbolRows } from '../core/vision/engines/symbol-writer.ts';

/** `date`: YYYY-MM-DD; it is printed as year/month/day. */
export type SheetContent = { word: string; date: string; code: string };

export function sheetHtml({ word, date, code }: SheetContent, language: SheetLanguage, symbol: SymbolRows): string {
  const { hold, once } = sheetTexts[language];
  const day = date.replaceAll('-', '/');
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escaped(code)}</title><style>
@page { size: landscape; margin: ${sheetMargin}mm; }
* { margin: 0; box-sizing: border-box; }
html { overflow: hidden; }
body { font: bold 10mm "Liberation Sans", Arial, Helvetica, "DejaVu Sans", sans-serif; color: #000; background: #fff; }
p { white-space: nowrap; line-height: ${lineHeight}; }
.foot { display: flex; gap: 10mm; align-items: flex-end; justify-content: space-between; margin-top: ${foot.above}mm; }
.say { font-size: ${foot.say}mm; font-weight: normal; }
.say p { white-space: normal; margin-top: ${foot.betweenSayings}mm; }
.code { font-size: ${foot.code}mm; letter-spacing: ${foot.codeSpacing}mm; }
svg { width: ${foot.symbol}mm; height: ${foot.symbol}mm; flex: none; }
</style></head><body>
<p style="font-size:${lettersOf(day, 'date').toFixed(1)}mm">${day}</p>
<p style="font-size:${lettersOf(word, 'word').toFixed(1)}mm">${escaped(word)}</p>
<div class="foot"><div class="say"><p class="code">${escaped(code)}</p><p>${escaped(hold)}</p><p>${escaped(once)}</p></div>${drawn(symbol)}</div>
</body></html>`;
}

function drawn(rows: SymbolRows): string {
  const side = rows.length + 2 * foot.quiet;
  const path = rows.flatMap((row, y) => row.flatMap((ink, x) => (ink ? [`M${x + foot.quiet} ${y + foot.quiet}h1v1h-1z`] : []))).join('');
  return `<svg viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c]!);

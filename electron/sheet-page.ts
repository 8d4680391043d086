/** The printed statement sheet. A4 or Letter, lying: date and word fill its width, as a camera must read them at arm's length. */
import { foot, lettersOf, lineHeight, sheetMargin } from '../core/document/statement/sheet-layout.ts';
import type { SlipTexts } from '../core/triage/slip-texts.ts';
import type { SymbolRows } from '../core/vision/engines/symbol-writer.ts';
import { drawn, escaped, pageHtml } from './page.ts';

/** `date`: YYYY-MM-DD; it is printed as year/month/day. */
export type SheetContent = { word: string; date: string; code: string };

const style = `@page { size: landscape; margin: ${sheetMargin}mm; }
html { overflow: hidden; }
body { font-weight: bold; }
p { white-space: nowrap; line-height: ${lineHeight}; }
.foot { display: flex; gap: 10mm; align-items: flex-end; justify-content: space-between; margin-top: ${foot.above}mm; }
.say { font-size: ${foot.say}mm; font-weight: normal; }
.say p { white-space: normal; margin-top: ${foot.betweenSayings}mm; }
.say .code { font-size: ${foot.code}mm; letter-spacing: ${foot.codeSpacing}mm; font-weight: bold; }
svg { width: ${foot.symbol}mm; height: ${foot.symbol}mm; flex: none; }`;

export function sheetHtml({ word, date, code }: SheetContent, { code: language, sheet: { hold, once } }: Pick<SlipTexts, 'code' | 'sheet'>, symbol: SymbolRows): string {
  const day = date.replaceAll('-', '/');
  return pageHtml({ language, title: code, style, body: `<p style="font-size:${lettersOf(day, 'date').toFixed(1)}mm">${day}</p>
<p style="font-size:${lettersOf(word, 'word').toFixed(1)}mm">${escaped(word)}</p>
<div class="foot"><div class="say"><p class="code">${escaped(code)}</p><p>${escaped(hold)}</p><p>${escaped(once)}</p></div>${drawn(symbol)}</div>` });
}

/** The slip to take home, on A4 or Letter, upright. */
import type { SlipLine } from '../core/triage/slip.ts';
import type { SymbolRows } from '../core/vision/engines/symbol-writer.ts';
import { drawn, escaped, pageHtml } from './page.ts';

// Letters as on the screen (renderer/triage/SlipPage.vue); the code is as large as a telephone reads from the hand.
const style = `@page { margin: 16mm; }
body { font-size: 4.2mm; line-height: 1.45; max-width: 165mm; }
.title { font-size: 6.2mm; font-weight: bold; }
.verdict { font-size: 4.8mm; font-weight: bold; margin-top: 3mm; }
.bring { font-weight: bold; margin-top: 3.5mm; }
.bring::before { content: '□  '; }
.good { margin-top: 3.5mm; }
.good::before { content: '✓  '; }
.foot { margin-top: 4mm; font-size: 3.7mm; }
svg { width: 64mm; height: 64mm; margin-top: 3.5mm; }`;

export const slipHtml = (lines: readonly SlipLine[], language: string, symbol: SymbolRows): string =>
  pageHtml({ language, title: lines[0]?.text ?? '', style, body: `${lines.map(({ kind, text }) => `<p class="${kind}">${escaped(text)}</p>`).join('\n')}\n${drawn(symbol)}` });

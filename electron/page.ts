/** A page without script, as the main process prints it. Pure. */
import type { SymbolRows } from '../core/vision/engines/symbol-writer.ts';

/** @param style beside what all pages have. @param body of escaped text */
export const pageHtml = ({ language, title, style, body }: Record<'language' | 'title' | 'style' | 'body', string>): string =>
  `<!doctype html><html lang="${escaped(language)}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escaped(title)}</title><style>
* { margin: 0; box-sizing: border-box; }
body { font-family: "Liberation Sans", Arial, Helvetica, "DejaVu Sans", sans-serif; color: #000; background: #fff; }
${style}
</style></head><body>
${body}
</body></html>`;

/** Light modules around a symbol that ISO/IEC 18004 wants. */
const quiet = 4;

export function drawn(rows: SymbolRows): string {
  const side = rows.length + 2 * quiet;
  const path = rows.flatMap((row, y) => row.flatMap((ink, x) => (ink ? [`M${x + quiet} ${y + quiet}h1v1h-1z`] : []))).join('');
  return `<svg viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c]!);

/** Pages as text: what is put into a template is escaped, unless it is a template itself. */

const mark = Symbol('html');
export type Html = { [mark]: string };
export type Part = Html | string | number | null | undefined | false | readonly Part[];

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { [mark]: strings.reduce((text, piece, n) => text + textOf(parts[n - 1]) + piece) };
}

export const textOfHtml = (made: Html): string => made[mark];

function textOf(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escape(String(part));
  return isMany(part) ? part.map(textOf).join('') : part[mark];
}

const isMany = (part: Html | readonly Part[]): part is readonly Part[] => Array.isArray(part);
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!);

/** A value as the JavaScript that makes it, for a window in another process. @throws Error for what is cyclic or too deep to be written */
export function written(value: unknown, depth = 0): string {
  if (depth > 300) throw new Error('too deep to be written');
  const inside = (part: unknown): string => written(part, depth + 1);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (typeof value !== 'object' || value === null) return String(value);
  const kind = kinds.find(([is]) => is(value));
  if (kind) return kind[1](value as never, inside);
  return `Object.fromEntries([${Object.entries(value).map(([key, part]) => `[${JSON.stringify(key)},${inside(part)}]`).join(',')}])`;
}

type Kind = [is: (value: object) => boolean, write: (value: never, inside: (part: unknown) => string) => string];

const bytesOf = (value: ArrayBuffer): string => `new Uint8Array([${[...new Uint8Array(value)].join(',')}]).buffer`;

const kinds: readonly Kind[] = [
  // Only holes.
  [(v) => Array.isArray(v) && v.length > 0 && Object.keys(v).length === 0, (v: unknown[]) => `new Array(${v.length})`],
  [Array.isArray, (v: unknown[], inside) => `[${v.map(inside).join(',')}]`],
  [(v) => v instanceof Date, (v: Date) => `new Date(${v.getTime()})`],
  [(v) => v instanceof RegExp, (v: RegExp) => String(v)],
  [(v) => v instanceof Map, (v: Map<unknown, unknown>, inside) => `new Map([${[...v].map(([key, held]) => `[${inside(key)},${inside(held)}]`).join(',')}])`],
  [(v) => v instanceof Set, (v: Set<unknown>, inside) => `new Set([${[...v].map(inside).join(',')}])`],
  [(v) => v instanceof ArrayBuffer, (v: ArrayBuffer) => bytesOf(v)],
  [(v) => v instanceof DataView, (v: DataView) => `new DataView(${bytesOf(v.buffer as ArrayBuffer)})`],
  [(v) => ArrayBuffer.isView(v), (v: Uint8Array) => `new ${v.constructor.name === 'Buffer' ? 'Uint8Array' : v.constructor.name}([${[...v].map((n) => (typeof n === 'bigint' ? `${String(n)}n` : String(n))).join(',')}])`],
  [(v) => v instanceof Error, (v: Error) => `new Error(${JSON.stringify(v.message)})`],
  [(v) => v instanceof String || v instanceof Number || v instanceof Boolean, (v: object, inside) => `Object(${inside(v.valueOf())})`],
];

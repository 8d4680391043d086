/** Bounds what the window may hand over before anything else looks at it. Pure. */

/** One capture of at most 40 MB (core/contract.ts) and its description. */
export const inputLimitBytes = 42_000_000;
/** Chosen, not measured: a case with all its results holds some thousand values. */
export const inputLimitValues = 200_000;

/** True when the structured-cloned input holds more bytes or more values than the limits; shared references are counted each time. */
export function isTooLarge(input: unknown, limitBytes = inputLimitBytes, limitValues = inputLimitValues): boolean {
  let bytes = 0;
  let values = 0;
  const open: unknown[] = [input];
  while (open.length > 0) {
    const value = open.pop();
    values += 1;
    bytes += ownBytes(value);
    if (bytes > limitBytes || values > limitValues) return true;
    if (isContainer(value)) pushInside(value, open);
  }
  return false;
}

function ownBytes(value: unknown): number {
  if (typeof value === 'string') return value.length * 2;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
  return 8;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer);
}

function pushInside(value: object, open: unknown[]): void {
  if (value instanceof Map) {
    for (const [key, held] of value) open.push(key, held);
  } else if (value instanceof Set) {
    for (const held of value) open.push(held);
  } else {
    for (const [key, held] of Object.entries(value)) open.push(key, held);
  }
}

export type Texts = { [key: string]: string | Texts };

/** Nested texts as one table of dotted keys. */
export function flatten(texts: Texts, prefix = ''): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [key, text] of Object.entries(texts)) {
    if (typeof text === 'string') flat[prefix + key] = text;
    else Object.assign(flat, flatten(text, `${prefix}${key}.`));
  }
  return flat;
}

/** @returns null for an unknown key, as vue-i18n wants it. */
export function resolve(messages: unknown, key: string): string | null {
  if (typeof messages !== 'object' || messages === null || !Object.hasOwn(messages, key)) return null;
  return (messages as Record<string, string>)[key] ?? null;
}

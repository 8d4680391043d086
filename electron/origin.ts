/** The one origin the window runs in. Pure: no Electron here. */
export const appScheme = 'app';
export const appHost = 'station';
export const appOrigin = `${appScheme}://${appHost}`;
export const startPage = `${appOrigin}/index.html`;

/** @param news of a page that replaces another one */
export const startPageAfter = (news: string | null): string => (news === null ? startPage : `${startPage}#${news}`);

/** Strict: an empty, opaque, foreign or unparsable address is not ours. */
export function isOurs(url: string): boolean {
  const parsed = parse(url);
  return parsed !== null && parsed.protocol === `${appScheme}:` && parsed.host === appHost && parsed.username === '' && parsed.password === '';
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

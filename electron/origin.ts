/** The one origin the window runs in. Pure: no Electron here. */
export const appScheme = 'app';
export const appHost = 'station';
export const appOrigin = `${appScheme}://${appHost}`;
export const startPage = `${appOrigin}/index.html`;

/** @param ended why the last session ended, for the page to tell */
export const startPageAfter = (ended: string | null): string => (ended === null ? startPage : `${startPage}#${ended}`);

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

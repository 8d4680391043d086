/** Command line of Electron. Chromium refuses its sandbox to root: only then it is switched off, and said aloud. */
export function electronArguments(options: { root: string; extra: string[]; say: (line: string) => void }): string[] {
  const root = process.getuid?.() === 0;
  if (root) options.say('Vestibule: running as root, so WITHOUT the Chromium sandbox (--no-sandbox). Run as a normal user wherever you can.');
  return [...(root ? ['--no-sandbox'] : []), options.root, ...options.extra];
}

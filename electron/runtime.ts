/** Which Electron this is. Pure. */

/** First Electron whose Node loads the Node-API 10 binary of SQLite (docs/adr/0003-electron-runtime.md). */
const firstSupported = 35;

/** True on the end-of-life runtime of development and tests, however it was found. */
export function isDevelopmentRuntime(electronVersion: string | undefined): boolean {
  return !(Number.parseInt(electronVersion ?? '', 10) >= firstSupported);
}

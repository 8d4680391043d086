/* A browser for pages that are served by somebody: Electron's Chromium with one plain window and nothing of ours in it. */
// Electron 25 starts from CommonJS only.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { app, BrowserWindow } = require('electron');

app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800, useContentSize: true, webPreferences: { sandbox: true, contextIsolation: true } }).loadURL('about:blank'));

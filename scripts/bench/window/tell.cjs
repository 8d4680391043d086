/**
 * Loaded into the real application before its own code (`electron -r`): tells on its standard output when the window is shown. Nothing is attached to
 * the page, as it would be by a test's driver. `VESTIBULE_TRY_GRAPHICS`: the application may not do without a graphics processor, as before
 * electron/rendering.ts. `VESTIBULE_STOP_FIRST_PAGE`: the first page's process stands still as soon as it has its address.
 */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- `electron -r` takes CommonJS only
const { app } = require('electron');

const from = Date.now();
const tell = (text) => process.stdout.write(`${text} ${Date.now() - from}\n`);
if (process.env.VESTIBULE_TRY_GRAPHICS) app.disableHardwareAcceleration = () => undefined;
app.on('browser-window-created', (_event, window) => {
  const { webContents } = window;
  webContents.on('render-process-gone', (_gone, { reason }) => tell(`gone:${reason}`));
  window.on('show', () => tell('shown'));
  if (process.env.VESTIBULE_STOP_FIRST_PAGE) webContents.once('did-navigate', () => { process.kill(webContents.getOSProcessId(), 'SIGSTOP'); tell('stopped'); });
});

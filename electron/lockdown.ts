/** Everything the window's session and every web contents may not do. */
import { app, type Session } from 'electron';
import { startPage } from './origin.ts';
import { isGranted } from './permissions.ts';

export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    answer(isGranted({ permission, from: details.requestingUrl, isMainFrame: details.isMainFrame, media }));
  });
  // For media this only decides whether enumerateDevices() tells ids and names; Electron 25 asks it about cameras under the name `audio`
  // (measured). Opening a microphone goes through the request handler above, and is refused there.
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    isGranted({ permission, from: origin, isMainFrame: details.isMainFrame, media: details.mediaType ? ['video'] : [] }),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
}

/** For every web contents that ever appears, not only for ours. */
export function lockAllContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-navigate', (event, url) => keepOnStartPage(event, url));
    contents.on('will-frame-navigate', (event) => keepOnStartPage(event, event.url));
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('select-bluetooth-device', (event) => event.preventDefault());
    if (app.isPackaged) contents.on('devtools-opened', () => contents.closeDevTools());
  });
}

/** A reload of the one page is the only navigation there is; the journey lives inside it. */
function keepOnStartPage(event: { preventDefault(): void }, url: string): void {
  if (url !== startPage && !url.startsWith(`${startPage}#`)) event.preventDefault();
}

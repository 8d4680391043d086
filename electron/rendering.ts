/** Who draws the window: the graphics processor, or the main one. */
import { existsSync } from 'node:fs';
import { app } from 'electron';

/** What Linux offers to draw with: kernel drivers, NVIDIA's own, Windows' under Linux. */
const devices = ['/dev/dri', '/dev/nvidiactl', '/dev/dxg'];

/**
 * Without a graphics processor Chromium starts a graphics process that ends at once, and falls back. On Electron 25.1.1, in 15 of 300 starts beside
 * other work the page then waited for ever and the window stayed unseen; in 0 of 300 where none was tried (`npm run bench:window -- --count 300 --try-graphics`).
 * Must be called before the application is ready.
 */
export function drawWithWhatIsThere(): void {
  if (process.platform === 'linux' && !devices.some((device) => existsSync(device))) app.disableHardwareAcceleration();
}

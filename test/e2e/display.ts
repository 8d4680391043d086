/** A display for Electron: the one of the machine, or an Xvfb of our own on a free number. */
import { spawn, type ChildProcess } from 'node:child_process';

let own: { process: ChildProcess; name: string } | null = null;

/** Starts Xvfb at most once a process. @throws Error that says what to install. */
export async function ensureDisplay(): Promise<string> {
  if (process.platform !== 'linux') return '';
  const given = process.env['DISPLAY'];
  if (given) return given;
  own ??= await startXvfb();
  return own.name;
}

export function stopDisplay(): void {
  own?.process.kill('SIGTERM');
  own = null;
}

/** 1920 x 1920 holds every layout we test, the upright kiosk one included. `-displayfd` picks the free number itself. */
function startXvfb(): Promise<{ process: ChildProcess; name: string }> {
  return new Promise((resolve, reject) => {
    const xvfb = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1920x1920x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    xvfb.on('error', () => reject(new Error('There is no display and no Xvfb. On Debian: apt-get install xvfb.')));
    xvfb.on('exit', () => reject(new Error('Xvfb ended before it was ready.')));
    xvfb.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const number = /^(\d+)\n/.exec(said)?.[1];
      if (number !== undefined) resolve({ process: xvfb, name: `:${number}` });
    });
    process.once('exit', () => xvfb.kill('SIGTERM'));
  });
}

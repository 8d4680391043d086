/** `npm start`: runs on whatever Node the machine has (20 or newer) and hands over to the Node 24 that npm installed. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = `${root}node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`;
if (!existsSync(node)) {
  console.error('Vestibule: the dependencies are not installed. Run `npm ci` first.');
  process.exit(1);
}
const child = spawn(node, [`${root}scripts/electron/launch.ts`, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`Vestibule: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

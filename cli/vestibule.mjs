#!/usr/bin/env node
// Starts the CLI on Node 24, which runs its TypeScript as it is. A machine's own Node may be 20: then the one from node_modules is used.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

const main = new URL('./main.ts', import.meta.url);
const [major, minor] = process.versions.node.split('.').map(Number);

// V8 may free a piece of WebAssembly twice where threads end, and aborts: nodejs/node#64500. Without that collection it frees none; what is kept is some megabytes.
const steady = '--no-wasm-code-gc';

if (major > 22 || (major === 22 && minor >= 18)) {
  setFlagsFromString(steady);
  await import(main.href);
} else {
  const shipped = fileURLToPath(new URL(`../node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`, import.meta.url));
  if (!existsSync(shipped)) {
    process.stderr.write(`vestibule: needs Node 22.18 or newer, this is ${process.versions.node}; run npm ci in the program's folder.\n`);
    process.exit(2);
  }
  const child = spawn(shipped, [steady, fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => { process.stderr.write(`vestibule: ${error.message}\n`); process.exit(2); });
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 128 : 1)));
}

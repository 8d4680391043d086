/** The rest of `npm start`, on Node 24: find Electron, build when something changed, open the station. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildWhenNeeded } from '../build/when-needed.ts';
import { electronArguments } from './arguments.ts';
import { findElectron } from './find.ts';
import { checkLibraries, hasDisplay, noDisplayAdvice } from './system.ts';

const root = path.resolve(import.meta.dirname, '../..');
const say = (line: string): void => console.error(line);

process.exitCode = await launch(process.argv.slice(2)).catch((error: unknown) => stop(error instanceof Error ? error.message : String(error)));

/** @returns exit code; 1 with a plain sentence on stderr when the station cannot be opened. */
async function launch(extra: string[]): Promise<number> {
  const runtime = findElectron(root, say);
  if (!runtime) return stop('no Electron could be found or installed. Connect to the network and run `npx install-electron`, or set ELECTRON_OVERRIDE_DIST_PATH.');
  const missing = checkLibraries(runtime.path);
  if (missing) return stop(missing);
  if (!hasDisplay(process.env, process.platform)) return stop(noDisplayAdvice);
  if (!buildWhenNeeded(root, say)) return stop('the build failed, see above.');
  // In the background: a first start does not wait for the demonstration devices.
  spawn(process.execPath, ['scripts/specimens/demo.ts'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }).on('error', () => undefined).unref();
  const child = spawn(runtime.path, electronArguments({ root, extra, say }), { cwd: root, stdio: 'inherit', env: electronEnvironment() });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(stop(error.message)));
    child.on('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
}

function stop(sentence: string): number {
  say(`Vestibule: ${sentence}`);
  return 1;
}

function electronEnvironment(): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _never, ...env } = process.env;
  return env;
}

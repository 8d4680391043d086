/**
 * Starts the station program. On current Electron as a utility process; on the old development runtime, whose Node the SQLite binary does
 * not load in, as a child of the Node 24 that npm installed (docs/adr/0003-electron-runtime.md).
 */
import { fork } from 'node:child_process';
import { utilityProcess } from 'electron';
import { places } from './places.ts';
import { isDevelopmentRuntime } from './runtime.ts';
import type { StationProcess } from './station-host.ts';
import type { FromStation, ToStation } from './station/protocol.ts';
import { overwriteTunable } from './station/sweep.ts';

export function spawnStation(): StationProcess {
  const entry = places.station();
  return isDevelopmentRuntime(process.versions.electron) ? spawnNode(entry) : spawnUtility(entry);
}

function spawnUtility(entry: string): StationProcess {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Vestibule station', stdio: 'inherit', env: stationEnvironment() });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', (message: FromStation) => listener(message)),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => {
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
  };
}

function spawnNode(entry: string): StationProcess {
  const child = fork(entry, [], { execPath: places.node(), execArgv: [], serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: stationEnvironment() });
  return {
    // A send to a process that has just died is answered by its exit.
    send: (message: ToStation) => void child.send(message, () => {}),
    onMessage: (listener) => void child.on('message', (message) => listener(message as FromStation)),
    onExit: (listener) => onceEnded(child, listener),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** `exit` for a process that lived, `error` for one that never started; never both. */
function onceEnded(child: NodeJS.EventEmitter, listener: () => void): void {
  let ended = false;
  const end = (): void => {
    if (!ended) listener();
    ended = true;
  };
  child.once('exit', end);
  child.once('error', end);
}

function stationEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, ELECTRON_RUN_AS_NODE: _mode, ...env } = process.env;
  return { ...env, GLIBC_TUNABLES: [env['GLIBC_TUNABLES'], overwriteTunable].filter(Boolean).join(':') };
}

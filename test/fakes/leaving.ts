/** A process that held a name, let go of it and swept: how often the name was found in its memory before and after. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { overwriteTunable } from '../../electron/station/sweep.ts';
import { searchMemory } from './memory.ts';

/** What `name()` of the program gives. It stands in no text of the program, which would be found as well. */
const name = 'QLAPV-NAME';

/** @param hold a module's body: holds and lets go of `name()`. @param sweep a body that may await. Started as the station is (electron/station-process.ts). */
export async function heldAndSwept({ hold, sweep }: { hold: string; sweep: string }): Promise<{ held: number; swept: number }> {
  const program = `${hold}
function name() { return String.fromCharCode(...[80, 75, 64, 79, 85].map((code) => code + 1), 45, 78, 65, 77, 69); }
process.send('held');
process.on('message', async () => { ${sweep}; process.send('swept'); });`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { ...process.env, GLIBC_TUNABLES: overwriteTunable } });
  const found = (): number => searchMemory(child.pid!, [{ name: 'name', bytes: Buffer.from(name) }])?.found['name'] ?? NaN;
  try {
    await once(child, 'message');
    const held = found();
    child.send('sweep');
    await once(child, 'message');
    return { held, swept: found() };
  } finally {
    child.kill('SIGKILL');
  }
}

/** The same calls out of the real window: preload, Chromium's copying, the main process's door and the station as a process of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { contract, hostCalls, noDevices, type CallName } from '../../../core/contract.ts';
import { createStation } from '../../../electron/station/create.ts';
import { handlers } from '../../../electron/station/handlers/index.ts';
import { must, passphrase, setupInput, supervisorName } from '../../../test/fakes/station-kit.ts';
import { buildWhenNeeded } from '../../build/when-needed.ts';
import { root, startApplication } from '../kills/application.ts';
import { createRandom } from '../../train-mrz/random.ts';
import { faultOf, type Standing } from './judge.ts';
import { inputFor, type Known } from './shapes.ts';
import { twisted } from './twist.ts';
import { written } from './written.ts';

export type WindowFigures = { calls: number; answered: number; unsent: number; refused: Record<string, number>; slowestMs: number; restarts: number; faults: string[] };

/** These end the program, print or open a dialog: one answer too many for a window that is to be asked on. */
const left: readonly CallName[] = ['kiosk.leave', 'sheet.print', 'sheet.save', 'slip.print', 'slip.save', 'carry.save'];
const names = (Object.keys(contract) as CallName[]).filter((name) => !left.includes(name));

export async function fuzzWindow({ calls, seed, say = () => {} }: { calls: number; seed: number; say?: (line: string) => void }): Promise<WindowFigures> {
  if (!buildWhenNeeded(root, say)) throw new Error('The build failed, see above.');
  const data = mkdtempSync(path.join(tmpdir(), 'vestibule-fuzz-window-'));
  const figures: WindowFigures = { calls: 0, answered: 0, unsent: 0, refused: {}, slowestMs: 0, restarts: 0, faults: [] };
  const known: Known = { uuids: [], words: [supervisorName, passphrase, 'coinex', 'fine', 'demo'] };
  try {
    const station = await createStation({ dir: path.join(data, 'station'), resourcesDir: path.join(root, 'out/resources') });
    await must(station.call('setup.complete', { ...setupInput, devices: noDevices }));
    station.close();
    const app = await startApplication(data);
    try {
      const [first] = app.pids('station');
      const ask = (name: unknown, input: unknown): Promise<unknown> => app.window().evaluate(`vestibule.call(${written(name)}, ${written(input)}).catch((thrown) => ({ unsent: String(thrown) }))`);
      for (let n = 0; n < calls && figures.faults.length < 20; n += 1) {
        const random = createRandom(seed * 1_000_003 + n);
        const wanted: Standing['role'] = n < calls / 4 ? null : 'supervisor';
        const standing = await stand(ask, wanted);
        const name = random.pick(names);
        const fits = inputFor(name, random, known);
        const input = random.chance(0.2) ? fits : twisted(fits, random);
        const from = performance.now();
        let answer: unknown;
        try {
          answer = await ask(name, input);
        } catch {
          // Cyclic or too deep to be written down; calls.ts hands the same over as it is.
          figures.unsent += 1;
          continue;
        }
        figures.calls += 1;
        figures.slowestMs = Math.max(figures.slowestMs, performance.now() - from);
        const { unsent, ok, error } = answer as { unsent?: string; ok?: boolean; error?: { code: string } };
        if (unsent !== undefined) {
          figures.unsent += 1;
          continue;
        }
        if (ok) figures.answered += 1;
        else figures.refused[error?.code ?? 'none'] = (figures.refused[error?.code ?? 'none'] ?? 0) + 1;
        // What came back is JSON, where bytes are none: only who was answered is judged of an answer.
        const fault = ok ? (standing.role === null && !isForAnyone(name) ? 'answered although nobody is logged in' : null) : faultOf(name, answer, standing);
        if (fault) figures.faults.push(`${name} in the window: ${fault}; again: --only window --seed ${seed} --window ${calls}`);
        if (n % 100 === 99) say(`${n + 1} calls in the window, ${figures.faults.length} faults`);
      }
      figures.restarts = app.pids('station')[0] === first ? 0 : 1;
      if (figures.restarts > 0) figures.faults.push('the station ended and was started again');
    } finally {
      await app.close();
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  return figures;
}

const isForAnyone = (name: CallName): boolean => (handlers as Partial<Record<CallName, { who: unknown }>>)[name]?.who === 'anyone' || (hostCalls as readonly string[]).includes(name);

async function stand(ask: (name: unknown, input: unknown) => Promise<unknown>, wanted: Standing['role']): Promise<Standing> {
  const status = async () => ((await ask('station.status', {})) as { value: { state: Standing['state']; operator: { role: Standing['role'] } | null } }).value;
  let now = await status();
  if (wanted !== null && now.operator?.role !== wanted) {
    await ask('session.login', { name: supervisorName, passphrase });
    now = await status();
  }
  return { state: now.state, role: now.operator?.role ?? null };
}

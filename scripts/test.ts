/**
 * `npm test`: every kind of test in order, each told apart, with what was skipped and why. Stops at nothing: all steps run, the exit code
 * is red when one was. `--only a,b` runs some.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { endedByEngine } from './test/engine-fault.ts';
import { redLines } from './test/red.ts';
import { postgresqlMissing, postgresqlPrograms } from '../test/fakes/postgresql.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name: string) => `${root}node_modules/${name}`;
const vitest = bin('vitest/vitest.mjs');

/** `quiet`: standard output is data for somebody else. */
type Step = { name: string; what: string; run: string[]; quiet?: true };
/** Side by side, because each leaves a processor free; the second is told when the first has ended. */
const before: readonly (readonly Step[])[] = [[
  { name: 'types', what: 'one compiler run a world', run: ['scripts/types.ts'] },
  { name: 'lint', what: 'eslint with the import walls', run: [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] },
  { name: 'locales', what: 'texts beside the code against resources/locales', run: ['scripts/locales.ts', '--check'] },
], [
  { name: 'specimens', what: 'synthetic documents and camera clips for the tests', run: ['scripts/specimens/main.ts', '--only', 'tests'] },
  { name: 'measure', what: 'the conformance pictures, measured (its test reads this)', run: ['scripts/conformance.ts', '--measure'], quiet: true },
]];
const steps: readonly Step[] = [
  { name: 'unit', what: 'unit, architecture, conformance, security and CLI tests', run: [vitest, 'run', '--exclude', 'test/faults/**'] },
  { name: 'faults', what: 'kills, full disk, damaged stores', run: [vitest, 'run', 'test/faults'] },
  { name: 'build', what: 'the app', run: [bin('electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'] },
  { name: 'e2e', what: 'journeys and shell security in a real Electron', run: ['scripts/e2e.ts'] },
];

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1]?.split(',') : undefined;
const outcome: { name: string; ok: boolean; seconds: number; red: string[] }[] = [];

/** @param tell where its output goes. */
async function perform(step: Step, tell: (piece: string) => void): Promise<void> {
  if (only && !only.includes(step.name)) return;
  tell(`\n=== ${step.name}: ${step.what}\n`);
  const from = performance.now();
  let { ok, printed } = await performed(step, tell);
  const cutShort = ok ? [] : endedByEngine(printed);
  if (cutShort.length > 0) {
    tell(`\nV8 aborted (scripts/test/engine-fault.ts) under ${cutShort.join(' ')}: run again.\n`);
    ({ ok, printed } = await performed({ ...step, run: [vitest, 'run', ...cutShort] }, tell));
  }
  outcome.push({ name: step.name, ok, seconds: (performance.now() - from) / 1000, red: ok ? [] : redLines(printed) });
}

/** @returns what was printed, without colours. */
async function performed({ run, quiet }: Step, tell: (piece: string) => void): Promise<{ ok: boolean; printed: string }> {
  const child = spawn(process.execPath, run, { cwd: root, stdio: ['inherit', quiet ? 'ignore' : 'pipe', 'pipe'] });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => { printed.push(piece); tell(piece); });
  }
  const ok = await new Promise<boolean>((resolve) => child.once('error', () => resolve(false)).once('close', (code) => resolve(code === 0)));
  return { ok, printed: stripVTControlCharacters(printed.join('')) };
}

async function inOrder(lane: readonly Step[], tell: (piece: string) => void): Promise<void> {
  for (const step of lane) await perform(step, tell);
}

const say = (piece: string): void => void process.stdout.write(piece);
const held: string[] = [];
const [first = [], second = []] = before;
const beside = inOrder(second, (piece) => void held.push(piece));
await inOrder(first, say);
await beside;
held.forEach(say);
await inOrder(steps, say);

console.log('\n=== summary');
for (const { name, ok, seconds, red } of outcome) {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(10)} ${seconds.toFixed(1)} s`);
  for (const line of red) console.log(`     ${line}`);
}
if (!existsSync(process.env['VESTIBULE_DATA'] ?? `${root}../shared/data`)) {
  console.log('SKIPPED  measurements on the real picture sets: ../shared/data is not on this machine (they never enter the repository).');
}
if (postgresqlPrograms() === null) console.log(postgresqlMissing);
if (process.platform !== 'linux') console.log('SKIPPED  SANE scanner tests: this is not Linux.');
process.exit(outcome.every((o) => o.ok) ? 0 : 1);

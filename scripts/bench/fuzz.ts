/**
 * `npm run bench:fuzz [-- --only calls,files,window --calls 10000 --files 5000 --window 500 --seed 1]`: calls and files nobody meant, through the real door and the real decoders. A fault names the words
 * that repeat it; its input is kept in .cache/fuzz.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.resolve(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { only: { type: 'string', default: 'calls,files,window' }, window: { type: 'string', default: '500' }, calls: { type: 'string', default: '10000' }, files: { type: 'string', default: '5000' }, seed: { type: 'string', default: '1' }, until: { type: 'string' }, from: { type: 'string', default: '0' } } });
const wanted = values.only.split(',');
const [seed, keep, say] = [Number(values.seed), path.join(root, '.cache/fuzz'), (line: string): void => console.log(line)];
const faults: string[] = [];
if (wanted.includes('calls')) {
  const { fuzzCalls } = await import('./fuzz/calls.ts');
  const { removeFolders } = await import('../../test/fakes/station-kit.ts');
  const f = await fuzzCalls({ calls: Number(values.calls), seed, keep, say, ...(values.until && { until: Number(values.until) }) });
  removeFolders();
  faults.push(...f.faults);
  say(`${f.calls} calls, seed ${seed}: ${f.answered} answered within the contract (${Object.entries(f.answeredTo).map(([who, count]) => `${who} ${count}`).join(', ')}), refused ${Object.entries(f.refused).sort((a, b) => b[1] - a[1]).map(([code, count]) => `${code} ${count}`).join(', ')}`);
  say(`slowest ${f.slowest.ms.toFixed(0)} ms of processor (${f.slowest.name}); memory ${f.memory.before} MB before, at most ${f.memory.most} MB`);
}
if (wanted.includes('files')) {
  const { fuzzFiles } = await import('./fuzz/files.ts');
  const f = await fuzzFiles({ files: Number(values.files), seed, from: Number(values.from), keep, say });
  faults.push(...f.faults);
  say(`${f.files} files, seed ${seed}: ${f.opened} opened, ${f.inspected} of them inspected whole, ${Object.entries(f.codes).sort((a, b) => b[1] - a[1]).map(([code, count]) => `${code} ${count}`).join(', ')}`);
  say(`slowest ${(f.slowest.ms / 1000).toFixed(1)} s of processor (${f.slowest.name}); at most ${f.megabytes} MB`);
}
if (wanted.includes('window')) {
  const { fuzzWindow } = await import('./fuzz/window.ts');
  const { stopDisplay } = await import('../../test/e2e/display.ts');
  const f = await fuzzWindow({ calls: Number(values.window), seed, say });
  stopDisplay();
  faults.push(...f.faults);
  say(`${f.calls} calls out of the real window, seed ${seed}: ${f.answered} answered, ${f.unsent} that the window itself would not send, refused ${Object.entries(f.refused).sort((a, b) => b[1] - a[1]).map(([code, count]) => `${code} ${count}`).join(', ')}; slowest ${(f.slowestMs / 1000).toFixed(1)} s`);
}
for (const fault of faults) say(`FAULT  ${fault}`);
say(`${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;

/**
 * `npm run bench [-- --json] [--frames N] [--only node,case,window]`: what the station costs on this machine, against issue 2's targets. Runs on
 * specimens and clips of `npm run specimens`, which it makes when they are not there. `--against FOLDER [--subject document|face|challenge]`: only that live loop, held against another checkout's.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { jpegFramesOf } from './station/clip.ts';
import { heldAgainst } from './station/against.ts';
import { caseBench } from './station/case.ts';
import { nodeLoops, subjects } from './station/node-loops.ts';
import { table, type Row } from './station/statistics.ts';

const root = path.resolve(import.meta.dirname, '../..');
const at = (name: string): string => path.join(root, '.cache/specimens', name);
const customer = at('clips/face-customer-rounds.mjpeg');
const clips = { document: at('clips/document-good.mjpeg'), face: customer, challenge: customer };
/** The pictures a camera would hand over as captures: a frame of each clip. */
const stills = { document: at('bench/document.jpg'), face: at('bench/face.jpg') };

const { values } = parseArgs({ options: { json: { type: 'boolean' }, frames: { type: 'string', default: '200' }, against: { type: 'string' }, subject: { type: 'string', default: 'document' }, only: { type: 'string', default: 'node,case,window' } } });
const frames = Number(values.frames);
const wanted = values.only.split(',');
// With --json, standard output holds the JSON alone.
const say = (text: string): void => void process.stderr.write(`${text}\n`);

if (Object.values(clips).some((f) => !existsSync(f))) {
  say('Making the specimens first.');
  spawnSync(process.execPath, [path.join(root, 'scripts/specimens/main.ts'), '--only', 'tests'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}
for (const file of Object.values(clips)) if (!existsSync(file)) throw new Error(`${path.relative(root, file)} is not there and could not be made (npm run specimens -- --only tests).`);
mkdirSync(at('bench'), { recursive: true });
for (const which of ['document', 'face'] as const) {
  const pictures = jpegFramesOf(clips[which]);
  writeFileSync(stills[which], pictures[0]!);
}

if (values.against) {
  const subject = subjects.find((s) => s === values.subject);
  if (!subject) throw new Error(`--subject is one of ${subjects.join(', ')}.`);
  const { rows: held, ratio: { wall, processor }, differ } = await heldAgainst(root, path.resolve(values.against), subject, clips[subject], frames);
  console.log(table(held));
  console.log(`ratio ${wall.median.toFixed(3)} of the median, ${wall.p95.toFixed(3)} of the p95; of processor time ${processor.median.toFixed(3)} and ${processor.p95.toFixed(3)}`);
  console.log(`of ${differ.frames} frames statuses differ in ${differ.statuses}, first causes in ${differ.firstCauses}, any value in ${differ.results}`);
  process.exit(0);
}

const rows: Row[] = [];
let processes: object[] = [];
let backend = 'wasm';
const skipped: string[] = [];
if (wanted.includes('node')) {
  say(`Live loops in Node, ${frames} frames each.`);
  rows.push(...(await nodeLoops(clips, frames)));
}
if (wanted.includes('case')) {
  say('Capture to verdict.');
  rows.push(...(await caseBench(stills.document, stills.face, 5)));
}
if (wanted.includes('window')) {
  say('The station in a real Electron.');
  try {
    const { buildWhenNeeded } = await import('../build/when-needed.ts');
    if (!buildWhenNeeded(root, say)) throw new Error('The build failed.');
    const { windowBench } = await import('./station/window.ts');
    const found = await windowBench(clips, stills.document, frames);
    rows.push(...found.rows);
    ({ processes, backend } = found);
  } catch (thrown) {
    // Said aloud and kept in the answer: a bench without the window is not a passed one.
    skipped.push(`window: ${thrown instanceof Error ? thrown.message.split('\n')[0] : String(thrown)}`);
  }
}

const environment = {
  processor: cpus()[0]?.model ?? '', cores: cpus().length, memoryGigabytes: Math.round(totalmem() / 1e9), load: loadavg().map((l) => Math.round(l * 10) / 10),
  node: process.version, platform: `${process.platform} ${process.arch}`, backend, frame: '1280x720', frames,
};
if (values.json) console.log(JSON.stringify({ environment, rows, processes, skipped }, null, 1));
else {
  console.log(table(rows));
  for (const p of processes as { kind: string; peak: number; proportional: number }[]) console.log(`  ${p.kind.padEnd(24)} ${p.proportional.toFixed(0).padStart(5)} MB now, ${p.peak.toFixed(0)} MB peak`);
  for (const line of skipped) console.log(`SKIPPED  ${line}`);
  console.log(`${environment.processor}, ${environment.cores} cores, load ${environment.load.join(' ')}, Node ${environment.node}, faces on ${backend}`);
}
process.exit(rows.some((r) => r.met === false) || skipped.length > 0 ? 1 : 0);

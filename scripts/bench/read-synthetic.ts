/**
 * `npm run bench:read-synthetic [-- --pictures N --seed S --severity 0..1]`: the MRZ reader on synthetic documents of all formats, rotations and sizes;
 * every sixth has no MRZ. Needs the fonts of the training.
 */
import { parseArgs } from 'node:util';
import { createEngines } from '../../cli/engines.ts';
import { mrzFormats } from '../../core/document/reading.ts';
import { readMrz } from '../../core/vision/mrz/read-mrz.ts';
import { loadFaces } from '../train-mrz/glyphs.ts';
import { syntheticPage } from '../train-mrz/page.ts';
import { createRandom } from '../train-mrz/random.ts';
import { randomMrz } from '../train-mrz/random-mrz.ts';

const { values: options } = parseArgs({ options: { pictures: { type: 'string', default: '210' }, seed: { type: 'string', default: '1' }, severity: { type: 'string', default: '0.6' }, verbose: { type: 'boolean', default: false } } });
const random = createRandom(Number(options.seed));
const faces = await loadFaces();
const network = await createEngines().mrzNetwork();
const tally: Record<string, number> = {};
const times: number[] = [];
const count = (what: string): void => {
  tally[what] = (tally[what] ?? 0) + 1;
};

for (let i = 0; i < Number(options.pictures); i++) {
  const format = mrzFormats[i % mrzFormats.length]!;
  const lines = i % 6 === 5 ? [] : randomMrz(random, format);
  const quarter = 90 * random.integer(4), rotation = quarter + random.between(-15, 15);
  const pitch = random.scaled(7, 26), severity = random.between(0, Number(options.severity));
  const page = syntheticPage(random, faces, lines, { pitch, rotation, severity });
  const before = process.cpuUsage();
  const found = readMrz(page, network);
  const used = process.cpuUsage(before);
  times.push((used.user + used.system) / 1000);
  const truth = lines.join('|'), read = found?.mrz.lines.join('|') ?? '';
  const doubt = found ? found.mrz.doubtful.length > 0 || found.mrz.checkDigits.some((c) => !c.valid) : false;
  const verdict = truth === read ? (truth ? (doubt ? 'perfect, with doubts' : 'perfect') : 'rightly none') : !truth ? 'INVENTED' : !found ? 'missed' : doubt ? 'marked wrong' : 'SILENTLY WRONG';
  count(verdict);
  if (!['perfect', 'perfect, with doubts', 'rightly none'].includes(verdict) || options.verbose) {
    console.log(`${verdict} #${i} ${format} pitch ${pitch.toFixed(1)} rotation ${rotation.toFixed(0)} severity ${severity.toFixed(2)} ${page.width}x${page.height}\n  ${truth}\n  ${read}`);
  }
}
times.sort((a, b) => a - b);
console.log(tally, `processor time: median ${Math.round(times[times.length >> 1]!)} ms, p95 ${Math.round(times[Math.floor(times.length * 0.95)]!)} ms`);

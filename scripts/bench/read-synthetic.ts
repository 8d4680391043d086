/**
 * `npm run bench:read-synthetic [-- --pictures N --seed S --severity 0..1 --picture I --trace]`: the MRZ reader on synthetic documents of all
 * formats, in four directions and up to 20 degrees, 7 to 26 pixels from character to character; every sixth has no MRZ. Each picture has a
 * seed of its own, so that --picture I makes that one again. Readable is what this bench calls severity up to 0.6: blur up to 0.07 pitches
 * beyond the pixel's own, print at least 130 gray levels darker than its paper, patterns up to a fifth of that, JPEG 62 and better.
 * Needs the fonts of the training.
 */
import { parseArgs } from 'node:util';
import { createEngines } from '../../cli/engines.ts';
import { mrzFormats, type Mrz } from '../../core/document/reading.ts';
import { readMrz } from '../../core/vision/mrz/read-mrz.ts';
import { loadFaces } from '../train-mrz/glyphs.ts';
import { syntheticPage } from '../train-mrz/page.ts';
import { createRandom } from '../train-mrz/random.ts';
import { randomMrz } from '../train-mrz/random-mrz.ts';

const { values: options } = parseArgs({
  options: {
    pictures: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' }, severity: { type: 'string', default: '0.6' },
    picture: { type: 'string' }, trace: { type: 'boolean', default: false },
  },
});

const faces = await loadFaces();
const network = await createEngines().mrzNetwork();

type Verdict = 'perfect' | 'perfect, with doubts' | 'rightly none' | 'INVENTED' | 'missed' | 'marked wrong' | 'SILENTLY WRONG';
const good: readonly Verdict[] = ['perfect', 'perfect, with doubts', 'rightly none'];

const tallies = new Map<string, Map<Verdict, number>>();
function count(group: string, verdict: Verdict): void {
  const tally = tallies.get(group) ?? new Map<Verdict, number>();
  tally.set(verdict, (tally.get(verdict) ?? 0) + 1);
  tallies.set(group, tally);
}

/** How often a character of that posterior is right: bounds from below. */
const bins = [0, 0.5, 0.8, 0.9, 0.97, 0.99, 0.999] as const;
const reliability = bins.map(() => ({ all: 0, right: 0 }));

const times: number[] = [];
const indices = options.picture === undefined ? Array.from({ length: Number(options.pictures) }, (_, i) => i) : [Number(options.picture)];
for (const i of indices) one(i);

function one(i: number): void {
  const random = createRandom(Number(options.seed) * 1_000_003 + i);
  const format = mrzFormats[i % mrzFormats.length]!;
  const lines = i % 6 === 5 ? [] : randomMrz(random, format);
  const rotation = 90 * random.integer(4) + random.between(-20, 20);
  const pitch = random.scaled(7, 26), severity = random.between(0, Number(options.severity));
  const page = syntheticPage(random, faces, lines, { pitch, rotation, severity });
  const before = process.cpuUsage();
  const mrz = readMrz(page, network, options.trace ? (what) => console.error(what) : undefined)?.mrz ?? null;
  const used = process.cpuUsage(before);
  times.push((used.user + used.system) / 1000);
  const verdict = verdictOf(lines, mrz);
  count('all', verdict);
  count(lines.length > 0 ? format : 'no MRZ', verdict);
  if (lines.length > 0) count(`severity ${(Math.floor(severity * 5) / 5).toFixed(1)} to ${(Math.floor(severity * 5) / 5 + 0.2).toFixed(1)}`, verdict);
  if (mrz && mrz.lines.length === lines.length) weigh(mrz, lines);
  if (!good.includes(verdict)) console.log(`${verdict} --picture ${i} ${format} pitch ${pitch.toFixed(1)} rotation ${rotation.toFixed(0)} severity ${severity.toFixed(2)} ${page.width}x${page.height}\n  truth ${lines.join('|')}\n  read  ${mrz?.lines.join('|') ?? '-'}`);
}

function verdictOf(lines: readonly string[], mrz: Mrz | null): Verdict {
  const truth = lines.join('|');
  if (!mrz) return truth === '' ? 'rightly none' : 'missed';
  if (truth === '') return 'INVENTED';
  const doubted = mrz.doubtful.length > 0 || mrz.checkDigits.some((c) => !c.valid);
  if (mrz.lines.join('|') === truth) return doubted ? 'perfect, with doubts' : 'perfect';
  return doubted ? 'marked wrong' : 'SILENTLY WRONG';
}

function weigh(mrz: Mrz, lines: readonly string[]): void {
  mrz.confidence.forEach((row, line) => row.forEach((posterior, column) => {
    const bin = reliability[bins.findLastIndex((from) => posterior >= from)]!;
    bin.all += 1;
    if (mrz.lines[line]![column] === lines[line]![column]) bin.right += 1;
  }));
}

const shareOf = (tally: Map<Verdict, number>): string => {
  const total = [...tally.values()].reduce((n, c) => n + c, 0);
  const right = good.reduce((n, v) => n + (tally.get(v) ?? 0), 0);
  return `${right} of ${total} (${((100 * right) / total).toFixed(2)} %)  ${[...tally].map(([v, n]) => `${v} ${n}`).join(' · ')}`;
};

for (const [group, tally] of [...tallies].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`${group.padEnd(20)} ${shareOf(tally)}`);
console.log('posterior of a character -> right');
bins.forEach((from, i) => console.log(`  ${from} and more: ${reliability[i]!.right} of ${reliability[i]!.all}`));
times.sort((a, b) => a - b);
console.log(`processor time: median ${Math.round(times[times.length >> 1]!)} ms, p95 ${Math.round(times[Math.floor(times.length * 0.95)]!)} ms`);

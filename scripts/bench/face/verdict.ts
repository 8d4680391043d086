/** How long a customer waits for the match after the last live frame, and how much memory the face models take. Run alone for the memory: `--only verdict`. */
import { createEngines } from '../../../cli/engines.ts';
import { describeLive, describePerson, matchCase } from '../../../core/people.ts';
import { rulesOf } from '../../../core/rules.ts';
import { fusedFrames } from './match.ts';
import { webcamFrame } from './loop.ts';
import { quantile } from './statistics.ts';

const rounds = 40;
/** Issue 5. */
const [mostMs, mostMegabytes] = [700, 350];
const context = { date: '2026-01-01', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;

export async function verdictReport(say: (line: string) => void): Promise<object> {
  const frame = await webcamFrame();
  const before = resident();
  const engines = createEngines();
  const { largest: portrait } = await describePerson(engines, frame);
  const { largest: face } = await describeLive(engines, frame);
  if (!portrait || !face) throw new Error('no face in the sample photo');
  const earlier = Array.from({ length: fusedFrames - 1 }, () => face);
  const [wall, used]: [number[], number[]] = [[], []];
  for (let i = 0; i < rounds; i += 1) {
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    const { largest: last } = await describeLive(engines, frame);
    await matchCase({ document: { portrait, ghost: null }, face, live: last ? [...earlier, last] : earlier }, context, rulesOf({}));
    const { user, system } = process.cpuUsage(cpu);
    wall.push(performance.now() - start);
    used.push((user + system) / 1000);
  }
  for (const times of [wall, used]) times.sort((a, b) => a - b);
  const megabytes = process.resourceUsage().maxRSS / 1000 - before;
  const [median, p95] = [quantile(wall, 0.5), quantile(wall, 0.95)];
  const processor = { median: quantile(used, 0.5), p95: quantile(used, 0.95) };
  say(`\nMatch verdict after the last frame (find, describe, fuse with ${earlier.length} before, compare), ${rounds} times at ${frame.width}x${frame.height}: median ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms (wanted: ${mostMs}); of the processor ${processor.median.toFixed(0)} and ${processor.p95.toFixed(0)} ms`);
  say(`Memory of the face models at their peak, above the picture alone: ${megabytes.toFixed(0)} MB (wanted: ${mostMegabytes})`);
  return { rounds, median, p95, processor, megabytes };
}

const resident = (): number => process.memoryUsage().rss / 1e6;

/**
 * Measures the face part: detection, match, covered and blurred faces, second faces, printed portraits, time and memory of the verdict, live loop, events, movements, drawn attacks, films of people, stills of attacks. `npm run bench:face [-- --only match,detection,covered,blur,second,printed,verdict,loop,events,movements,attacks,clips,pad]`.
 * Prints text; writes the same figures to .cache/bench-face/report.json.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createEngines } from '../../cli/engines.ts';
import { loadPolicy } from '../../cli/policy.ts';
import { attacksReport } from './face/attacks.ts';
import { clipsReport } from './face/clips.ts';
import { blurReport } from './face/blur.ts';
import { coveredReport } from './face/covered.ts';
import { rememberedDescriptions } from './face/descriptions.ts';
import { detectionReport } from './face/detection.ts';
import { eventsReport } from './face/events.ts';
import { dataFolder, nodeFaceEngine, root } from './face/host.ts';
import { loopReport } from './face/loop.ts';
import { movementsReport } from './face/movements.ts';
import { matchReport, strangerMedians, withDescriptor } from './face/match.ts';
import { padReport } from './face/pad.ts';
import { printedReport } from './face/printed.ts';
import { secondReport } from './face/second.ts';
import { countedPictures, matchPictures } from './face/sets.ts';
import { verdictReport } from './face/verdict.ts';

const parts = ['match', 'detection', 'covered', 'blur', 'second', 'printed', 'verdict', 'loop', 'events', 'movements', 'attacks', 'clips', 'pad'] as const;
const chosen = process.argv.includes('--only') ? (process.argv[process.argv.indexOf('--only') + 1] ?? '').split(',') : [...parts];
const numberOf = (option: string, otherwise: number): number => (process.argv.includes(option) ? Number(process.argv[process.argv.indexOf(option) + 1]) : otherwise);
const say = (line: string): void => console.log(line);
const report: Record<string, unknown> = {};

const chosenPictures = { every: numberOf('--every', 9), from: numberOf('--from', 1) };

let started: ReturnType<typeof nodeFaceEngine> | null = null;
const engine = () => (started ??= nodeFaceEngine());

if (!existsSync(dataFolder)) say(`${dataFolder} is not here: only the loop and the drawn attacks can be measured.`);
// First: its memory is what the models add.
if (chosen.includes('verdict')) report['verdict'] = await verdictReport(say);
if (chosen.includes('loop')) report['loop'] = await loopReport(await engine(), say);
if (existsSync(dataFolder) && ['match', 'detection', 'printed'].some((part) => chosen.includes(part))) {
  const counted = countedPictures();
  const pictures = matchPictures();
  const described = await rememberedDescriptions([...new Set([...counted, ...pictures].map((p) => p.file))], engine, say);
  if (chosen.includes('detection')) report['detection'] = detectionReport(counted, described, say);
  const known = withDescriptor(pictures, described);
  if (chosen.includes('printed')) report['printed'] = await printedReport(known, await engine(), chosenPictures, say);
  if (chosen.includes('match')) {
    const unit = strangerMedians(known.filter((p) => p.set === 'faces_orl'));
    say(`\nMedian distance of strangers on faces_orl: face-api ${unit.faceApi.toFixed(4)}, faceres ${unit.faceres.toFixed(4)}`);
    report['match'] = { unit, sets: matchReport(known, say) };
  }
}
if (existsSync(dataFolder) && chosen.includes('events')) report['events'] = await eventsReport(await engine(), say);
if (existsSync(dataFolder) && chosen.includes('movements')) report['movements'] = await movementsReport(await engine(), say);
if (chosen.includes('attacks')) report['attacks'] = await attacksReport(createEngines(), await loadPolicy(undefined), say);
if (chosen.includes('clips')) report['clips'] = await clipsReport(createEngines(), await loadPolicy(undefined), say);
if (chosen.includes('pad')) report['pad'] = await padReport(createEngines(), await loadPolicy(undefined), say);
if (chosen.includes('second')) report['second'] = await secondReport(createEngines(), say);
if (existsSync(dataFolder) && chosen.includes('blur')) report['blur'] = await blurReport(await engine(), chosenPictures, say);
if (existsSync(dataFolder) && chosen.includes('covered')) report['covered'] = await coveredReport(await engine(), chosenPictures, say);

mkdirSync(path.join(root, '.cache/bench-face'), { recursive: true });
writeFileSync(path.join(root, '.cache/bench-face/report.json'), JSON.stringify(report, null, 2));

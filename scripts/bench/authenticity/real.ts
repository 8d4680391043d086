/** The votes on real pictures, presented as files. They are somebody else's files: many specimens on the internet were resaved or edited themselves. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decodePicture, readPictureFile } from '../../../cli/decode.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { percentileOf } from '../quality/analyse.ts';
import { Rates, type Role } from './rates.ts';
import { kindOf, sets, sought, type Kind } from './truth.ts';
import { percent, Tally } from './tally.ts';
import { castVotes, voteIds } from './votes.ts';

export async function measureReal(data: string, engines: Engines, verbose: boolean, only: string | null): Promise<void> {
  if (!existsSync(data)) {
    console.log(`real pictures: SKIPPED, ${data} is not there (set VESTIBULE_DATA)`);
    return;
  }
  const bySet = new Tally();
  const byKind = new Tally();
  const times: number[] = [];
  const rates = new Rates();
  for (const set of Object.keys(sets)) {
    if (!existsSync(join(data, set)) || (only !== null && set !== only)) continue;
    for (const name of readdirSync(join(data, set)).filter((n) => /\.(png|jpe?g|bmp|webp|tiff?)$/i.test(n)).sort()) {
      const picture = await readPictureFile(join(data, set, name)).then(decodePicture).catch(() => null);
      if (!picture) continue;
      const ballot = await castVotes(engines, picture, 'file');
      times.push(ballot.ms);
      const kind = kindOf(set, name);
      bySet.add(`${set}: ${kind}`, ballot);
      byKind.add(kind, ballot);
      rates.add(`${set}/${name}`, ballot, (id) => roleOf(id, kind));
      if (verbose) console.log(`    ${kind.padEnd(10)} ${`${set}/${name}`.slice(0, 58).padEnd(58)} ${[...ballot.results.values()].map((r) => `${r.id.slice(5, 12)}=${r.value?.toPrecision(3) ?? r.reason}${r.status === 'fail' ? '!' : ''}`).join(' ')} ${ballot.ms.toFixed(0)}ms`);
    }
  }
  console.log('real pictures, presented as files');
  bySet.print([...voteIds, 'auth.altered']);
  rates.print(voteIds);
  const found = byKind.of('screenshot', 'auth.screenshot');
  const genuine = byKind.over(['photo', 'scan', 'screen', 'print', 'edited'], 'auth.screenshot');
  const digital = byKind.of('digital', 'auth.screenshot');
  console.log(`  screenshots found ${percent(found.fails, found.n)}; false alarms on photographs and scans ${percent(genuine.fails, genuine.n)}; pictures drawn or rendered by a program (a class of their own) ${percent(digital.fails, digital.n)}`);
  const edited = byKind.of('edited', 'auth.altered');
  console.log(`  edited pictures: suspected ${percent(edited.fails, edited.n)}; by vote: ${voteIds.map((id) => `${id.slice(5)} ${percent(byKind.of('edited', id).fails, edited.n)}`).join(', ')}`);
  const untouched = byKind.over(['photo', 'scan'], 'auth.altered');
  console.log(`  photographs and scans not known to be touched: suspected ${percent(untouched.fails, untouched.n)}; by vote: ${voteIds.map((id) => `${id.slice(5)} ${percent(byKind.over(['photo', 'scan'], id).fails, untouched.n)}`).join(', ')}`);
  console.log(`  all votes together: ${percentileOf(times, 0.5).toFixed(0)} ms median, ${percentileOf(times, 0.95).toFixed(0)} ms p95 of processor time, ${times.length} pictures`);
}

/** Genuine are photographs and scans not known to be touched; a program's own drawings are genuine for nobody, and an attack of another kind is no false alarm. */
function roleOf(id: string, kind: Kind): Role {
  if ((sought[id] ?? []).includes(kind)) return 'attack';
  return kind === 'photo' || kind === 'scan' ? 'genuine' : 'aside';
}

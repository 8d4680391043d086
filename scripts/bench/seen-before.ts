/**
 * `npm run bench:seen-before [-- --faces 100000] [--listed 10000] [--searches 200] [--only rates,speed,list]`: one face among all that a station keeps, and among those head office lists. Rates on ../shared/data,
 * where it is; time and memory over made-up faces in an encrypted store on the disk.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { dataFolder } from './face/host.ts';
import { listReport } from './seen-before/list.ts';
import { ratesReport } from './seen-before/rates.ts';
import { speedReport } from './seen-before/speed.ts';

const { values } = parseArgs({ options: { faces: { type: 'string', default: '100000' }, listed: { type: 'string', default: '10000' }, searches: { type: 'string', default: '200' }, only: { type: 'string', default: 'rates,speed,list' } } });
const say = (line: string): void => console.log(line);

if (values.only.includes('rates')) {
  if (existsSync(dataFolder)) await ratesReport(say);
  else say(`SKIPPED  rates: ${dataFolder} is not here.`);
}
if (values.only.includes('speed') || values.only.includes('list')) {
  const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-faces-'));
  try {
    const searches = Number(values.searches);
    const met = values.only.includes('speed') ? await speedReport(path.join(folder, 'faces.db'), { faces: Number(values.faces), searches }, say) : true;
    if (values.only.includes('list')) listReport(path.join(folder, 'list.db'), { listed: Number(values.listed), searches }, say);
    process.exitCode = met ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

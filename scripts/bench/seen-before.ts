/**
 * `npm run bench:seen-before [-- --faces 100000] [--searches 200] [--only rates,speed]`: one face among all that a station keeps. Rates on ../shared/data,
 * where it is; time and memory over made-up faces in an encrypted store on the disk.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { dataFolder } from './face/host.ts';
import { ratesReport } from './seen-before/rates.ts';
import { speedReport } from './seen-before/speed.ts';

const { values } = parseArgs({ options: { faces: { type: 'string', default: '100000' }, searches: { type: 'string', default: '200' }, only: { type: 'string', default: 'rates,speed' } } });
const say = (line: string): void => console.log(line);

if (values.only.includes('rates')) {
  if (existsSync(dataFolder)) await ratesReport(say);
  else say(`SKIPPED  rates: ${dataFolder} is not here.`);
}
if (values.only.includes('speed')) {
  const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-faces-'));
  try {
    const met = await speedReport(path.join(folder, 'faces.db'), { faces: Number(values.faces), searches: Number(values.searches) }, say);
    process.exitCode = met ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

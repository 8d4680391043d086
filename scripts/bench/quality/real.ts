/** Confusion of the first reason on the real pictures. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decodePicture, readPictureFile } from '../../../cli/decode.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { analyse, percentileOf } from './analyse.ts';
import { expectedByFile, goodSets, type Expected } from './truth.ts';

export async function measureReal(data: string, engines: Engines, verbose: boolean): Promise<void> {
  if (!existsSync(data)) {
    console.log(`real pictures: SKIPPED, ${data} is not there (set VESTIBULE_DATA)`);
    return;
  }
  const table = new Map<string, Map<string, number>>();
  const wrong: string[] = [];
  const times: number[] = [];
  const unassessed = new Map<string, number>();
  const score = { good: [0, 0], defect: [0, 0] };
  for (const [file, expected] of labelled(data)) {
    const picture = await decodePicture(await readPictureFile(join(data, file))).catch(() => null);
    if (!picture) {
      console.log(`  not decodable: ${file}`);
      continue;
    }
    const got = await analyse(picture.frame, engines, 'file');
    times.push(got.ms);
    const right = expected === 'good' ? got.first === 'good' : expected.includes(got.first);
    const row = expected === 'good' ? 'good' : expected[0]!;
    const cells = table.get(row) ?? new Map<string, number>();
    cells.set(got.first, (cells.get(got.first) ?? 0) + 1);
    table.set(row, cells);
    const kind = expected === 'good' ? score.good : score.defect;
    kind[1]!++;
    if (right) kind[0]!++;
    if (expected === 'good' && right) for (const id of got.unassessed) unassessed.set(id, (unassessed.get(id) ?? 0) + 1);
    const facts = got.results.map((r) => `${r.id.slice(4, 8)}=${r.value === null ? (r.reason ?? '').slice(0, 6) : r.value.toPrecision(3)}${r.status === 'fail' ? '!' : ''}`).join(' ');
    if (!right || verbose) wrong.push(`  ${right ? 'ok   ' : 'WRONG'} ${file.slice(0, 52).padEnd(52)} want ${row.padEnd(14)} got ${got.first.padEnd(14)} ${got.geometry.fillsPicture ? 'F' : ' '} ${facts} ${got.ms.toFixed(0)}ms`);
  }
  console.log('real pictures: expected first reason -> found');
  for (const [row, cells] of [...table].sort()) console.log(`  ${row.padEnd(16)} ${[...cells].sort((a, b) => b[1] - a[1]).map(([k, n]) => `${k} ${n}`).join(', ')}`);
  const percent = ([right, all]: number[]) => `${right}/${all} = ${((100 * right!) / all!).toFixed(1)} %`;
  console.log(`  good called good ${percent(score.good)}; defects with the right first reason ${percent(score.defect)}; median ${percentileOf(times, 0.5).toFixed(0)} ms, p95 ${percentileOf(times, 0.95).toFixed(0)} ms`);
  console.log(`  of the good ones not assessed by ${[...unassessed].map(([id, n]) => `${id} ${n}`).join(', ') || 'none'}`);
  for (const line of wrong) console.log(line);
}

function labelled(data: string): [string, Expected][] {
  const files = new Map<string, Expected | 'skip'>();
  for (const set of goodSets) for (const name of readdirSync(join(data, set))) files.set(`${set}/${name}`, 'good');
  for (const [file, expected] of Object.entries(expectedByFile)) files.set(file, expected);
  return [...files].filter((e): e is [string, Expected] => e[1] !== 'skip' && existsSync(join(data, e[0]))).sort();
}

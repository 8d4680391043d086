/** A store of a hundred thousand cases against one of a hundred: start, search, opening a case, every screen of records, memory. */
import { spawnSync } from 'node:child_process';
import { constants, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newResources, removeFolders, testPolicy } from '../../../test/fakes/station-kit.ts';
import { fillStore } from './fill.ts';
import type { Measured } from './measure.ts';

/** Issue 8: search p95, opening a case p95, and the start of a large store against that of a small one. */
const targets = { searchMs: 100, openMs: 150, startRatio: 1.25 };
const small = 100;

/** @param keep a folder in which the filled stores stay for the next run. @returns false where a bar was missed */
export async function storeReport({ cases, seed, wholeEvery, keep }: { cases: number; seed: number; wholeEvery: number; keep: string | null }, say: (line: string) => void): Promise<boolean> {
  const root = keep ?? mkdtempSync(path.join(tmpdir(), 'vestibule-bench-store-'));
  const resourcesDir = newResources();
  const until = new Date('2026-11-20T12:00:00.000Z');
  try {
    const measured: Measured[] = [];
    for (const count of [small, cases]) {
      const dir = path.join(root, String(count));
      if (!existsSync(path.join(dir, 'audit-head.json'))) {
        rmSync(dir, { recursive: true, force: true });
        mkdirSync(dir, { recursive: true });
        await fillStore(dir, resourcesDir, testPolicy(), { cases: count, seed, until, wholeEvery: count === small ? 1 : wholeEvery, say });
      }
      say(`${count} cases: ${(statSync(path.join(dir, 'station.db')).size / 1e6).toFixed(0)} MB on disk`);
      measured.push(await onCopy(dir, path.join(root, `${count}.measured`), (copy) => measureApart({ dir: copy, resourcesDir, seed, searches: 360, opens: 100, wholeEvery: count === small ? 1 : wholeEvery, starts: 5, now: '2026-11-23T12:00:00.000Z' })));
    }
    return tell(measured[0]!, measured[1]!, say);
  } finally {
    if (keep === null) rmSync(root, { recursive: true, force: true });
    removeFolders();
  }
}

/** Measuring takes new cases: a store that stays for the next run would be another one each time. */
export async function onCopy<Made>(dir: string, copy: string, work: (copy: string) => Made | Promise<Made>): Promise<Made> {
  rmSync(copy, { recursive: true, force: true });
  try {
    cpSync(dir, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
    return await work(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function measureApart(options: object): Measured {
  const run = spawnSync(process.execPath, ['--no-warnings', path.join(import.meta.dirname, 'measure.ts'), JSON.stringify(options)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (run.status !== 0) throw new Error('The measuring process failed, see above.');
  return JSON.parse(run.stdout) as Measured;
}

function tell(few: Measured, many: Measured, say: (line: string) => void): boolean {
  const isSearch = (name: string): boolean => name.startsWith('search') || name.startsWith('page');
  say(`${'call'.padEnd(34)} ${'median'.padStart(8)} ${'p95'.padStart(8)} ${'most'.padStart(8)}  processor p95   p95 of ${few.cases} cases, processor (ms)`);
  for (const [name, t] of Object.entries(many.calls)) say(`${name.padEnd(34)} ${t.median.toFixed(1).padStart(8)} ${t.p95.toFixed(1).padStart(8)} ${t.most.toFixed(1).padStart(8)}  ${t.processor.toFixed(1).padStart(13)}   ${few.calls[name]!.p95.toFixed(1)}, ${few.calls[name]!.processor.toFixed(1)}`);
  const worst = Math.max(...Object.entries(many.calls).filter(([name]) => isSearch(name)).map(([, t]) => t.p95));
  const open = many.calls['open a case']!.p95;
  const ratio = many.startMs / few.startMs;
  const worstProcessor = Math.max(...Object.entries(many.calls).filter(([name]) => isSearch(name)).map(([, t]) => t.processor));
  say(`processor time alone: slowest kind of search p95 ${worstProcessor.toFixed(1)} ms, open a case p95 ${many.calls['open a case']!.processor.toFixed(1)} ms, start ${many.startProcessorMs.toFixed(0)} ms against ${few.startProcessorMs.toFixed(0)} ms`);
  const rows: [string, boolean][] = [
    [`search, p95 of the slowest kind: ${worst.toFixed(1)} ms (at most ${targets.searchMs})`, worst <= targets.searchMs],
    [`open a case, p95: ${open.toFixed(1)} ms (at most ${targets.openMs})`, open <= targets.openMs],
    [`start to the first screen: ${many.startMs.toFixed(0)} ms with ${many.cases} cases, ${few.startMs.toFixed(0)} ms with ${few.cases}: ratio ${ratio.toFixed(2)} (at most ${targets.startRatio})`, ratio <= targets.startRatio],
  ];
  for (const [line, met] of rows) say(`${met ? 'met   ' : 'MISSED'} ${line}`);
  say(`memory of the station's process: ${many.memoryMb.after} MB after all of this, peak ${many.memoryMb.peak} MB; with ${few.cases} cases ${few.memoryMb.after} and ${few.memoryMb.peak} MB`);
  return rows.every(([, met]) => met);
}

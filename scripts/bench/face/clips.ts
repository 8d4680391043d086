/** Films of people, ../shared/data/video: what `vestibule live` says of each, the value of every vote, and each vote's misses and false alarms. Counts, no claim of compliance with anything. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { clipFrames } from '../../../cli/clip/frames.ts';
import type { Policy } from '../../../core/case/policy.ts';
import type { CheckResult } from '../../../core/checks/check.ts';
import { createLiveWatch, liveVerdicts, type LiveReport, type LiveVerdict } from '../../../core/live-watch.ts';
import { limitsOf, rulesOf } from '../../../core/rules.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { dataFolder } from './host.ts';
import { sayVotes } from './votes.ts';

/** Of each film; one of them runs for 200 s. */
const seconds = 40;
const context = { date: '2026-11-25', chosenType: null, acceptedTypes: [], lane: 'file' } as const;

type Film = { file: string; kind: string };
type Row = Film & { verdict: LiveVerdict; votes: CheckResult[]; frames: number };

export async function clipsReport(engines: Engines, policy: Policy, say: (line: string) => void): Promise<object[]> {
  const films = filmsOfPeople();
  if (films.length === 0) {
    say(`\n${path.join(dataFolder, 'video')} holds no film that its manifest names: skipped.`);
    return [];
  }
  say(`\nFilms of people (the first ${seconds} seconds of each); ! speaks against it, - could not be cast`);
  const rows: Row[] = [];
  for (const film of films) {
    const row = await watched(film, engines, policy);
    if (rows.length === 0) say(`| film | is | verdict | ${row.votes.map((v) => v.id.replace('live.', '')).join(' | ')} |`);
    say(`| ${row.file} | ${row.kind} | ${row.verdict} | ${row.votes.map(cellOf).join(' | ')} |`);
    rows.push(row);
  }
  for (const genuine of [true, false]) {
    const of = rows.filter((r) => isGenuine(r) === genuine);
    say(`  ${genuine ? 'genuine' : 'attacks'}: ${liveVerdicts.map((v) => `${of.filter((r) => r.verdict === v).length} ${v}`).join(', ')} of ${of.length}`);
  }
  sayVotes(rows.map((r) => ({ genuine: isGenuine(r), kind: r.kind.replace('attack:', ''), votes: r.votes })), say);
  return rows.map(({ votes, ...row }) => ({ ...row, votes: votes.map(({ id, value, status, reason }) => ({ id, value, status, reason })) }));
}

/** A film that shows both is an attack. */
const isGenuine = ({ kind }: Film): boolean => kind.startsWith('genuine');

function filmsOfPeople(): Film[] {
  const manifest = path.join(dataFolder, 'video/MANIFEST.tsv');
  if (!existsSync(manifest)) return [];
  const lines = readFileSync(manifest, 'utf8').split('\n').slice(1).map((l) => l.split('\t'));
  return lines.flatMap(([file = '', , , kind = '']) => (/^(genuine|attack)/.test(kind) && existsSync(path.join(dataFolder, 'video', file)) ? [{ file, kind }] : []));
}

async function watched(film: Film, engines: Engines, policy: Policy): Promise<Row> {
  const watch = await createLiveWatch(engines);
  let frames = 0;
  for await (const { frame, timeMs } of clipFrames(path.join(dataFolder, 'video', film.file), seconds)) {
    await watch.look(frame, timeMs);
    frames += 1;
  }
  const { verdict, votes }: LiveReport = await watch.report(context, rulesOf(limitsOf(policy)));
  return { ...film, verdict, votes, frames };
}

function cellOf({ value, status, values }: CheckResult): string {
  if (value === null) return '-';
  const told = value >= 100 ? value.toFixed(0) : value.toPrecision(2);
  return status === 'fail' ? `${told} !${Number(values['weight'])}` : told;
}

/** Journeys in the real application, killed again and again, each walked to its end; after every kill the files are held against what the window had confirmed. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { noDevices } from '../../../core/contract.ts';
import { createStation } from '../../../electron/station/create.ts';
import { readKeyring, unwrapForSupervisor } from '../../../electron/station/keyring.ts';
import { must, passphrase, setupInput } from '../../../test/fakes/station-kit.ts';
import { lookAtFiles, lookBeside, type StoreLook } from '../../../test/fakes/whole-store.ts';
import { buildWhenNeeded } from '../../build/when-needed.ts';
import { jpegFramesOf } from '../station/clip.ts';
import { quantile } from '../station/statistics.ts';
import { createRandom, type Random } from '../../train-mrz/random.ts';
import { aims, killAt, type Aim } from './aim.ts';
import { root, startApplication, targets, type Application, type Target } from './application.ts';
import { clerkAt, type Walked } from './clerk.ts';
import { isRunning, sleep } from './wait.ts';

export type KillFigures = {
  kills: Record<Target, number>;
  /** What the kills hit. */
  hit: Record<Aim, number>;
  at: Partial<Record<Walked, number>>;
  /** Closed cases, each confirmed by the window or found closed after a kill that it was not told of. */
  journeys: number;
  /** Written by the station and never heard by the window: found again, not doubled. */
  unheard: number;
  /** Times a journey was taken up again from its draft. */
  resumed: number;
  /** In words, with the kill they followed. */
  faults: string[];
  secondsAKill: number;
  /** From the kill to the start screen or login of a window that answers, ms. */
  backMs: { median: number; most: number };
};

/** Chosen: a store that grows without end would make the look at it the longest part. */
const journeysAProfile = 25;
/** Where a journey can be cut. */
const steps: readonly Walked[] = ['choose', 'consent', 'document', 'review', 'staff', 'result', 'finished'];
/** Chosen: at each look at one of these seven steps; one journey in twenty is then never cut, and most more than once. */
const killShare = 0.35;
/** Chosen: steps take up to about two seconds here; squared, so that most kills come early in one. */
const longestPauseMs = 2_500;
/** Chosen: a loaded machine may take long; beyond it, the window does not come back. */
const settleMs = 240_000;

export async function runKills({ kills, seed, say }: { kills: number; seed: number; say: (line: string) => void }): Promise<KillFigures> {
  if (!buildWhenNeeded(root, say)) throw new Error('The build failed, see above.');
  const random = createRandom(seed);
  const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-kills-'));
  const picture = path.join(folder, 'passport.jpg');
  writeFileSync(picture, jpegFramesOf(path.join(root, '.cache/specimens/clips/document-good.mjpeg'))[0]!);
  const figures: KillFigures = { kills: { station: 0, renderer: 0, main: 0, all: 0 }, hit: { 'anywhere': 0, 'before-commit': 0, 'after-commit': 0 }, at: {}, journeys: 0, unheard: 0, resumed: 0, faults: [], secondsAKill: 0, backMs: { median: 0, most: 0 } };
  const from = performance.now();
  const back: number[] = [];
  try {
    const key = await setUp(path.join(folder, 'set-up'));
    for (let profile = 0, done = 0; done < kills && figures.faults.length === 0; profile += 1) {
      const data = path.join(folder, `data-${profile}`);
      cpSync(path.join(folder, 'set-up'), data, { recursive: true });
      const desk = new Desk({ data, key, picture, random, figures, back, say });
      done = await desk.serve(kills, done);
      rmSync(data, { recursive: true, force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { ...figures, secondsAKill: (performance.now() - from) / 1000 / kills, backMs: { median: quantile(back, 0.5), most: Math.max(0, ...back) } };
}

/** One profile for all: a set-up station without cameras, whose documents come as files. @returns the key of its store */
async function setUp(data: string): Promise<Uint8Array> {
  const dir = path.join(data, 'station');
  const station = await createStation({ dir, resourcesDir: path.join(root, 'out/resources') });
  await must(station.call('setup.complete', { ...setupInput, devices: noDevices }));
  station.close();
  return (await unwrapForSupervisor(readKeyring(path.join(dir, 'keyring.json'))!.supervisors[0]!, passphrase))!;
}

type DeskParts = { data: string; key: Uint8Array; picture: string; random: Random; figures: KillFigures; back: number[]; say: (line: string) => void };

/** The application on one profile, with what its window has confirmed. */
class Desk {
  private readonly parts: DeskParts;
  private readonly finished = new Set<string>();
  /** Shown on the result screen of the journey under way. */
  private open: string | null = null;
  private app: Application | null = null;

  constructor(parts: DeskParts) {
    this.parts = parts;
  }

  private get dir(): string {
    return path.join(this.parts.data, 'station');
  }

  /** @returns kills so far */
  async serve(kills: number, before: number): Promise<number> {
    const { random, figures, say } = this.parts;
    let done = before;
    this.app = await startApplication(this.parts.data);
    try {
      while (done < kills && this.finished.size < journeysAProfile && figures.faults.length === 0) {
        const on = await this.look();
        if (!steps.includes(on) || !random.chance(killShare)) {
          await this.walk(on);
          continue;
        }
        const target = targets[done % targets.length]!;
        const aim = random.pick(aims);
        const hit = await this.kill(target, aim, on);
        done += 1;
        figures.kills[target] += 1;
        figures.hit[hit] += 1;
        figures.at[on] = (figures.at[on] ?? 0) + 1;
        if (done % 10 === 0) say(`${done} kills, ${figures.journeys} journeys ended, ${figures.faults.length} faults`);
      }
      // Whatever was cut is walked to its end.
      for (let on = await this.look(); on !== 'home' || (await this.drafts()) > 0; on = await this.look()) await this.walk(on);
      await this.app.close();
      this.inspect('the end', lookAtFiles(this.dir, this.parts.key));
      return done;
    } catch (thrown) {
      figures.faults.push(`after ${done} kills: ${thrown instanceof Error ? thrown.message.split('\n')[0] : String(thrown)}`);
      await this.app.close().catch(() => undefined);
      return done;
    }
  }

  /** Which screen shows; what it confirms is written down. */
  private async look(): Promise<Walked> {
    const clerk = clerkAt(this.app!.window());
    const on = await clerk.screen();
    if (on === 'result') this.open = await clerk.number();
    if (on === 'finished') this.close(await clerk.number());
    return on;
  }

  private close(number: string): void {
    if (!this.finished.has(number)) this.parts.figures.journeys += 1;
    this.finished.add(number);
    this.open = null;
  }

  private async walk(on: Walked): Promise<void> {
    if (on === 'home' && (await this.drafts()) > 0) this.parts.figures.resumed += 1;
    await clerkAt(this.app!.window()).act(on, this.parts.picture);
  }

  private async drafts(): Promise<number> {
    return lookBeside(this.dir, this.parts.key).drafts;
  }

  private async kill(target: Target, aim: Aim, on: Walked): Promise<Aim> {
    const { key, random, picture, back } = this.parts;
    const app = this.app!;
    // All of them are named before, so that none is missed when its parent is gone.
    app.pids('all');
    const pids = app.pids(target);
    const [stationPid] = app.pids('station');
    if (pids.length === 0 || stationPid === undefined) throw new Error(`There is no process to kill: ${target}.`);
    const clerk = clerkAt(app.window());
    const hit = await killAt(aim, { dir: this.dir, key, pids, stationPid, pause: random.unit() ** 2 * longestPauseMs }, () => void clerk.act(on, picture).catch(() => undefined));
    const from = performance.now();
    await this.comeBack(target, stationPid);
    back.push(performance.now() - from);
    return hit;
  }

  private async comeBack(target: Target, stationPid: number): Promise<void> {
    const { key, data } = this.parts;
    const app = this.app!;
    if (target === 'main' || target === 'all') {
      await app.gone();
      this.inspect(`a kill of ${target}`, lookAtFiles(this.dir, key));
      this.app = await startApplication(data);
    } else if (target === 'renderer') {
      await app.attach();
      this.inspect('a kill of renderer', lookBeside(this.dir, key));
    } else {
      await gone(stationPid);
      // The new one does not open its store before somebody logs in.
      this.inspect('a kill of station', lookAtFiles(this.dir, key));
    }
    await this.settled(target === 'renderer' ? 'home' : 'login');
  }

  /** The window shows where the clerk can go on: after a station or an application that was killed a login, after a page the start screen. What showed before may stand for a moment. */
  private async settled(wanted: Walked): Promise<void> {
    const until = Date.now() + settleMs;
    for (let on: Walked | null = null; on !== wanted; on = await clerkAt(this.app!.window()).screen()) {
      if (Date.now() > until) throw new Error(`After the kill the window shows ${on ?? 'nothing'} and not ${wanted}.`);
      await sleep(20);
    }
  }

  private inspect(after: string, { faults, cases }: StoreLook): void {
    const { figures } = this.parts;
    const say = (fault: string): void => void figures.faults.push(`${after}: ${fault}`);
    faults.forEach(say);
    const known = new Map(cases.map((one) => [one.number, one]));
    for (const number of this.finished) if (!known.get(number)?.finished) say(`case ${number} was confirmed as closed and is ${known.has(number) ? 'open' : 'not there'}`);
    if (this.open !== null && !known.has(this.open)) say(`case ${this.open} was confirmed and is not there`);
    // A case that the window was not told of is that of the journey under way.
    const others = cases.filter(({ number }) => !this.finished.has(number));
    if (others.length > 1) say(`${others.length} cases for one journey: ${others.map(({ number }) => number).join(', ')}`);
    for (const { number, finished } of others) {
      if (number !== this.open) figures.unheard += 1;
      if (finished) this.close(number);
    }
  }
}

async function gone(pid: number): Promise<void> {
  for (let waited = 0; isRunning(pid); waited += 5) {
    if (waited > 60_000) throw new Error('The station did not end.');
    await sleep(5);
  }
}

/** What breaks is brought back: window, station, and nothing is left running. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Envelope } from '../../core/contract.ts';
import { electronArguments } from '../../scripts/electron/arguments.ts';
import { isRunning } from '../../scripts/bench/kills/wait.ts';
import { startUntilShown } from '../../scripts/bench/window/start.ts';
import { ensureDisplay } from './display.ts';
import { launchStation, root, type RunningStation } from './harness.ts';

type Bridged = { vestibule: { call(name: string, input: unknown): Promise<Envelope<unknown>>; on(name: string, listener: () => void): () => void } };

const status = (station: RunningStation): Promise<Envelope<unknown>> =>
  station.page.evaluate(() => (window as unknown as Bridged).vestibule.call('station.status', {}));

test('a station process that is killed comes back, and the window is told', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  const station = await launchStation();
  try {
    expect(await status(station)).toMatchObject({ ok: true });
    await station.page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      (window as unknown as Bridged).vestibule.on('station.restarted', () => heard.push('restarted'));
    });
    const [first] = stationPids(station);
    process.kill(first!, 'SIGKILL');
    await expect.poll(() => station.page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual(['restarted']);
    expect(await status(station)).toMatchObject({ ok: true });
    expect(stationPids(station)).not.toContain(first);
  } finally {
    await station.close();
  }
});

test('a page that crashes is loaded again and can call the station', async () => {
  const station = await launchStation();
  try {
    await status(station);
    const why = await station.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return new Promise((resolve) => {
        contents?.once('render-process-gone', (_event, details) => resolve(details.reason));
        contents?.forcefullyCrashRenderer();
      });
    });
    expect(why).toBe('crashed');
    await expect.poll(() => isAlive(station)).toBe(true);
  } finally {
    await station.close();
  }
});

test('a station that hangs and a page that hangs are started again within half a minute, whether or not somebody presses anything', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  test.setTimeout(150_000);
  const station = await launchStation();
  try {
    await status(station);
    const [first] = stationPids(station);
    const from = Date.now();
    const seconds = (): number => (Date.now() - from) / 1000;
    // Each at its own moment: whichever is waited for first must not stand for the other.
    const gone = station.app.evaluate(({ BrowserWindow }) => new Promise<string>((resolve) => {
      BrowserWindow.getAllWindows()[0]?.webContents.once('render-process-gone', (_event, details) => resolve(details.reason));
    })).then((why) => ({ why, after: seconds() }));
    // Stopped, not ended: it answers nothing any more. The page turns round and round.
    process.kill(first!, 'SIGSTOP');
    void station.page.evaluate(() => { for (;;); }).catch(() => undefined);
    await expect.poll(() => stationPids(station).includes(first!), { timeout: 60_000, intervals: [250] }).toBe(false);
    const stationAfter = seconds();
    const page = await gone;
    console.log(`a hanging station was ended after ${stationAfter.toFixed(1)} s, a hanging page after ${page.after.toFixed(1)} s`);
    expect(page.why).toBe('killed');
    // Four questions of 5 s and the one that is not asked any more, begun up to 5 s before: 20 to 25 s. The rest is for a machine under load.
    for (const after of [stationAfter, page.after]) expect(after).toBeLessThan(30);
    await expect.poll(() => isAlive(station), { timeout: 60_000 }).toBe(true);
  } finally {
    await station.close();
  }
});

test('a page that stands still before it is there is loaded again, and the window shown', async () => {
  test.skip(process.platform !== 'linux', 'stops a process');
  const told = await startUntilShown({ display: await ensureDisplay(), withinMs: 60_000, env: { VESTIBULE_STOP_FIRST_PAGE: '1' } });
  expect(told.map(({ what }) => what)).toEqual(['stopped', 'gone:killed', 'shown']);
  const [stopped, , shown] = told;
  console.log(`shown ${((shown!.ms - stopped!.ms) / 1000).toFixed(1)} s after the first page stood still`);
});

test('after a power cut to the application no station process is left behind', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  const station = await launchStation();
  await status(station);
  const pids = stationPids(station);
  expect(pids).toHaveLength(1);
  await station.kill();
  await expect.poll(() => pids.filter(isRunning)).toEqual([]);
});

test('a second start on the same data shows the first window and ends', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'vestibule-second-'));
  const station = await launchStation({ dir });
  try {
    const executable = station.app.process().spawnfile;
    const { VESTIBULE_DIR: _dir, ...env } = process.env;
    const display = readFileSync(`/proc/${station.app.process().pid}/environ`, 'utf8').split('\0').find((line) => line.startsWith('DISPLAY='))?.slice(8);
    const second = spawn(executable, electronArguments({ root, extra: [], say: () => {} }), { env: { ...env, DISPLAY: display, VESTIBULE_DIR: dir }, stdio: 'ignore' });
    const code = await new Promise((resolve) => second.once('exit', resolve));
    expect(code).toBe(0);
    expect(await station.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  } finally {
    await station.close();
    rmSync(dir, { recursive: true, force: true });
  }
});

/** The page as it is now, also after Playwright lost hold of it, calls the station and is answered. */
const isAlive = (station: RunningStation): Promise<unknown> =>
  station.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents || contents.isCrashed() || contents.isLoading()) return null;
    return contents.executeJavaScript(`vestibule.call('station.status', {}).then((answer) => answer.ok)`).catch(() => null);
  });

/** Children of the main process that run the station program. */
function stationPids(station: RunningStation): number[] {
  const listed = spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(station.app.process().pid)], { encoding: 'utf8' }).stdout;
  return listed.split('\n').filter((line) => line.includes('out/station/entry.mjs')).map((line) => Number(line.trim().split(' ')[0]));
}

/** Who may open the embedded database: one process, however the one before it ended. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from './lock.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vestibule-lock-'));
  file = path.join(folder, 'hub.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Takes the lock, says whether it has it, and keeps it until it is killed. */
function taker(): { child: ChildProcess; said: Promise<string> } {
  const lock = path.resolve(import.meta.dirname, 'lock.ts');
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', `import { lockFolder } from ${JSON.stringify(lock)}; try { lockFolder(${JSON.stringify(file)}); console.log('has it'); setInterval(() => {}, 1000); } catch (thrown) { console.log(thrown.message); }`], { stdio: ['ignore', 'pipe', 'inherit'] });
  return { child, said: new Promise((resolve) => child.stdout!.once('data', (piece: Buffer) => resolve(piece.toString().trim()))) };
}
const ended = (child: ChildProcess): Promise<void> => new Promise((resolve) => {
  if (child.exitCode !== null) return resolve();
  child.once('exit', () => resolve());
  child.kill('SIGKILL');
});
const heldBy = (holder: object): void => writeFileSync(file, JSON.stringify({ id: '00000000-0000-4000-8000-000000000000', ...holder }));

it('is given free by whoever has it, and by nobody else', () => {
  const unlock = lockFolder(file);
  expect(() => lockFolder(file)).toThrow(new RegExp(`process ${process.pid};.*delete ${file}`));
  unlock();
  expect(readdirSync(folder)).toEqual([]);
  lockFolder(file);
  // Given free twice: the second time it is somebody else's.
  unlock();
  expect(readdirSync(folder)).toEqual(['hub.lock']);
});

it('another process that runs keeps it; one that was killed does not', async () => {
  const { child, said } = taker();
  expect(await said).toBe('has it');
  expect(() => lockFolder(file)).toThrow(`process ${child.pid}`);
  await ended(child);
  lockFolder(file)();
  expect(readdirSync(folder)).toEqual([]);
});

describe.runIf(process.platform === 'linux')('after a power cut', () => {
  const boot = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

  it.each([
    ['of a start of this computer before this one', (): object => ({ pid: process.ppid, boot: 'another', started: '1' })],
    ['of a process that began at another time', (): object => ({ pid: process.ppid, boot: boot(), started: '1' })],
    ['of no process', (): object => ({ pid: 2 ** 22 + 1, boot: boot(), started: '1' })],
  ])('a lock %s holds nobody up, also where its number is another process by now', (_what, holder) => {
    heldBy(holder());
    lockFolder(file)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('nor does an empty file, or one that is half a lock', () => {
    for (const left of ['', '{"pid":1,"bo']) {
      writeFileSync(file, left);
      lockFolder(file)();
    }
  });

  it('a hub of before, which wrote its number alone, is seen as long as it runs', () => {
    writeFileSync(file, String(process.ppid));
    expect(() => lockFolder(file)).toThrow(`process ${process.ppid}`);
    writeFileSync(file, '4194305');
    lockFolder(file)();
  });

  it('of many that find it at once, one has it', async () => {
    heldBy({ pid: process.ppid, boot: 'another', started: '1' });
    const takers = Array.from({ length: 8 }, taker);
    const said = await Promise.all(takers.map((one) => one.said));
    expect(said.filter((line) => line === 'has it')).toHaveLength(1);
    expect(said.filter((line) => line.startsWith('This hub is running already'))).toHaveLength(7);
    await Promise.all(takers.map(({ child }) => ended(child)));
  });
});

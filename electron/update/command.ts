/**
 * What whoever looks after the computer asks of the program by a word on its command line, in place of opening the window:
 *
 *     --install-update=FILE   --roll-back-update   --update-status   each with --into=FOLDER where the program does not lie in it
 *
 * Answers in plain lines on standard output; faults on standard error, with their code. docs/updates.md.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { KeyObject } from 'node:crypto';
import { CodedError, errorTexts } from '../../core/errors.ts';
import { installUpdate, rollBack, updateStatus, type UpdatePlace, type VersionLook } from './install.ts';
import { rootOf } from './layout.ts';
import { publicKeyOf } from './manifest.ts';

export type UpdateOrder = { do: 'install'; file: string; into: string | null } | { do: 'roll-back' | 'status'; into: string | null } | { do: 'unknown'; word: string };

const words = /^--(install-update|roll-back-update|update-status|into)(=|$)/;

/** Null: nothing of the kind is asked. A relative path is one of the folder the program was started in. A word that is not whole is no order, and opens no window either. */
export function updateOrder(given: readonly string[]): UpdateOrder | null {
  const asked = given.filter((word) => words.test(word));
  if (asked.length === 0) return null;
  const valueOf = (name: string): string | null => asked.find((word) => word.startsWith(`--${name}=`) && word.length > name.length + 3)?.slice(name.length + 3) ?? null;
  const [file, into] = [valueOf('install-update'), valueOf('into')].map((value) => value && path.resolve(value));
  const orders = asked.filter((word) => !word.startsWith('--into='));
  if (orders.length === 1 && file) return { do: 'install', file, into: into ?? null };
  if (orders.length === 1 && orders[0] === '--roll-back-update') return { do: 'roll-back', into: into ?? null };
  if (orders.length === 1 && orders[0] === '--update-status') return { do: 'status', into: into ?? null };
  return { do: 'unknown', word: asked[0]! };
}

export type ThisProgram = {
  /** Links followed. */
  execPath: string;
  /** PEM; the publisher's, packed with this program. */
  keyFile: string;
  words: readonly string[];
};

type Say = { line(text: string): void; fault(text: string): void };

/** @returns exit code: 0 done and whole, 1 refused or a version is not as it was signed */
export async function obeyUpdateOrder(order: UpdateOrder, program: ThisProgram, say: Say): Promise<number> {
  try {
    if (order.do === 'unknown') throw new CodedError('update.unknown-word', { word: order.word.replace(/=.*/, '') });
    const place = placeOf(order, program, say);
    if (order.do === 'status') return await tellStatus(place, say);
    const { from, to } = order.do === 'install' ? await installUpdate(order.file, place) : await rollBack(place);
    say.line(`${order.do === 'install' ? 'INSTALLED' : 'ROLLED BACK'} ${to}${from === null ? '' : `, in place of ${from}`}. It is used from the next start on.`);
    return 0;
  } catch (thrown) {
    const error = thrown instanceof CodedError ? thrown : new CodedError('update.failed', {}, { cause: thrown });
    const { message, remedy } = errorTexts[error.code];
    const reason = (error.cause as NodeJS.ErrnoException | undefined)?.code;
    say.fault(`${error.code}${reason === undefined ? '' : ` (${reason})`}: ${`${message} ${remedy}`.replace(/\{(\w+)\}/g, (_whole, name: string) => String(error.values[name] ?? ''))}`);
    return 1;
  }
}

function placeOf({ into }: Exclude<UpdateOrder, { do: 'unknown' }>, { execPath, keyFile, words: given }: ThisProgram, say: Say): UpdatePlace {
  const ownRoot = rootOf(execPath);
  const root = into ?? ownRoot;
  if (root === null) throw new CodedError('update.no-place');
  return {
    root, key: keyIn(keyFile), system: { platform: process.platform, arch: process.arch }, now: () => new Date(), running: ownRoot === root ? path.basename(path.dirname(execPath)) : null,
    warn: (text) => say.fault(text), comesUp: (file, version) => comesUp(file, version, given),
  };
}

function keyIn(file: string): KeyObject {
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch (thrown) {
    throw new CodedError((thrown as NodeJS.ErrnoException).code === 'ENOENT' ? 'update.no-key' : 'update.failed', {}, { cause: thrown });
  }
  return publicKeyOf(pem);
}

async function tellStatus(place: UpdatePlace, say: Say): Promise<number> {
  const { current, before } = await updateStatus(place);
  if (current === null) throw new CodedError('update.none-yet');
  const tell = (what: string, { version, madeAt, changed }: VersionLook): void => {
    say.line(`${what} ${version}, made ${madeAt}: ${changed.length === 0 ? 'every file as its publisher signed it' : `${changed.length} files NOT as its publisher signed them`}`);
    changed.slice(0, 20).forEach((name) => say.line(`  ${name}`));
    if (changed.length > 20) say.line(`  and ${changed.length - 20} more`);
  };
  tell('CURRENT', current);
  if (before === null) say.line('BEFORE  none is kept: nothing can be taken back');
  else tell('BEFORE ', before);
  return current.changed.length + (before?.changed.length ?? 0) === 0 ? 0 : 1;
}

/** Chosen, not measured: longer than the self-test gives itself. */
const startLimitMs = 90_000;

/** In an empty folder, which goes when the program has ended, however it ended. `--no-sandbox` is handed on when this program runs with it, as it must as root: docs/updates.md says what is then not tried. */
async function comesUp(file: string, version: string, given: readonly string[]): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vestibule-self-test-'));
  try {
    return await selfTestPasses(file, version, [`--self-test=${folder}`, ...given.filter((word) => word === '--no-sandbox')]);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function selfTestPasses(file: string, version: string, given: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(file, given, { stdio: ['ignore', 'pipe', 'ignore'], timeout: startLimitMs, killSignal: 'SIGKILL' });
    let said = '';
    child.stdout.on('data', (piece: Buffer) => { said += piece.toString(); });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0 && said.split('\n').includes(selfTestPassed(version))));
  });
}

/** What a program prints whose self-test passed (electron/self-test.ts). */
export const selfTestPassed = (version: string): string => `Vestibule ${version}: self-test passed`;

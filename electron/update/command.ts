/**
 * What whoever looks after the computer asks of the program by a word on its command line, in place of opening the window:
 *
 *     --install-update=FILE [--into=FOLDER]   --roll-back-update   --update-status
 *
 * Answers in plain lines on standard output; faults on standard error, with their code. docs/updates.md.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { KeyObject } from 'node:crypto';
import { CodedError, errorTexts } from '../../core/errors.ts';
import { installUpdate, rollBack, updateStatus, type UpdatePlace, type VersionLook } from './install.ts';
import { rootOf } from './layout.ts';
import { publicKeyOf } from './manifest.ts';

export type UpdateOrder = { do: 'install'; file: string; into: string | null } | { do: 'roll-back' } | { do: 'status' };

/** Null: nothing of the kind is asked. A relative path is one of the folder the program was started in. */
export function updateOrder(words: readonly string[]): UpdateOrder | null {
  const valueOf = (name: string): string | undefined => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  const [file, into] = [valueOf('install-update'), valueOf('into')];
  if (file !== undefined) return { do: 'install', file: path.resolve(file), into: into === undefined ? null : path.resolve(into) };
  if (words.includes('--roll-back-update')) return { do: 'roll-back' };
  return words.includes('--update-status') ? { do: 'status' } : null;
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
    const place = placeOf(order, program);
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

function placeOf(order: UpdateOrder, { execPath, keyFile, words }: ThisProgram): UpdatePlace {
  const root = (order.do === 'install' ? order.into : null) ?? rootOf(execPath);
  if (root === null) throw new CodedError('update.no-place');
  return { root, key: keyIn(keyFile), system: { platform: process.platform, arch: process.arch }, now: () => new Date(), comesUp: (file, version) => comesUp(file, version, words) };
}

function keyIn(file: string): KeyObject {
  let pem: Buffer;
  try {
    pem = readFileSync(file);
  } catch (thrown) {
    throw new CodedError('update.no-key', {}, { cause: thrown });
  }
  return publicKeyOf(pem);
}

async function tellStatus(place: UpdatePlace, say: Say): Promise<number> {
  const { current, before } = await updateStatus(place);
  if (current === null) throw new CodedError('update.none-before');
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

/** Chosen: a first start takes 5 s here. */
const startLimitMs = 90_000;

/** `--no-sandbox` is handed on when this program runs with it, as it must as root; the self-test shows no page but its own. */
function comesUp(file: string, version: string, words: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(file, ['--self-test', ...words.filter((word) => word === '--no-sandbox')], { stdio: ['ignore', 'pipe', 'ignore'], timeout: startLimitMs, killSignal: 'SIGKILL' });
    let said = '';
    child.stdout.on('data', (piece: Buffer) => { said += piece.toString(); });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0 && said.split('\n').includes(selfTestPassed(version))));
  });
}

/** What a program prints whose self-test passed (electron/self-test.ts). */
export const selfTestPassed = (version: string): string => `Vestibule ${version}: self-test passed`;

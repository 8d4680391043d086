/** A scanner's own program: no shell, bounded in time and in what it says, asked to stop before it is killed. */
import { spawn } from 'node:child_process';
import { CodedError, type ErrorCode } from '../../../core/errors.ts';

/**
 * Chosen. `graceMs`: between "please stop" and SIGKILL, and from the reason a program gave to its end (scanimage of Debian's 1.1.1 locks up there in
 * 18 of 450 faulty scans of the test device); `closeMs`: for pipes that a child of the program holds open; `lineCharacters`: of a line without end. The
 * longest line of `scanimage -A` for the test device has 150, a path on Linux at most 4,096.
 */
const limits = { graceMs: 3_000, closeMs: 500, lineCharacters: 8_000 };

export type ProgramRun = {
  program: string;
  args: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** Killed when it has said nothing for so long. */
  silentMs: number;
  signal: AbortSignal;
  onLine(line: string): void;
  /** What it says on its error channel, piece by piece. The answer is a reason it gave for ending: it should end now, and is killed if it does not. */
  onSaid?(text: string): ErrorCode | null;
  /** Signal that asks it to stop. SIGINT: scanimage lets the device finish and go home. */
  stopBy?: NodeJS.Signals;
};

/** @returns its exit code; null: a signal ended it. @throws CodedError scanner.program-missing · scanner.timeout · the reason it gave when it then locked up */
export function runProgram(run: ProgramRun): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(run.program, run.args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...(run.env ?? process.env), LC_ALL: 'C' }, shell: false, windowsHide: true });
    let refused: ErrorCode | null = null;
    let killer: NodeJS.Timeout | undefined;
    let silence: NodeJS.Timeout | undefined;
    let reason: ErrorCode | null = null;
    const kill = (code: ErrorCode | null): void => {
      // What it said before it fell silent is why.
      refused ??= reason ?? code;
      child.kill('SIGKILL');
    };
    const heard = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => kill('scanner.timeout'), run.silentMs);
    };
    const killSoon = (code: ErrorCode | null): void => { killer ??= setTimeout(() => kill(code), limits.graceMs); };
    const stop = (): void => {
      child.kill(run.stopBy ?? 'SIGINT');
      killSoon(null);
    };
    heard();
    eachLine(child.stdout, (line) => {
      heard();
      run.onLine(line);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      heard();
      reason ??= run.onSaid?.(chunk.toString('utf8')) ?? null;
      if (reason) killSoon(reason);
    });
    let settled = false;
    const settle = (act: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(silence);
      clearTimeout(killer);
      // A child of the program may hold the other ends open, and would keep this process with them.
      child.stdout.destroy();
      child.stderr.destroy();
      run.signal.removeEventListener('abort', stop);
      act();
    };
    const ended = (status: number | null): void => settle(() => (refused ? reject(new CodedError(refused)) : resolve(status)));
    child.once('error', (thrown: NodeJS.ErrnoException) => settle(() => reject(new CodedError(thrown.code === 'EACCES' ? 'scanner.denied' : 'scanner.program-missing'))));
    child.once('close', ended);
    child.once('exit', (status) => setTimeout(() => ended(status), limits.closeMs).unref());
    if (run.signal.aborted) stop();
    else run.signal.addEventListener('abort', stop, { once: true });
  });
}

function eachLine(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = (lines.pop() ?? '').slice(0, limits.lineCharacters);
    for (const line of lines) take(line.replace(/\r$/, ''));
  });
  stream.on('end', () => { if (rest !== '') take(rest); });
}

/** A passphrase from the person at the terminal, or the first line of what is piped in. Never from the arguments: those stand in every process list. */
import { createInterface } from 'node:readline';
import { UsageError } from './arguments.ts';

/** @throws UsageError when there is none */
export async function readSecret(question: string): Promise<string> {
  const { stdin } = process;
  const secret = stdin.isTTY ? await typed(question) : await firstLine();
  if (!secret) throw new UsageError('No passphrase was given.');
  return secret;
}

async function firstLine(): Promise<string | undefined> {
  for await (const line of createInterface({ input: process.stdin, terminal: false })) return line;
  return undefined;
}

/** Nothing that is typed is shown. */
function typed(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(`${question}: `);
  stdin.setRawMode(true);
  return new Promise((resolve) => {
    let secret = '';
    const take = (chunk: Buffer): void => {
      for (const character of chunk.toString('utf8')) {
        if (character === '\u0003') process.exit(130);
        if (character === '\r' || character === '\n' || character === '\u0004') {
          stdin.off('data', take);
          stdin.setRawMode(false);
          stdin.pause();
          stderr.write('\n');
          return resolve(secret);
        }
        secret = character === '\u007f' || character === '\b' ? secret.slice(0, -1) : secret + character;
      }
    };
    stdin.on('data', take);
    stdin.resume();
  });
}

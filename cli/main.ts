/** `vestibule VERB ...`: the brain in Node, without a window. */
import { errorSentence, toCodedError } from '../core/errors.ts';
import { commonOptions, parseGiven, UsageError } from './arguments.ts';
import { finish, guardStdout, writeLine } from './output.ts';
import { programVersion } from './resources.ts';
import { appeal } from './verbs/appeal.ts';
import { audit } from './verbs/audit.ts';
import { backup } from './verbs/backup.ts';
import { blockFace } from './verbs/block-face.ts';
import { doctor } from './verbs/doctor.ts';
import { goldenCard } from './verbs/golden-card.ts';
import { inspect } from './verbs/inspect.ts';
import { key } from './verbs/key.ts';
import { live } from './verbs/live.ts';
import { match } from './verbs/match.ts';
import { read } from './verbs/read.ts';
import { restore } from './verbs/restore.ts';
import { retention } from './verbs/retention.ts';
import { triageVerb } from './verbs/triage.ts';
import { verify } from './verbs/verify.ts';
import type { Verb } from './verbs/verb.ts';

const verbs: readonly Verb[] = [inspect, read, match, live, triageVerb, verify, audit, appeal, retention, backup, restore, key, doctor, goldenCard, blockFace];

const exitCodes = [
  'Exit codes: 0 every file was processed, 1 one could not be, 2 wrong usage.',
  'triage: 0 go, 20 fix here, 30 come back, 1 an engine is missing.',
  'verify: 0 accept, 10 refer to staff, 20 retry, 30 reject, 1 a picture could not be processed.',
];

function overview(): string {
  return [
    'vestibule: identity documents and faces, checked on this machine', '',
    ...verbs.map((v) => `  vestibule ${v.usage}\n      ${v.about}`), '',
    'Common options:',
    '  --json         one JSON object a line on standard output',
    '  --policy FILE  another policy than resources/policies/coinex.json',
    '  --help, --version', '', ...exitCodes,
  ].join('\n');
}

const helpOf = (verb: Verb): string => [`vestibule ${verb.usage}`, `  ${verb.about}`, '', ...verb.help.map((l) => `  ${l}`), '', ...exitCodes].join('\n');

/** @returns the exit code */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version' || name === '-v') return say(programVersion());
  if (name === '--help' || name === '-h' || name === 'help') return say(overview());
  try {
    if (name === undefined) throw new UsageError('No verb given.');
    const verb = verbs.find((v) => v.name === name);
    if (!verb) throw new UsageError(`"${name}" is not a verb: ${verbs.map((v) => v.name).join(', ')}.`);
    const given = parseGiven(rest, { ...commonOptions, ...verb.options });
    return given.flag('help') ? await say(helpOf(verb)) : await verb.run(given);
  } catch (thrown) {
    if (thrown instanceof UsageError) return complain(`${thrown.message} See vestibule --help.`, 2);
    const error = toCodedError(thrown);
    if (error.code === 'internal' && process.env['VESTIBULE_LOG'] !== undefined) process.stderr.write(`${(error.cause as Error | undefined)?.stack ?? ''}\n`);
    return complain(`${error.code}: ${errorSentence(error.code, error.values)}`, 1);
  }
}

async function say(text: string): Promise<number> {
  await writeLine(text);
  return 0;
}

function complain(text: string, code: number): number {
  process.stderr.write(`vestibule: ${text}\n`);
  return code;
}

guardStdout();
finish(await main(process.argv.slice(2)));

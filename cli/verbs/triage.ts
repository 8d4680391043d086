/** `vestibule triage`: what a customer brought, each paper and the whole, before anything is captured. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { tiers } from '../../core/case/case.ts';
import { paperLanguages, type PaperLanguage } from '../../core/case/paper-languages.ts';
import { errorSentence, errorTexts, toCodedError, type ErrorCode, type ErrorValues } from '../../core/errors.ts';
import { limitsOf, rulesOf } from '../../core/rules.ts';
import { lookAt, type BroughtPaper, type Looked } from '../../core/triage/brought.ts';
import { slipOf, slipText } from '../../core/triage/slip.ts';
import { parseSlipTexts, type SlipTexts } from '../../core/triage/slip-texts.ts';
import { triage, triagePolicyOf, type JudgedPaper, type Verdict } from '../../core/triage/triage.ts';
import type { InspectOptions } from '../../core/brain.ts';
import { caseDate, oneOf, UsageError, type Given } from '../arguments.ts';
import { readPictureFile } from '../decode.ts';
import { createEngines } from '../engines.ts';
import { writeJson, writeLine } from '../output.ts';
import { decodePaper } from '../paper.ts';
import { loadPolicy } from '../policy.ts';
import { sentence } from '../readable.ts';
import { programFolder } from '../resources.ts';
import { startClock } from '../walk.ts';
import type { Engines } from '../../core/vision/engines/engine.ts';
import type { Verb } from './verb.ts';

const exitOf: Readonly<Record<Verdict, number>> = { 'go': 0, 'fix-here': 20, 'come-back': 30 };

async function run(given: Given): Promise<number> {
  const files = await filesOf(given.files);
  const policy = await loadPolicy(given.text('policy'));
  const tier = oneOf('tier', given.text('tier'), tiers) ?? policy.tiers.at(-1)!;
  const texts = await slipTexts(oneOf('language', given.text('language'), paperLanguages) ?? 'en');
  const date = caseDate(given.text('date'), new Date());
  const asked = triagePolicyOf(policy, tier);
  const context = { date, chosenType: null, acceptedTypes: policy.acceptedTypes, lane: 'file' } as const;
  const options = { context, rules: rulesOf(limitsOf(policy)) };
  const engines = createEngines();
  const papers: BroughtPaper[] = [];
  const clock = startClock();
  const ms: number[] = [];
  for (const file of files) {
    papers.push({ id: file, lane: 'file', looked: await lookAtFile(engines, file, options) });
    ms.push(clock.lap());
  }
  const said = await triage(papers, asked, date);
  const slip = slipOf(said, asked, texts);
  if (given.flag('json')) await writeJson({ ...said, tier, papers: said.papers.map(({ id, ...rest }, i) => ({ file: id, ...rest, says: saysOf({ id, ...rest }), ms: ms[i] })), slip: { language: texts.code, reviewed: texts.reviewed, text: slipText(slip) } });
  else await writeLine([said.verdict.toUpperCase(), ...said.papers.map((p) => `  ${p.will.padEnd(6)} ${path.basename(p.id).padEnd(24)} ${p.what?.class ?? 'not told'}  ${saysOf(p) ?? ''}`), '', slipText(slip)].join('\n'));
  return exitOf[said.verdict];
}

/** Folders give their files in the order of their names. @throws UsageError */
async function filesOf(given: readonly string[]): Promise<string[]> {
  if (given.length === 0) throw new UsageError('triage needs a DIR, or FILEs.');
  const files: string[] = [];
  for (const place of given) {
    const found = await stat(place).catch((thrown: unknown) => { throw missing(place, thrown); });
    if (found.isDirectory()) files.push(...(await readdir(place, { withFileTypes: true })).filter((e) => e.isFile() && !e.name.startsWith('.')).map((e) => path.join(place, e.name)).sort());
    else files.push(place);
  }
  return files;
}

/** Whoever mistypes a name is not told that the customer must show the paper again. */
function missing(place: string, thrown: unknown): UsageError {
  const code = (thrown as NodeJS.ErrnoException).code === 'ENOENT' ? 'file.not-found' : 'file.unreadable';
  return new UsageError(`${code}: ${place}: ${errorTexts[code].message}`);
}

async function lookAtFile(engines: Engines, file: string, options: Pick<InspectOptions, 'context' | 'rules'>): Promise<Looked> {
  try {
    return await lookAt(engines, (await decodePaper(await readPictureFile(file))).paper, options);
  } catch (thrown) {
    const { code, values } = toCodedError(thrown);
    // An engine that is missing is no fault of the paper.
    if (!/^(file|pdf)\./.test(code)) throw thrown;
    return { kind: 'refused', code, values };
  }
}

const slipTexts = async (language: PaperLanguage): Promise<SlipTexts> => parseSlipTexts(JSON.parse(await readFile(`${programFolder}resources/locales/slip/${language}.json`, 'utf8')));

/** The first reason, in English, as the window says it to staff. */
function saysOf({ reasons: [first] }: JudgedPaper): string | null {
  if (!first) return null;
  if (/^(file|pdf)\./.test(first.code)) return errorSentence(first.code as ErrorCode, first.values as ErrorValues);
  return first.values['why'] === undefined && !first.code.startsWith('triage.') ? sentence(first.code, first.values) : null;
}

export const triageVerb: Verb = {
  name: 'triage',
  usage: 'triage DIR|FILE... [--tier primary|advanced] [--language en] [--date YYYY-MM-DD] [--json]',
  about: 'says for each paper a customer brought what it is and whether it will do; then go, fix here or come back',
  options: { tier: { type: 'string' }, language: { type: 'string' }, date: { type: 'string' } },
  help: [
    '--tier      what the customer wants; the highest of the policy when not given',
    `--language  of the take-home slip: ${paperLanguages.join(', ')}`,
    '--date      the day it is said on; today when not given',
    'Nothing is stored. Faces, pictures and signs of tampering are looked at by verify, not here.',
  ],
  run,
};

/** `vestibule inspect`: the capture checks of a document or face picture. */
import { inspectDocument, inspectFace, reasonsOf, study, type InspectOptions } from '../../core/brain.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { documentClasses } from '../../core/document/reading.ts';
import type { Engines } from '../../core/vision/engines/engine.ts';
import type { Picture } from '../../core/vision/picture/picture.ts';
import { caseDate, oneOf, UsageError, type Given } from '../arguments.ts';
import { createEngines } from '../engines.ts';
import { limitsOf, rulesOf } from '../../core/rules.ts';
import { loadPolicy } from '../policy.ts';
import { heading, readableChecks } from '../readable.ts';
import { decodePaper, formOf, lookAtPaper, paperRecord, type PaperFile } from '../paper.ts';
import { lookAtStatement, statementRecord, statementRules } from '../statement.ts';
import { startClock, walkDecoded, walkFiles, type Printer } from '../walk.ts';
import type { HolderName } from '../../core/document/name-compare.ts';
import type { Verb } from './verb.ts';

type Made = { checks: CheckResult[]; reasons: string[] };
type PictureKind = 'document' | 'face';

const works: Record<PictureKind, (engines: Engines, picture: Picture, options: InspectOptions) => Promise<Made & Record<string, unknown>>> = {
  async document(engines, picture, options) {
    const { results, documents } = await inspectDocument(study(engines, picture), options);
    return { checks: results, reasons: reasonsOf(results), documents };
  },
  async face(engines, picture, options) {
    const { results, faces, quality } = await inspectFace(study(engines, picture), options);
    return { checks: results, reasons: reasonsOf(results), faces: faces?.map((f) => ({ ...f.box, score: f.score })) ?? null, quality };
  },
};

async function run(given: Given): Promise<number> {
  if (given.files.length === 0) throw new UsageError('inspect needs at least one FILE.');
  const kind = oneOf('kind', given.text('kind'), ['document', 'face', 'statement', 'address']) ?? 'document';
  const chosenType = oneOf('type', given.text('type'), documentClasses) ?? null;
  const policy = await loadPolicy(given.text('policy'));
  const context = { date: caseDate(given.text('date'), new Date()), chosenType, acceptedTypes: policy.acceptedTypes, lane: 'file' } as const;
  const engines = createEngines();
  const options: InspectOptions = { context, rules: rulesOf(limitsOf(policy)), withPrint: given.flag('print') };
  const printer = { json: given.flag('json'), readable };
  if (kind === 'address') {
    const question = { form: await formOf(given.text('form')), holder: holderOf(given.text('name')), policy };
    return walkDecoded<Made, PaperFile>(given.files, decodePaper, async (file) => {
      const looked = await lookAtPaper(engines, file, options, question);
      return { checks: looked.results, reasons: reasonsOf(looked.results), ...paperRecord(looked), ms: looked.ms };
    }, { checks: [], reasons: [] }, printer);
  }
  if (kind === 'statement') {
    const word = given.text('word');
    // Without a word none is looked for; a captured document to hold the other against there is not.
    const rules = statementRules(options.rules, ['stmt.other-document', ...(word === undefined ? ['stmt.word'] : [])]);
    return walkFiles<Made>(given.files, async (picture) => {
      const clock = startClock();
      const { reading, results } = await lookAtStatement(study(engines, picture), { word: word ?? '-', date: context.date, document: null, steps: [], staff: null }, context, rules);
      return { checks: results, reasons: reasonsOf(results), ...statementRecord(reading), ms: { read: clock.lap() } };
    }, { checks: [], reasons: [] }, printer);
  }
  return walkFiles<Made>(
    given.files,
    async (picture) => {
      const clock = startClock();
      const made = await works[kind](engines, picture, options);
      return { ...made, ms: { checks: clock.lap() } };
    },
    { checks: [], reasons: [] },
    printer,
  );
}

const readable: Printer['readable'] = (r) => [heading(r.file, r.ok, r.error, r.ms.total), ...readableChecks((r['checks'] ?? []) as CheckResult[])].join('\n');

/** `--name`: as it stands on the identity document. */
const holderOf = (name: string | undefined): HolderName[] | null => (name === undefined ? null : [{ fullName: { value: name } }]);

export const inspect: Verb = {
  name: 'inspect',
  usage: 'inspect FILE... [--kind document|face|statement|address] [--type CLASS] [--date YYYY-MM-DD] [--print] [--word WORD] [--form FORM.json] [--name NAME] [--json]',
  about: 'runs the capture checks on pictures',
  options: { kind: { type: 'string' }, type: { type: 'string' }, date: { type: 'string' }, print: { type: 'boolean' }, word: { type: 'string' }, form: { type: 'string' }, name: { type: 'string' } },
  help: [
    '--kind    what the files show: document when not given; address: a proof of address, PDF or picture; statement: the customer with document and sheet',
    `--type    the type the customer chose: ${documentClasses.slice(0, 3).join(', ')}, ...`,
    '--date    the case date; today when not given',
    '--word    statement: what must stand on the sheet beside the date; without it no word is looked for',
    '--form    address: what the customer states, JSON with country, street, number, unit, city, region, postalCode',
    '--name    address: the name on the identity document',
    '--print   reads print beside a machine-readable zone too and compares them; takes a second or two',
  ],
  run,
};

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
import { startClock, walkDecoded, walkFiles, type Printer } from '../walk.ts';
import type { HolderName } from '../../core/document/name-compare.ts';
import type { Verb } from './verb.ts';

type Made = { checks: CheckResult[]; reasons: string[] };
type Kind = 'document' | 'face' | 'address';
type PictureKind = Exclude<Kind, 'address'>;

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
  const kind = oneOf('kind', given.text('kind'), ['document', 'face', 'address']) ?? 'document';
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
  usage: 'inspect FILE... [--kind document|face|address] [--type CLASS] [--date YYYY-MM-DD] [--print] [--form FORM.json] [--name NAME] [--json]',
  about: 'runs the capture checks on pictures',
  options: { kind: { type: 'string' }, type: { type: 'string' }, date: { type: 'string' }, print: { type: 'boolean' }, form: { type: 'string' }, name: { type: 'string' } },
  help: [
    '--kind    what the files show: document when not given; address: a proof of address, PDF or picture',
    `--type    the type the customer chose: ${documentClasses.slice(0, 3).join(', ')}, ...`,
    '--date    the case date; today when not given',
    '--form    address: what the customer states, JSON with country, street, number, unit, city, region, postalCode',
    '--name    address: the name on the identity document',
    '--print   reads print beside a machine-readable zone too and compares them; takes a second or two',
  ],
  run,
};

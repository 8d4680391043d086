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
import { startClock, walkFiles } from '../walk.ts';
import type { Verb } from './verb.ts';

type Made = { checks: CheckResult[]; reasons: string[] };
type Kind = 'document' | 'face';

const works: Record<Kind, (engines: Engines, picture: Picture, options: InspectOptions) => Promise<Made & Record<string, unknown>>> = {
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
  const kind = oneOf('kind', given.text('kind'), ['document', 'face']) ?? 'document';
  const chosenType = oneOf('type', given.text('type'), documentClasses) ?? null;
  const policy = await loadPolicy(given.text('policy'));
  const context = { date: caseDate(given.text('date'), new Date()), chosenType, acceptedTypes: policy.acceptedTypes, lane: 'file' } as const;
  const engines = createEngines();
  const options: InspectOptions = { context, rules: rulesOf(limitsOf(policy)), withPrint: given.flag('print') };
  return walkFiles<Made>(
    given.files,
    async (picture) => {
      const clock = startClock();
      const made = await works[kind](engines, picture, options);
      return { ...made, ms: { checks: clock.lap() } };
    },
    { checks: [], reasons: [] },
    { json: given.flag('json'), readable: (r) => [heading(r.file, r.ok, r.error, r.ms.total), ...readableChecks((r['checks'] ?? []) as CheckResult[])].join('\n') },
  );
}

export const inspect: Verb = {
  name: 'inspect',
  usage: 'inspect FILE... [--kind document|face] [--type CLASS] [--date YYYY-MM-DD] [--print] [--json]',
  about: 'runs the capture checks on pictures',
  options: { kind: { type: 'string' }, type: { type: 'string' }, date: { type: 'string' }, print: { type: 'boolean' } },
  help: [
    '--kind    what the pictures show; document when not given',
    `--type    the type the customer chose: ${documentClasses.slice(0, 3).join(', ')}, ...`,
    '--date    the case date; today when not given',
    '--print   reads print beside a machine-readable zone too and compares them; takes a second or two',
  ],
  run,
};

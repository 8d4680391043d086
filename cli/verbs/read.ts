/** `vestibule read`: document type, machine-readable zone and fields of a picture. */
import { inspectDocument, readDocument, reasonsOf, study, withPrintBesideMrz } from '../../core/brain.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { nothingRead, type DocumentReading } from '../../core/document/reading.ts';
import { caseDate, UsageError, type Given } from '../arguments.ts';
import { decodePicture, readPictureFile } from '../decode.ts';
import { createEngines } from '../engines.ts';
import type { Frame } from '../../core/frame.ts';
import { limitsOf, rulesOf } from '../../core/rules.ts';
import { loadPacks, parseLanguages } from '../../core/vision/print/languages.ts';
import { loadPolicy } from '../policy.ts';
import { heading, readableChecks } from '../readable.ts';
import { loadResource } from '../resources.ts';
import { startClock, walkFiles } from '../walk.ts';
import type { Verb } from './verb.ts';

type Made = DocumentReading & { checks: CheckResult[]; reasons: string[] };

/** Checks that speak of what was read; those of picture quality are inspect's. */
const readingChecks = ['doc.unsupported', 'doc.type-mismatch', 'doc.expired', 'auth.mrz-check-digit', 'auth.mrz-print-conflict', 'auth.data-logic'];

async function run(given: Given): Promise<number> {
  if (given.files.length === 0) throw new UsageError('read needs at least one FILE.');
  const further = given.texts('burst');
  if (further.length > 0 && given.files.length > 1) throw new UsageError('--burst goes with one FILE.');
  const policy = await loadPolicy(given.text('policy'));
  const context = { date: caseDate(given.text('date'), new Date()), chosenType: null, acceptedTypes: policy.acceptedTypes, lane: 'file' } as const;
  const all = rulesOf(limitsOf(policy));
  const rules = { ...all, enabled: (id: string) => readingChecks.includes(id) && all.enabled(id) };
  const languages = given.text('languages');
  // A wrong name is said before the first file, not once a file.
  if (languages !== undefined) parseLanguages(languages, await loadPacks(loadResource));
  const engines = createEngines(languages);
  return walkFiles<Made>(
    given.files,
    async (picture) => {
      const clock = startClock();
      const studied = study(engines, picture, 'still', {}, await Promise.all(further.map(frameOf)));
      const withPrint = given.flag('print');
      const plain = await readDocument(studied);
      const read = clock.lap();
      const reading = withPrint ? await withPrintBesideMrz(studied, plain) : plain;
      const print = clock.lap();
      const { results } = await inspectDocument(studied, { context, rules, withPrint });
      return { ...reading, checks: results, reasons: reasonsOf(results), ms: { read, ...(withPrint ? { print } : {}) } };
    },
    { ...nothingRead, checks: [], reasons: [] },
    { json: given.flag('json'), readable: (r) => [heading(r.file, r.ok, r.error, r.ms.total), ...(r.ok ? readableReading(r as unknown as Made) : [])].join('\n') },
  );
}

/** @throws CodedError file.* */
async function frameOf(file: string): Promise<Frame> {
  return (await decodePicture(await readPictureFile(file))).frame;
}

function readableReading({ documentType, mrz, barcodes, fields, checks }: Made): string[] {
  const invalid = mrz?.checkDigits.filter((c) => !c.valid).map((c) => c.name) ?? [];
  return [
    `  type           ${documentType ? `${documentType.class} ${documentType.country ?? ''} (${documentType.confidence.toFixed(2)})` : 'not told'}`,
    ...(mrz ? [`  MRZ ${mrz.format}${invalid.length > 0 ? `, wrong check digit: ${invalid.join(', ')}` : ''}${mrz.doubtful.length > 0 ? `, ${mrz.doubtful.length} doubtful` : ''}`, ...mrz.lines.map((l) => `    ${l}`)] : ['  MRZ            none']),
    ...barcodes.map((b) => `  ${b.format.padEnd(14)} ${b.standard ?? 'no known standard'}`),
    ...Object.entries(fields).map(([name, f]) => `  ${name.padEnd(14)} ${f?.value ?? ''}  (${f?.source ?? ''} ${f?.confidence.toFixed(2) ?? ''})`),
    ...readableChecks(checks.filter((c) => c.status === 'fail')),
  ];
}

export const read: Verb = {
  name: 'read',
  usage: 'read FILE... [--burst FILE]... [--date YYYY-MM-DD] [--languages eng+fra] [--print] [--json]',
  about: 'reads document type, machine-readable zone and fields',
  options: { date: { type: 'string' }, burst: { type: 'string', multiple: true }, languages: { type: 'string' }, print: { type: 'boolean' } },
  help: [
    '--burst      a further picture of the same document, taken in the same moment: its MRZ votes, and what a reflection hides is taken from it (repeatable)',
    '--date       the case date; today when not given',
    '--print      reads print beside a machine-readable zone too and compares them; takes a second or two',
    '--languages  language packs that print is read with, besides English (docs/languages.md)',
  ],
  run,
};

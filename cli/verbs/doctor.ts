/** `vestibule doctor`: how this computer and its station are, for whoever helps from afar. */
import { errorSentence } from '../../core/errors.ts';
import { inWords, type SupportReport } from '../../electron/station/health/support.ts';
import { gather } from '../doctor/report.ts';
import { UsageError, type Given } from '../arguments.ts';
import { writeJson, writeLine } from '../output.ts';
import { loadPolicy } from '../policy.ts';
import type { Verb } from './verb.ts';

async function run(given: Given): Promise<number> {
  const [dir, ...more] = given.files;
  if (more.length > 0) throw new UsageError('doctor takes one folder.');
  const opens = given.flag('open') || given.text('supervisor') !== undefined;
  if (opens && dir === undefined) throw new UsageError('doctor opens the station of a folder: vestibule doctor DIR --open.');
  const report = await gather({ dir, supervisor: opens ? given.text('supervisor') : null, policy: await loadPolicy(given.text('policy')) });
  await (given.flag('json') ? writeJson(inWords(report)) : writeLine(readable(report)));
  if (report.findings.some(({ refuses }) => refuses)) return 20;
  return report.findings.length > 0 ? 10 : 0;
}

function readable(report: SupportReport): string {
  const { machine: m, disk, clock, store, queue, parked, models, scanners } = report;
  const changed = models.filter((model) => model.state !== 'as-shipped');
  const listOf = (names: readonly string[] | undefined): string => (names === undefined ? 'not known here: see the screen Devices' : names.join(', ') || 'none');
  const storeWords = store === null ? 'no folder given' : `${store.megabytes} MB, ${store.opens === null ? 'not opened (--open asks for a passphrase)' : store.opens ? 'opens' : `does not open: ${store.code}`}`;
  const rows: [string, string][] = [
    ['program', `${report.version}, Node ${m.node}`],
    ['machine', `${m.platform} ${m.release} ${m.architecture}, ${m.cores} cores (${m.processor}), ${m.memoryFree} of ${m.memory} MB memory free, up ${Math.floor(m.upSeconds / 3600)} h`],
    ['displays', listOf(report.displays?.map((d) => (d.width === null ? d.name : `${d.name} ${d.width}x${d.height}`)))],
    ['cameras', listOf(report.cameras?.map((c) => c.name))],
    ['scanners', [...scanners.found.map((s) => `${s.label} (${s.driver})`), ...scanners.failed.map((f) => `${f.driver}: ${f.code}`)].join(', ') || 'none'],
    ['models', changed.length === 0 ? `${models.length} as shipped` : changed.map((c) => `${c.name} ${c.state}`).join(', ')],
    ['disk', `${disk.free ?? '?'} of ${disk.size ?? '?'} MB free`],
    ['clock', `${clock.now}, ${clock.timeZone}, last signed ${clock.lastSigned ?? 'never'}`],
    ['store', storeWords],
    ...(parked?.parked ? [['parked', `${parked.parked} wait for a person, the oldest for ${parked.days} days`] as [string, string]] : []),
    ['queue', queue === null ? (store?.opens ? 'no hub' : 'not looked at') : `${queue.waiting} wait, the oldest for ${queue.days} days, last contact ${queue.contactAt ?? 'never'}`],
  ];
  const findings = report.findings.map((f) => `${f.refuses ? 'REFUSES' : 'WARNS  '} ${f.code}: ${errorSentence(f.code, f.values)}`);
  return [...(findings.length > 0 ? findings : ['FIT     nothing is wrong that can be seen from here']), '', ...rows.map(([name, text]) => `${name.padEnd(9)}${text}`)].join('\n');
}

export const doctor: Verb = {
  name: 'doctor',
  usage: 'doctor [DIR] [--open] [--supervisor NAME] [--json]',
  about: 'says how computer, devices, models and station are, with a way out for what is wrong; nothing of a customer',
  options: { open: { type: 'boolean' }, supervisor: { type: 'string' } },
  help: [
    'DIR           the folder of a station; without it only computer, devices and models are looked at',
    '--open        opens its records as well (queue, last signed time, network scanners, golden card, backups, what head office withdrew); asks for a supervisor\'s passphrase, or reads it from standard input',
    '--supervisor  whose passphrase, where there are several',
    'Exit: 0 fit, 10 something is to be seen to, 20 no new case can begin, 1 it could not be looked at, 2 wrong usage.',
  ],
  run,
};

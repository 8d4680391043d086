/** `vestibule appeal`: a pack from a station, checked, decided again by this program, and on request measured again on its pictures. */
import { changedVerdicts, decideAgain, differenceOf, firedRules, machineDecision, withMeasuredAgain, type Appeal, type Difference, type FiredRule, type Remeasured } from '../../core/case/appeal.ts';
import type { CheckResult } from '../../core/checks/check.ts';
import { settledReading, wordThatFits } from '../../core/case/settled.ts';
import { parsePolicy, type Policy } from '../../core/case/policy.ts';
import { limitsOf, rulesOf } from '../../core/rules.ts';
import { readAppeal } from '../../electron/station/appeal.ts';
import { fingerprintOf } from '../../electron/station/store/signature.ts';
import { UsageError, type Given } from '../arguments.ts';
import { collectCase, type CasePicture } from '../collect-case.ts';
import { decodePicture } from '../decode.ts';
import { createEngines } from '../engines.ts';
import { writeJson, writeLine } from '../output.ts';
import { loadPolicy } from '../policy.ts';
import { programVersion } from '../resources.ts';
import { readSecret } from '../secret.ts';
import { givenKey } from '../public-key.ts';
import type { Verb } from './verb.ts';

/** Trustworthy and decided the same 0, otherwise 10; not signed, or a changed picture, 1. */
const exit = { same: 0, differs: 10, notTrusted: 1 } as const;

type Report = {
  file: string; ok: boolean; signed: boolean; keyFrom: 'given' | 'file'; fingerprint: string; changedCaptures: string[];
  number: string; station: string; program: { then: string; now: string }; policy: { then: string; used: string };
  fired: FiredRule[]; again: Difference; firedAgain: FiredRule[]; measured: { changed: Remeasured[]; decision: Difference } | null;
};

async function run(given: Given): Promise<number> {
  const [file, ...more] = given.files;
  if (file === undefined || more.length > 0) throw new UsageError('appeal takes one file.');
  const wanted = givenKey(given);
  const { appeal, publicKey, signed, changedCaptures } = await readAppeal(file, await readSecret('Passphrase of the pack'), wanted);
  const policy = given.text('policy') === undefined ? parsePolicy(appeal.policy) : await loadPolicy(given.text('policy'));
  const { decision } = machineDecision(appeal);
  const now = decideAgain(appeal, policy);
  const again = given.flag('measure') ? await measureAgain(appeal, policy) : null;
  const report: Report = {
    file, ok: signed && changedCaptures.length === 0, signed, keyFrom: wanted ? 'given' : 'file', fingerprint: fingerprintOf(publicKey), changedCaptures,
    number: appeal.number, station: `${appeal.station}, ${appeal.branch}`, program: { then: appeal.evidence.versions['program'] ?? '', now: programVersion() },
    policy: { then: `${decision.policy.id} ${decision.policy.version}`, used: `${policy.id} ${policy.version}` },
    fired: firedRules(decision, appeal.evidence.results), again: differenceOf(decision, now), firedAgain: firedRules(now, appeal.evidence.results),
    measured: again && { changed: changedVerdicts(appeal.evidence.results, again), decision: differenceOf(decision, decideAgain(appeal, policy, withMeasuredAgain(appeal.evidence.results, again))) },
  };
  await (given.flag('json') ? writeJson(report) : writeLine(readable(report)));
  if (!report.ok) return exit.notTrusted;
  return report.again.same && (report.measured?.decision.same ?? true) ? exit.same : exit.differs;
}

/** Document and face on the pack's own pictures. A living face cannot be measured on a still picture: its results stay as they were. */
async function measureAgain(appeal: Appeal, policy: Policy): Promise<CheckResult[]> {
  const pictures: CasePicture[] = [];
  for (const { capture, picture } of appeal.captures) {
    if (capture.step !== 'document-front' && capture.step !== 'document-back' && capture.step !== 'face') continue;
    pictures.push({ step: capture.step, captureId: capture.captureId, picture: await decodePicture(new Uint8Array(Buffer.from(picture, 'base64'))), desk: appeal.evidence.desks?.[capture.captureId] ?? null, lane: capture.provenance.lane });
  }
  const { evidence, day } = appeal;
  const context = { date: day, chosenType: evidence.setup.documentType, acceptedTypes: policy.acceptedTypes, lane: 'file' } as const;
  // What the clerk settled then is no difference now.
  const { results } = await collectCase(createEngines(), pictures, context, rulesOf(limitsOf(policy)), (reading) => settledReading(reading, wordThatFits(reading, evidence, day), day));
  return results.filter(({ id, status }) => !id.startsWith('live.') && status !== 'not-assessed');
}

const told = ({ from, to, noLonger, newly }: Difference): string => `${from} -> ${to}${noLonger.length ? `; no longer: ${noLonger.join(', ')}` : ''}${newly.length ? `; new: ${newly.join(', ')}` : ''}`;
const ruleLine = ({ code, lane, status, value, threshold, unit }: FiredRule): string => `    ${code} (${lane}): ${status}, value ${value ?? '-'} against ${threshold ?? '-'} ${unit}`;

function readable(r: Report): string {
  return [
    `${r.ok ? 'GENUINE' : 'NOT TRUSTED'}  ${r.file}  case ${r.number} of ${r.station}`,
    `  signature ${r.signed ? 'good' : 'BAD'}, key ${r.fingerprint} (${r.keyFrom === 'given' ? 'given' : 'the pack\'s own: hold the fingerprint against the station\'s'})`,
    ...(r.changedCaptures.length ? [`  pictures that are not what was captured: ${r.changedCaptures.length}`] : []),
    `  program ${r.program.then} then, ${r.program.now} now; policy ${r.policy.then} then, ${r.policy.used} used`,
    '  rules that decided then:', ...r.fired.map(ruleLine),
    `  decided again: ${r.again.same ? `the same (${r.again.from})` : told(r.again)}`,
    ...(r.measured ? [`  measured again: ${r.measured.decision.same ? `the same (${r.measured.decision.from})` : told(r.measured.decision)}`, ...r.measured.changed.map(({ id, from, to }) => `    ${id}: ${from.status} (${from.value ?? '-'}) -> ${to.status} (${to.value ?? '-'})`)] : []),
  ].join('\n');
}

export const appeal: Verb = {
  name: 'appeal',
  usage: 'appeal FILE [--measure] [--public-key KEY] [--policy FILE] [--json]',
  about: 'decides a case again that a station sent as an appeal pack, and shows the difference',
  options: { measure: { type: 'boolean' }, 'public-key': { type: 'string' } },
  help: [
    'FILE          as the station wrote it (Record, Appeal pack); the passphrase is asked for, or read from standard input',
    '--measure     also measures document and face again on the pictures of the pack, with this program',
    '--public-key  the station\'s key, as `vestibule audit key DIR` prints it; without it the pack\'s own is used',
    '--policy      decides by another policy than the one in the pack',
    'Exit: 0 decided the same, 10 decided otherwise, 1 not readable, not signed, or a picture was changed.',
  ],
  run,
};

/** `vestibule verify`: a whole case through the station's own decision, in memory. */
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { CaptureInput, CaptureStep, Decision, Evidence, Outcome } from '../../core/case/case.ts';
import type { Policy } from '../../core/case/policy.ts';
import type { CallInput, CallName, CallOutput } from '../../core/contract.ts';
import type { InspectOptions } from '../../core/brain.ts';
import type { AddressForm } from '../../core/document/address/form.ts';
import { holderNames } from '../../core/document/proof-facts.ts';
import { statementFactsOf } from '../../core/document/statement/facts.ts';
import { documentClasses, type DocumentReading } from '../../core/document/reading.ts';
import { CodedError, errorCodes, toCodedError } from '../../core/errors.ts';
import { limitsOf, rulesOf } from '../../core/rules.ts';
import { judgeStatement } from '../../core/statement.ts';
import type { Engines } from '../../core/vision/engines/engine.ts';
import { readPictureHeader } from '../../core/vision/picture/header.ts';
import { openEphemeralStation } from '../../electron/station/create.ts';
import { caseDate, oneOf, UsageError, type Given } from '../arguments.ts';
import { casePicture, collectCase, type CasePicture, type CollectedCase } from '../collect-case.ts';
import { decodePicture, readPictureFile } from '../decode.ts';
import { createEngines } from '../engines.ts';
import { errorRecord, writeJson, writeLine } from '../output.ts';
import { decodePaper, formOf, lookAtPaper, paperRecord, type LookedAt, type PaperFile } from '../paper.ts';
import { loadPolicy } from '../policy.ts';
import { sentence } from '../readable.ts';
import { loadedModels, programVersion } from '../resources.ts';
import { givenStatement, statementOfCase, statementRecord } from '../statement.ts';
import { startClock } from '../walk.ts';
import type { Verb } from './verb.ts';

const exitOf: Record<Outcome, number> = { accept: 0, refer: 10, retry: 20, reject: 30 };
/** A picture could not be processed: no verdict about the customer. */
const exitUnprocessed = 1;

/** ICAO 9303-3: nationality or state not specified. */
const unspecifiedCountry = 'XXX';

type CaseFile = CasePicture & { bytes: Uint8Array };
type CasePaper = { captureId: string; bytes: Uint8Array; file: PaperFile; looked: LookedAt; form: AddressForm };

async function run(given: Given): Promise<number> {
  const paths = pathsOf(given);
  const chosenType = oneOf('type', given.text('type'), documentClasses) ?? null;
  const date = caseDate(given.text('date'), new Date());
  const ownPolicy = await loadPolicy(given.text('policy'));
  const held = givenStatement(given, ownPolicy);
  const policy = held?.policy ?? ownPolicy;
  const stated = await givenPaper(given);
  const clock = startClock();
  const base = { file: paths['document-front'], back: paths['document-back'] ?? null, face: paths.face, statement: held && { file: held.path } };
  try {
    const files: CaseFile[] = [];
    for (const [step, path] of Object.entries({ ...paths, ...(held ? { statement: held.path } : {}) })) files.push(await caseFile(step as CaptureStep, path));
    const decode = clock.lap();
    const context = { date, chosenType, acceptedTypes: policy.acceptedTypes, lane: 'file' } as const;
    const engines = createEngines();
    const rules = rulesOf(limitsOf(policy));
    const collected = await collectCase(engines, files, context, rules);
    clock.lap();
    const paper = stated && await paperOf(stated, engines, { context, rules }, policy, collected.reading);
    const proof = clock.lap();
    const statement = statementOfCase(collected.statement, held);
    const ofStatement = statement ? await judgeStatement(statementFactsOf(statement.reading, { ...statement, date, document: collected.reading, steps: collected.match.steps }), context, rules, captureOf(files, 'statement')) : [];
    const results = [...collected.results, ...ofStatement, ...(paper?.looked.results ?? [])];
    const decision = await decideAsStation({ policy, files, collected, results, statement, paper, chosenType, date, attested: given.flag('attested') });
    const decided = clock.lap();
    const { reading, match, ms } = collected;
    const stepOf = new Map<string, CaptureStep>([...files.map((f) => [f.captureId, f.step] as const), ...(paper ? [[paper.captureId, 'proof'] as const] : [])]);
    const parts = { decode, ...ms, ...(paper ? { proof } : {}), decide: decided };
    const record = {
      ...base, ok: true, outcome: decision.outcome,
      checks: results.map((r) => ({ ...r, capture: r.captureId === null ? null : stepOf.get(r.captureId) })),
      reasons: [...new Set(decision.reasons.filter((r) => r.lane !== 'coach').map((r) => r.code))],
      decision, ...reading, match, ...(held && statement ? { statement: { file: held.path, asked: statement.asked, ...statementRecord(statement.reading) } } : {}), ...(paper ? { proof: paperRecord(paper.looked) } : {}), attested: given.flag('attested'),
      ms: { total: Math.round(Object.values(parts).reduce((a, b) => a + b, 0) * 10) / 10, ...parts },
    };
    await (given.flag('json') ? writeJson(record) : writeLine(readable(decision)));
    return exitOf[decision.outcome];
  } catch (thrown) {
    const error = errorRecord(toCodedError(thrown));
    const record = { ...base, ok: false, error, outcome: null, checks: [], reasons: [], ms: { total: clock.lap(), decode: 0 } };
    await (given.flag('json') ? writeJson(record) : writeLine(`NOT PROCESSED  ${error.code}: ${error.message}`));
    return exitUnprocessed;
  }
}

function pathsOf(given: Given): { 'document-front': string; 'document-back'?: string; face: string } {
  const [front, back, face] = [given.text('document'), given.text('back'), given.text('face')];
  if (given.files.length > 0) throw new UsageError('verify takes its pictures as --document, --back and --face.');
  if (front === undefined || face === undefined) throw new UsageError('verify needs --document FILE and --face FILE.');
  return back === undefined ? { 'document-front': front, face } : { 'document-front': front, 'document-back': back, face };
}

async function caseFile(step: CaptureStep, path: string): Promise<CaseFile> {
  const bytes = await readPictureFile(path);
  return { ...casePicture(step, await decodePicture(bytes)), bytes };
}

type StatedPaper = { path: string; form: AddressForm };

/** `--address` with `--form`: they make it an advanced case. null: a primary one. @throws UsageError */
async function givenPaper(given: Given): Promise<StatedPaper | null> {
  const path = given.text('address');
  const form = await formOf(given.text('form'));
  if (path === undefined && form) throw new UsageError('--form speaks of a paper of --address.');
  if (path === undefined) return null;
  if (!form) throw new UsageError('--address needs --form FORM.json, what the customer states.');
  return { path, form };
}

async function paperOf({ path, form }: StatedPaper, engines: Engines, options: InspectOptions, policy: Policy, reading: DocumentReading): Promise<CasePaper> {
  const bytes = await readPictureFile(path);
  const file = await decodePaper(bytes);
  const captureId = randomUUID();
  return { captureId, bytes, file, form, looked: await lookAtPaper(engines, file, { ...options, captureId }, { form, holder: holderNames(reading), policy }) };
}

const captureOf = (files: readonly CaseFile[], step: CaptureStep): string | null => files.find((f) => f.step === step)?.captureId ?? null;

type ToDecide = { policy: Policy; files: readonly CaseFile[]; collected: CollectedCase; results: Evidence['results']; statement: Evidence['statement']; paper: CasePaper | null; date: string; chosenType: Evidence['setup']['documentType'] | null; attested: boolean };

/** Through the calls of the window: captures, submission and, with an attestation, the closing decision. */
async function decideAsStation({ policy, files, collected, results, statement, paper, date, chosenType, attested }: ToDecide): Promise<Decision> {
  const caseId = randomUUID();
  // The station judges dates by its own day: that of the case.
  const noon = new Date(`${date}T12:00:00`);
  const code = statement?.asked.code ?? null;
  const station = openEphemeralStation({ policy, version: programVersion(), clock: () => noon, ...(code === null ? {} : { sheet: { caseId, code } }) });
  const call = async <Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> => {
    const answer = await station.call(name, input);
    if (answer.ok) return answer.value;
    throw new CodedError(errorCodes.find((c) => c === answer.error.code) ?? 'internal', answer.error.values);
  };
  try {
    const at = noon.toISOString();
    await call('draft.save', { caseId, state: {} });
    for (const file of files) await call('capture.put', await captureToPut(caseId, file, at));
    if (paper) await call('capture.put', await captureOfPaper(caseId, paper, at));
    const { reading, match } = collected;
    const evidence: Evidence = {
      caseId, captureIds: [...files.map((f) => f.captureId), ...(paper ? [paper.captureId] : [])], extraction: reading, mrzChoices: [], corrections: [],
      results, match, staffComparison: null, attestation: null, visit: null, startedAt: at,
      address: paper && { form: paper.form, proof: paper.looked.reading },
      statement,
      setup: {
        tier: paper ? 'advanced' : 'primary', mode: 'batch', documentType: chosenType ?? reading.documentType?.class ?? 'other',
        country: reading.documentType?.country?.padEnd(3, 'X') ?? unspecifiedCountry,
        // Whoever runs a batch answers for the consent; the record says which text was in force.
        consent: { version: policy.consent.version, accepted: true, faceComparison: true, at },
      },
      versions: { program: programVersion(), ...loadedModels() },
    };
    const { decision } = await call('case.submit', evidence);
    if (!attested) return decision;
    const attestation = { facePresent: true, documentTouched: true, note: '--attested', at };
    return (await call('case.finish', { caseId, attestation })).decision;
  } finally {
    station.close();
  }
}

/** What the station takes, MB of 10^6. */
const stationLimit = 40_000_000;

async function captureToPut(caseId: string, { step, captureId, picture, bytes }: CaseFile, capturedAt: string): Promise<CaptureInput & { picture: Uint8Array<ArrayBuffer> }> {
  const { format } = readPictureHeader(bytes);
  const kept = (format === 'jpeg' || format === 'png' || format === 'webp') && bytes.length <= stationLimit;
  const { frame } = picture;
  return {
    captureId, caseId, step, mime: kept ? `image/${format}` : 'image/jpeg',
    width: kept ? picture.width : frame.width, height: kept ? picture.height : frame.height,
    provenance: { lane: 'file', device: 'file', demo: false, capturedAt },
    picture: kept ? Uint8Array.from(bytes) : Uint8Array.from(await sharp(frame.data, { raw: { width: frame.width, height: frame.height, channels: 4 } }).jpeg({ quality: 92 }).toBuffer()),
  };
}

async function captureOfPaper(caseId: string, { captureId, bytes, file }: CasePaper, at: string): Promise<CaptureInput & { picture: Uint8Array<ArrayBuffer> }> {
  if (file.paper.kind === 'picture') return captureToPut(caseId, { step: 'proof', captureId, picture: file.paper.picture, bytes }, at);
  const { width, height } = file;
  return { captureId, caseId, step: 'proof', mime: 'application/pdf', width, height, provenance: { lane: 'file', device: 'file', demo: false, capturedAt: at }, picture: Uint8Array.from(bytes) };
}

function readable(decision: Decision): string {
  const lines = decision.reasons.map((r) => `  ${r.status.padEnd(14)} ${r.code.padEnd(20)} ${r.status === 'fail' ? sentence(r.code, r.values) : String(r.values['why'] ?? '')}`);
  return [decision.outcome.toUpperCase(), ...lines].join('\n');
}

export const verify: Verb = {
  name: 'verify',
  usage: 'verify --document F [--back F] --face F [--statement F [--word WORD] [--code CODE]] [--address F --form FORM.json] [--type CLASS] [--date YYYY-MM-DD] [--attested] [--json]',
  about: 'decides a whole case: accept, refer, retry or reject',
  options: { document: { type: 'string' }, back: { type: 'string' }, face: { type: 'string' }, statement: { type: 'string' }, word: { type: 'string' }, code: { type: 'string' }, address: { type: 'string' }, form: { type: 'string' }, type: { type: 'string' }, date: { type: 'string' }, attested: { type: 'boolean' } },
  help: [
    '--attested  you state that staff looked at the person and touched the document; a still picture',
    '            cannot show that somebody was there, so without it the best outcome is refer',
    '--statement the customer with document and sheet: date, word, the document in the hand, and the face against the others; what is written by hand is left to staff',
    '--word      what must stand on the sheet beside the date; the policy\'s word when not given',
    '--code      the one-time code of the sheet that was printed for this case; without it the code on the sheet is held against nothing, its day is',
    '--address   a proof of address, PDF or picture: the case is an advanced one',
    '--form      the address the customer states, JSON with country, street, number, unit, city, region, postalCode',
    '--type      the type the customer chose',
    '--date      the case date; today when not given',
  ],
  run,
};

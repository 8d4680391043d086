/** A station for tests: resources with a policy that fits the registry, fictional customers, and the walk of a case. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checks } from '../../core/checks/index.ts';
import type { CaptureStep, Evidence } from '../../core/case/case.ts';
import { isAnsweredByStation } from '../../core/case/station-checks.ts';
import { parsePolicy, type Policy } from '../../core/case/policy.ts';
import { noDevices, type CallInput, type CallName, type CallOutput, type Envelope, type Role } from '../../core/contract.ts';

export const root = path.resolve(import.meta.dirname, '../..');
export const passphrase = 'correct horse battery';
export const supervisorName = 'Ines Falk';
export const noon = '2026-11-23T12:00:00.000Z';

const scratch: string[] = [];
export function newFolder(below = tmpdir()): string {
  const folder = mkdtempSync(path.join(below, 'vestibule-station-'));
  scratch.push(folder);
  return folder;
}
export function removeFolders(): void {
  for (const folder of scratch.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** The reference policy with a rule for exactly the checks of this program, for a disk as full as that of a test may be, and without the statement, which has tests of its own. */
export function testPolicy(): Policy {
  const reference = JSON.parse(readFileSync(path.join(root, 'resources/policies/coinex.json'), 'utf8')) as Policy;
  return parsePolicy({ ...reference, statement: null, backup: undefined, guard: reference.guard && { ...reference.guard, freeMegabytes: { warn: 500, refuse: 0 } }, checks: Object.fromEntries(checks.map(({ id }) => [id, reference.checks[id] ?? { enabled: true }])) });
}

export function newResources(): string {
  const folder = newFolder();
  mkdirSync(path.join(folder, 'policies'));
  writeFileSync(path.join(folder, 'policies/coinex.json'), JSON.stringify(testPolicy()));
  return folder;
}

export const setupInput: CallInput<'setup.complete'> = {
  stationName: 'Counter 3', branch: 'Harbour', supervisor: { name: supervisorName, passphrase },
  devices: { ...noDevices, documentCamera: 'demo', faceCamera: 'demo' }, policyId: 'coinex', mode: 'attended',
};

/** A JPEG by its first bytes, of the wanted size; every one different. */
export function pictureOf(bytes: number, seed = 1): Uint8Array<ArrayBuffer> {
  const picture = new Uint8Array(bytes);
  let state = seed >>> 0 || 1;
  for (let at = 0; at < bytes; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    picture[at] = state >>> 24;
  }
  picture.set([0xff, 0xd8, 0xff, 0xe0]);
  return picture;
}

export type Person = { surname: string; givenNames: string; documentNumber: string };
export const mira: Person = { surname: 'Östergård', givenNames: 'Mira Lu', documentNumber: 'L898902C3' };

export const captureInput = (caseId: string, captureId: string, step: CaptureStep, picture: Uint8Array<ArrayBuffer>, demo = true): CallInput<'capture.put'> => ({
  captureId, caseId, step, mime: 'image/jpeg', width: 1280, height: 720, picture,
  provenance: { lane: 'camera', device: demo ? 'Demonstration camera' : 'Desk camera', demo, capturedAt: noon },
});

/** Every check of the program passes on this evidence; `results` may be changed to make one fail. */
export function evidenceOf(caseId: string, captureIds: string[], person: Person = mira): Evidence {
  const field = (value: string) => ({ value, source: 'mrz' as const, confidence: 0.99, region: null });
  return {
    caseId, captureIds, address: null, statement: null,
    setup: { tier: 'primary', mode: 'attended', documentType: 'passport', country: 'UTO', consent: { version: '1', accepted: true, faceComparison: true, at: noon } },
    extraction: {
      documentType: { class: 'passport', country: 'UTO', confidence: 0.98 }, mrz: null, barcodes: [], bySource: {},
      fields: { surname: field(person.surname), givenNames: field(person.givenNames), documentNumber: field(person.documentNumber), birthDate: field('1990-03-14'), expiryDate: field('2033-06-14') },
    },
    mrzChoices: [], corrections: [],
    results: passingResults(captureIds[0] ?? null),
    match: { verdict: 'match', distance: 0.31, frames: 5, steps: [] },
    staffComparison: null, attestation: null, visit: null, startedAt: noon, versions: { program: '0.1.0' },
  };
}

/** Of the primary tier. What the station answers itself is not the window's to say. */
function passingResults(captureId: string | null): Evidence['results'] {
  return checks.filter((check) => !isAnsweredByStation(check) && check.subject !== 'address' && check.subject !== 'statement').map(({ id, threshold }) => ({
    id, status: 'pass', value: threshold.limit, threshold: threshold.limit, unit: threshold.unit, regions: [], values: {}, reason: null, captureId,
  }));
}

export const attestation = { facePresent: true, documentTouched: true, note: '', at: noon };

type Callable = { call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Envelope<CallOutput<Name>>> };

/** The value, or an Error with the code. */
export async function must<Value>(envelope: Promise<Envelope<Value>>): Promise<Value> {
  const answer = await envelope;
  if (!answer.ok) throw new Error(`${answer.error.code} ${JSON.stringify(answer.error.values)}`);
  return answer.value;
}

/** The code of a refusal; `ok` when it was none. */
export async function codeOf(envelope: Promise<Envelope<unknown>>): Promise<string> {
  const answer = await envelope;
  return answer.ok ? 'ok' : answer.error.code;
}

/** Added by the supervisor who is logged in; then logged in themselves, with a passphrase they chose: who was only given one is no eye of four. */
export async function addWithOwnPassphrase(station: Callable, name: string, role: Role, own = passphrase): Promise<void> {
  const given = 'handed over on paper';
  await must(station.call('operators.add', { name, role, passphrase: given }));
  await must(station.call('session.login', { name, passphrase: given }));
  await must(station.call('operators.passphrase', { current: given, next: own }));
}

export type PreparedCase = { caseId: string; captureIds: [string, string]; evidence: Evidence };

/** Staff goes, a customer begins. @returns the one case they may speak of */
export async function beginVisit(station: Callable): Promise<string> {
  await must(station.call('session.logout', {}));
  return (await must(station.call('visit.begin', {}))).caseId;
}

/** What a policy for self-service says more; of votes one that every prepared case passes. */
export const selfService = { votes: ['live.challenge'], tries: 3, staffWithinSeconds: 600 };

/** Draft, two captures, evidence: everything but the submission. `demo` false: of a real camera, so that it is searched among other cases. */
export async function prepareCase(station: Callable, person: Person = mira, bytes = 3000, seed = 1, { demo = true, caseId = randomUUID() as string }: { demo?: boolean; caseId?: string } = {}): Promise<PreparedCase> {
  const captureIds: [string, string] = [randomUUID(), randomUUID()];
  await must(station.call('draft.save', { caseId, state: { step: 'document-front' } }));
  await must(station.call('capture.put', captureInput(caseId, captureIds[0], 'document-front', pictureOf(bytes, seed), demo)));
  await must(station.call('draft.save', { caseId, state: { step: 'face' } }));
  await must(station.call('capture.put', captureInput(caseId, captureIds[1], 'face', pictureOf(bytes, seed + 1), demo)));
  return { caseId, captureIds, evidence: evidenceOf(caseId, captureIds, person) };
}

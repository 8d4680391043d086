/** A proof of address from the command line: the file, what the customer states, and what stands on the paper. */
import { readFile } from 'node:fs/promises';
import type { Policy } from '../core/case/policy.ts';
import { addressFormSchema, type AddressForm } from '../core/document/address/form.ts';
import type { HolderName } from '../core/document/name-compare.ts';
import { proofFactsOf, type ProofFacts } from '../core/document/proof-facts.ts';
import type { ProofReading } from '../core/document/proof-reading.ts';
import type { CheckResult } from '../core/checks/check.ts';
import type { InspectOptions } from '../core/brain.ts';
import { inspectProof, readProof, studyPaper, type Paper } from '../core/proof.ts';
import { judgeProof } from '../core/proof-of-case.ts';
import { isPdf } from '../core/vision/picture/pdf-header.ts';
import type { Engines } from '../core/vision/engines/engine.ts';
import { UsageError } from './arguments.ts';
import { decodePicture } from './decode.ts';
import { pdfReader } from './pdf-host.ts';
import { startClock } from './walk.ts';

/** `width` and `height`: of the picture, of a PDF those of its first page. */
export type PaperFile = { paper: Paper; width: number; height: number };

/** @throws CodedError pdf.*, file.* */
export async function decodePaper(bytes: Uint8Array): Promise<PaperFile> {
  if (isPdf(bytes)) {
    const contents = await pdfReader.read(bytes);
    const { width, height } = contents.pages[0]!;
    return { paper: { kind: 'pdf', contents }, width, height };
  }
  const picture = await decodePicture(bytes);
  return { paper: { kind: 'picture', picture }, width: picture.width, height: picture.height };
}

/** `--form FILE`: the address as the customer states it, as JSON. @throws UsageError */
export async function formOf(path: string | undefined): Promise<AddressForm | null> {
  if (path === undefined) return null;
  const text = await readFile(path, 'utf8').catch(() => { throw new UsageError('--form cannot be opened.'); });
  const parsed = addressFormSchema.safeParse(parsedJson(text));
  if (!parsed.success) throw new UsageError(`--form is JSON with country (three letters), street, number, unit, city, region and postalCode; wrong: ${parsed.error.issues[0]?.path.join('.') || 'the whole'}.`);
  return parsed.data;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export type PaperQuestion = { form: AddressForm | null; holder: readonly HolderName[] | null; policy: Policy };
export type LookedAt = { reading: ProofReading; facts: ProofFacts; results: CheckResult[]; ms: Record<string, number> };

/** All checks of a paper: of its pixels or file, and of its text. */
export async function lookAtPaper(engines: Engines, { paper, width, height }: PaperFile, options: InspectOptions, { form, holder, policy }: PaperQuestion): Promise<LookedAt> {
  const clock = startClock();
  const studied = studyPaper(engines, paper);
  const first = await inspectProof(studied, options);
  const checks = clock.lap();
  const reading = await readProof(studied);
  const read = clock.lap();
  const facts = proofFactsOf(reading, { form, holder, today: options.context.date, policy: policy.address, size: { width, height } });
  return { reading, facts, results: [...first, ...await judgeProof(facts, options.context, options.rules, options.captureId ?? null)], ms: { checks, read } };
}

/** What was found, for a line of JSON. */
export function paperRecord({ reading, facts }: LookedAt): Record<string, unknown> {
  const { issue } = facts;
  return {
    pages: reading.pageCount, source: reading.source, kind: facts.identity ? 'identity-document' : facts.kind.class, cues: facts.kind.cues,
    issued: issue.kind === 'found' ? issue.value : null, issuedBy: issue.kind === 'none' ? issue.reason : issue.kind === 'several' ? 'several' : issue.by,
    dates: issue.all.map((d) => ({ value: d.readings.join('|'), role: d.role })),
    name: facts.nameLine?.text ?? null, nameVerdict: facts.name?.verdict ?? null, nameReasons: facts.name?.reasons ?? [],
    address: facts.block?.lines ?? [], addressVerdict: facts.address?.verdict ?? null, addressParts: facts.address?.parts ?? [],
  };
}

/** Opens files as `vestibule inspect` and the triage of papers do, in a process of its own, which may die of them. */
import { inspectDocument, study } from '../../../core/brain.ts';
import { errorTexts, toCodedError } from '../../../core/errors.ts';
import { limitsOf, rulesOf } from '../../../core/rules.ts';
import { createEngines } from '../../../cli/engines.ts';
import { decodePaper } from '../../../cli/paper.ts';
import { loadPolicy } from '../../../cli/policy.ts';

/** `whole`: a picture is also looked at by every check of a document. */
export type FileOrder = { bytes: Uint8Array; whole: boolean };
export type FileAnswer = { code: string | null; inspected: boolean; known: boolean; cpuMs: number; megabytes: number };

const engines = createEngines();
const policy = await loadPolicy(undefined);
const context = { date: '2026-11-23', chosenType: null, acceptedTypes: policy.acceptedTypes, lane: 'file' } as const;
const options = { context, rules: rulesOf(limitsOf(policy)) };

process.on('message', (order: FileOrder) => void answer(order));
process.once('disconnect', () => process.exit(0));
process.send?.('ready');

async function answer({ bytes, whole }: FileOrder): Promise<void> {
  const used = process.cpuUsage();
  let code: string | null = null;
  let inspected = false;
  try {
    const { paper } = await decodePaper(bytes);
    if (whole && paper.kind === 'picture') {
      inspected = true;
      await inspectDocument(study(engines, paper.picture), options);
    }
  } catch (thrown) {
    ({ code } = toCodedError(thrown));
  }
  const { user, system } = process.cpuUsage(used);
  process.send?.({ code, inspected, known: code === null || (Object.hasOwn(errorTexts, code) && code !== 'internal'), cpuMs: (user + system) / 1000, megabytes: Math.round(process.memoryUsage.rss() / 1e6) } satisfies FileAnswer);
}

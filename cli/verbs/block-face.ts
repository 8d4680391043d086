/** `vestibule block-face`: pictures of one face made into an entry of the list that head office publishes. The file holds the face as numbers, and no picture. */
import { randomUUID } from 'node:crypto';
import { blockReasons } from '../../core/case/blocked-face.ts';
import { descriptorModel } from '../../core/case/face-descriptor.ts';
import { inspectFace, study, type InspectOptions } from '../../core/brain.ts';
import { CodedError, type ErrorCode } from '../../core/errors.ts';
import { describeFound, fuseFaces, matchPeople } from '../../core/people.ts';
import { limitsOf, rulesOf } from '../../core/rules.ts';
import { blockedFaceSchema, type BlockedFace } from '../../core/sync/blocked-faces.ts';
import type { Engines } from '../../core/vision/engines/engine.ts';
import type { FaceDescription } from '../../core/vision/face/describe.ts';
import { packFace } from '../../core/vision/face/packed.ts';
import { writeNewFile } from '../../electron/station/files.ts';
import { caseDate, oneOf, UsageError, type Given } from '../arguments.ts';
import { decodePicture, readPictureFile } from '../decode.ts';
import { createEngines } from '../engines.ts';
import { writeJson, writeLine } from '../output.ts';
import { loadPolicy } from '../policy.ts';
import { loadedModels } from '../resources.ts';
import type { Verb } from './verb.ts';

/** What a capture must pass for its face to be compared at all. In this order; framing and light are weighed where pictures are fused. */
const gates: readonly (readonly [check: string, code: ErrorCode])[] = [['face.none', 'listing.no-face'], ['face.multiple', 'listing.several'], ['face.too-far', 'listing.too-small']];

async function run(given: Given): Promise<number> {
  const asked = askedBy(given);
  const policy = await loadPolicy(given.text('policy'));
  const options: InspectOptions = { context: { date: asked.listedOn, chosenType: null, acceptedTypes: policy.acceptedTypes, lane: 'file' }, rules: rulesOf(limitsOf(policy)) };
  const engines = createEngines();
  const faces: FaceDescription[] = [];
  for (const [at, file] of given.files.entries()) faces.push(await faceOf(engines, file, at + 1, options));
  needOnePerson(faces);
  const entry = entryOf(faces, asked);
  write(asked.out, entry);
  const { face: _numbers, ...told } = entry;
  await (given.flag('json') ? writeJson(told) : writeLine(`${asked.out}: ${entry.reference}, ${entry.reason}, ${faces.length} picture(s), ${entry.until === null ? 'until it is left out' : `until ${entry.until}`}, ${entry.model}\nThe file holds a face as numbers. Keep it as you keep keys.`));
  return 0;
}

type Asked = Pick<BlockedFace, 'reference' | 'reason' | 'listedOn' | 'until'> & { out: string };

/** @throws UsageError */
function askedBy(given: Given): Asked {
  if (given.files.length === 0) throw new UsageError('block-face needs at least one PICTURE.');
  const [reference, out, reason] = [given.text('reference')?.trim(), given.text('out'), oneOf('reason', given.text('reason'), blockReasons)];
  if (!reference || reference.length > 60) throw new UsageError('--reference is 1 to 60 letters by which head office finds its own file.');
  if (reason === undefined) throw new UsageError(`--reason is one of ${blockReasons.join(', ')}.`);
  if (!out) throw new UsageError('--out names the file that is written.');
  const listedOn = caseDate(undefined, new Date());
  const until = given.text('until') === undefined ? null : dayOf(given.text('until')!);
  if (until !== null && until < listedOn) throw new UsageError('--until is over already.');
  return { reference, reason, listedOn, until, out };
}

/** @throws UsageError */
function dayOf(text: string): string {
  const read = blockedFaceSchema.shape.listedOn.safeParse(text);
  if (!read.success) throw new UsageError('--until is a calendar day, YYYY-MM-DD.');
  return read.data;
}

/** @throws CodedError listing.* with the number of the picture */
async function faceOf(engines: Engines, file: string, picture: number, options: InspectOptions): Promise<FaceDescription> {
  const studied = study(engines, await decodePicture(await readPictureFile(file)));
  const { results } = await inspectFace(studied, options);
  const closed = gates.find(([check]) => results.some(({ id, status }) => id === check && status !== 'pass' && status !== 'not-applicable'));
  if (closed) throw new CodedError(closed[1], { picture });
  const face = await describeFound(engines, studied);
  if (face === null) throw new CodedError('listing.no-face', { picture });
  return face;
}

/** Two people in one entry would find a third. @throws CodedError listing.other-person */
function needOnePerson([first, ...others]: readonly FaceDescription[]): void {
  const other = others.findIndex(({ descriptor }) => matchPeople(first!.descriptor, descriptor).verdict !== 'match');
  if (other >= 0) throw new CodedError('listing.other-person', { picture: other + 2 });
}

function entryOf(faces: readonly FaceDescription[], { out: _out, ...said }: Asked): BlockedFace {
  const [fused, model] = [fuseFaces(faces), descriptorModel(loadedModels())];
  if (fused === null || model === null) throw new CodedError('engine.failed');
  const face = Buffer.from(packFace(fused).buffer).toString('base64');
  return blockedFaceSchema.parse({ format: 'vestibule.blocked-face', id: randomUUID(), model, face, frames: fused.frames, ...said } satisfies BlockedFace);
}

/** @throws UsageError where it cannot be written, also where it is there already */
function write(out: string, entry: BlockedFace): void {
  try {
    writeNewFile(out, (put) => put(`${JSON.stringify(entry)}\n`));
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new UsageError(exists ? 'The file of --out is there already.' : 'The file of --out cannot be written.');
  }
}

export const blockFace: Verb = {
  name: 'block-face',
  usage: 'block-face PICTURE... --reference TEXT --reason CODE [--until YYYY-MM-DD] --out FILE [--json]',
  about: 'makes an entry of head office\'s list of faces from pictures of one person',
  options: { reference: { type: 'string' }, reason: { type: 'string' }, until: { type: 'string' }, out: { type: 'string' } },
  help: [
    '--reference  by which head office finds its own file; staff reads it, so it should name nobody',
    `--reason     ${blockReasons.join(' | ')}`,
    '--until      the last day it counts; left out: as long as it is published',
    '--out        a new file, for the folder faces/ of what `npm run hub -- publish` takes',
    'A picture is refused as a capture would be: without a face, with several, with one too small to compare; and where it shows another person than the first one.',
  ],
  run,
};

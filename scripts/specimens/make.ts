/** Which sets there are and what is in them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, specimen, type SpecimenId } from './catalogue.ts';
import { clipFileName, clipNames, documentRows, makeClip, type ClipName } from './clip/index.ts';
import { picturesPerSecond } from './clip/mjpeg.ts';
import type { Severity } from './degrade/degradation.ts';
import { licenceBacks, symbolLicenceBack, type LicenceBackId } from './document/licence-back.ts';
import { degradationByName, degradations } from './degrade/index.ts';
import { makeFacePictures } from './face-pictures.ts';
import { blankEntry, readManifest, recordEntry, type Entry } from './manifest.ts';
import { requireOcrB } from './ocr-b.ts';
import { takePhoto } from './photo.ts';
import { writePicture } from './raster.ts';
import { groundNames, type GroundName } from './scene.ts';
import { statementPicture, type StatementScene } from './statement/pose.ts';

export const setNames = ['documents', 'scenes', 'conformance', 'clips', 'tests', 'demo'] as const;
export type SetName = (typeof setNames)[number];

/** One file to make: its name, and how. */
export type Job = { file: string; make(path: string): Promise<Entry> };

const specimenIds = Object.keys(catalogue) as SpecimenId[];
const sideCount: Partial<Record<SpecimenId, number>> = { 'id-card': 2, 'driving-licence': 2, 'residence-permit': 2 };
const sidesOf = (id: SpecimenId): ('front' | 'back')[] => (sideCount[id] === 2 ? ['front', 'back'] : ['front']);

function factsOf(entry: Entry, id: SpecimenId, side: { side: 'front' | 'back'; mrz: string[] | null; fields: Record<string, string> }): Entry {
  const row = catalogue[id];
  return { ...entry, class: row.class, country: row.holder.country.code, specimen: id, side: side.side, truth: { mrz: side.mrz, fields: side.fields }, person: side.side === 'front' ? row.sitting : null };
}

const sheetJob = (id: SpecimenId, which: 'front' | 'back'): Job => ({
  file: `documents/${id}-${which}.png`,
  make: async (path) => {
    const side = (await specimen(id)).find((s) => s.side === which)!;
    await writePicture(side.sheet, path);
    return factsOf(blankEntry('', 'sheet'), id, side);
  },
});

type PhotoRow = { id: SpecimenId; which?: 'front' | 'back'; ground: GroundName; size: readonly [number, number]; degradation?: { name: string; severity: Severity } };

function photoJob(folder: string, { id, which = 'front', ground, size: [width, height], degradation }: PhotoRow): Job {
  const name = degradation ? `${id}-${which}-${degradation.name}-${degradation.severity}` : `${id}-${which}-good-${ground}-${width}`;
  return {
    file: `${folder}/${name}.jpg`,
    make: async (path) => {
      const side = (await specimen(id)).find((s) => s.side === which)!;
      const kind = degradation && degradationByName(degradation.name);
      const other = kind?.documents ? (await specimen(id === 'id-card' ? 'driving-licence' : 'id-card'))[0] : undefined;
      const photo = await takePhoto({ side, ...(other ? { other } : {}), ground, width, height, seed: name, ...(kind && degradation ? { degradation: { kind, severity: degradation.severity } } : {}) });
      await writePicture(photo.frame, path, photo.jpegQuality);
      const entry = factsOf(blankEntry('', 'document'), id, side);
      return { ...entry, ground, quads: photo.quads, degradation: kind && degradation ? { name: kind.name, severity: degradation.severity, parameters: kind.levels[degradation.severity - 1]! } : null };
    },
  };
}

const camera = [1280, 720] as const;
const fullHd = [1920, 1080] as const;
const twelveMegapixels = [4000, 3000] as const;

/** Backs with a symbol: sheet and photo. They are no part of the conformance table. */
const licenceBackIds = Object.keys(licenceBacks) as LicenceBackId[];
const ofLicenceBack = (entry: Entry, id: LicenceBackId, fields: Record<string, string>): Entry => ({ ...entry, class: 'driving-licence', country: licenceBacks[id].country, side: 'back', truth: { mrz: null, fields } });

const licenceSheetJob = (id: LicenceBackId): Job => ({
  file: `documents/${id}-back.png`,
  make: async (path) => {
    const side = await symbolLicenceBack(id);
    await writePicture(side.sheet, path);
    return ofLicenceBack(blankEntry('', 'sheet'), id, side.fields);
  },
});

const licencePhotoJob = (id: LicenceBackId, ground: GroundName, [width, height]: readonly [number, number]): Job => ({
  file: `scenes/${id}-back-good-${ground}-${width}.jpg`,
  make: async (path) => {
    const side = await symbolLicenceBack(id);
    const photo = await takePhoto({ side, ground, width, height, seed: `${id} ${ground} ${width}` });
    await writePicture(photo.frame, path, photo.jpegQuality);
    return { ...ofLicenceBack(blankEntry('', 'document'), id, side.fields), ground, quads: photo.quads };
  },
});

const documents = (): Job[] => [...specimenIds.flatMap((id) => sidesOf(id).map((side) => sheetJob(id, side))), ...licenceBackIds.map(licenceSheetJob)];

/** Good pictures of everything on every ground. */
const scenes = (): Job[] => [
  ...specimenIds.flatMap((id, i) => sidesOf(id).map((which, k) => photoJob('scenes', { id, which, ground: groundNames[(i + k) % groundNames.length]!, size: fullHd }))),
  ...groundNames.map((ground) => photoJob('scenes', { id: 'passport', ground, size: camera })),
  licencePhotoJob('us-licence', 'wood', fullHd),
  licencePhotoJob('canadian-licence', 'gray', fullHd),
  photoJob('scenes', { id: 'passport', ground: 'wood', size: twelveMegapixels }),
  photoJob('scenes', { id: 'id-card', ground: 'gray', size: twelveMegapixels }),
];

/** Each specimen good, and each degradation of the passport weak and strong. Full HD, so that a good picture has dots enough. */
const conformanceDocuments = (): Job[] => [
  ...specimenIds.flatMap((id, i) => sidesOf(id).map((which, k) => photoJob('conformance', { id, which, ground: groundNames[(i + k) % 4]!, size: fullHd }))),
  ...degradations.flatMap((d, i) => ([1, 3] as const).map((severity) => photoJob('conformance', { id: 'passport', ground: groundNames[i % 4]!, size: fullHd, degradation: { name: d.name, severity } }))),
];

const faces = (): Job[] => makeFacePictures('conformance');

const clipJob = (folder: string, name: ClipName, rounds?: number, extra?: (pictures: Buffer[], path: string) => void): Job => ({
  file: `${folder}/${clipFileName(name)}`,
  make: async (path) => {
    const { facts, pictures } = await makeClip(name, path, rounds);
    extra?.(pictures, path);
    const entry = blankEntry('', facts.kind === 'face' ? 'face-clip' : 'document-clip');
    const withFacts = facts.specimen ? factsOf(entry, facts.specimen, (await specimen(facts.specimen))[documentRows[name as keyof typeof documentRows].side]!) : { ...entry, person: facts.sitting ?? null };
    return { ...withFacts, facts };
  },
});

const testSheets: readonly SpecimenId[] = ['passport', 'passport-two-portraits', 'passport-portrait-swapped'];
const testClips: readonly ClipName[] = ['document-good', 'document-blurred', 'document-expired', 'face-customer', 'face-stranger'];
/** The customer with document and sheet, as it should be and with one thing wrong. */
const statements = { good: {}, mirrored: { mirrored: true }, 'no-sheet': { sheet: null }, 'no-document': { document: null } } as const satisfies Record<string, Partial<StatementScene>>;
export const statementDate = '2026-11-29';

const statementJob = (name: keyof typeof statements): Job => ({
  file: `statements/statement-${name}.png`,
  make: async (path) => {
    const { frame } = await statementPicture({
      seed: 'specimen', width: 1280, height: 720, person: 'brunette', document: 'passport', sheet: { date: '2026/11/29', word: 'CoinEx', symbol: { date: statementDate, code: 'ACDEFGH3' }, face: 'Liberation Sans' },
      scale: 1.65, tiltDegrees: 6, bowMm: 3, defocusMm: 0.15, motionMm: 0, exposure: 1, shadow: false, fingers: 2, mirrored: false, ...statements[name],
    });
    await writePicture(frame, path);
    return { ...blankEntry('', 'statement'), person: 'brunette', facts: { shows: name, date: statementDate } };
  },
});

/** Device -> clip. */
const demoClips: readonly (readonly [string, ClipName])[] = [['document', 'document-good'], ['face', 'face-customer']];

/**
 * The demonstration devices play JPEG after JPEG on a canvas, so they need no codec: all in one file, each once, and beside it where each
 * begins. The index is written last: where it is, all is.
 */
function indexed(pictures: Buffer[], path: string): void {
  let at = 0;
  const offsets = [0, ...pictures.map((p) => (at += p.length))];
  writeFileSync(path, Buffer.concat(pictures));
  writeFileSync(path.replace(/\.mjpeg$/, '.json'), `${JSON.stringify({ picturesPerSecond, width: 1280, height: 720, offsets })}\n`);
}

const sets: Record<SetName, () => Job[]> = {
  documents,
  scenes,
  conformance: () => [...conformanceDocuments(), ...faces()],
  clips: () => clipNames.map((name) => clipJob('clips', name)),
  tests: () => [...testClips.map((name) => clipJob('clips', name)), ...testSheets.map((id) => sheetJob(id, 'front')), ...(Object.keys(statements) as (keyof typeof statements)[]).map(statementJob)],
  demo: () => [{ ...sheetJob('passport', 'front'), file: 'demo/passport.jpg' }, ...demoClips.map(([file, name]) => ({ ...clipJob('demo', name, 1, indexed), file: `demo/${file}.mjpeg` }))],
};

/** As they are named below the folder of specimens. */
export const filesOf = (set: SetName): string[] => sets[set]().map(({ file }) => file);

/** Makes what is missing. Returns how many files the sets hold. @param only of them those whose path says yes. @throws Error when the OCR-B font is missing */
export async function makeSpecimens(wanted: readonly SetName[], folder: string, say: (line: string) => void, only: (file: string) => boolean = () => true): Promise<number> {
  const jobs = new Map(wanted.flatMap((set) => sets[set]()).filter((job) => only(job.file)).map((job) => [job.file, job]));
  const known = new Set(readManifest(folder).map((e) => e.file));
  const missing = [...jobs.values()].filter((j) => !known.has(j.file));
  if (missing.length > 0) await requireOcrB();
  for (const job of missing) {
    const from = performance.now();
    const path = join(folder, job.file);
    mkdirSync(join(path, '..'), { recursive: true });
    // After each file, so that a run that was stopped goes on where it was.
    recordEntry(folder, { ...(await job.make(path)), file: job.file });
    say(`${job.file} ${((performance.now() - from) / 1000).toFixed(1)} s`);
  }
  return jobs.size;
}

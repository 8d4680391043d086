/** The reader worker: finished pictures, read and described in their own time. */
import { expose } from 'comlink';
import { inspectDocument, inspectFace, readDocument, study, withPrintBesideMrz, type Study } from '../../core/brain.ts';
import type { CheckContext, CheckResult } from '../../core/checks/check.ts';
import { measureGoldenCard, measureGoldenPicture } from '../../core/golden-card/measure.ts';
import { describeDocument, describeLive, fuseFaces, judgeLiveness, matchCase, type DocumentFaces } from '../../core/people.ts';
import { inspectProof, readProof, studyPaper } from '../../core/proof.ts';
import { judgeReading, mergeReadings, ofOnePicture } from '../../core/reading-of-case.ts';
import { rulesOf } from '../../core/rules.ts';
import { describeStatement, readStatement, type StatementFaces } from '../../core/statement-picture.ts';
import { lookAt } from '../../core/triage/brought.ts';
import { lazily } from '../../core/vision/engines/lazily.ts';
import { createSymbolWriter } from '../../core/vision/engines/symbol-writer.ts';
import type { FaceDescription } from '../../core/vision/face/describe.ts';
import type { FaceKind } from '../../core/case/steps.ts';
import { liveSide, type Limits, type MatchReport, type ReaderApi } from './api.ts';
import { noLiveEvidence, type LiveEvidence } from '../../core/vision/live/live-types.ts';
import { createLiveObserver, type LiveObserver } from '../../core/vision/live/observer.ts';
import type { LiveSight } from '../../core/vision/live/sight.ts';
import { regionInFile, type Picture } from '../../core/vision/picture/picture.ts';
import { withCodedErrors } from './border.ts';
import { decodeBrought, decodePicture, encodeJpeg, isOwnRecord, pixelsOf } from './decode.ts';
import { decodePaper, pictureOfPaper, readPdfFile } from './paper.ts';
import { createEngines, engineInfo } from './engines.ts';
import { createLiveFaces } from './live-faces.ts';
import { loadResource } from './resources.ts';
import { picturesOfPage } from './scanned.ts';
import { warmStill } from './warm.ts';
import { describeWhole } from './whole-frame.ts';

const engines = createEngines();
const faces = createLiveFaces();
const portraits = createPortraitMemory<DocumentFaces | null>();
const statements = createPortraitMemory<StatementFaces>();
const imports = createImportMemory();
const studies = createStudyMemory();
const liveness = createLivenessMemory();
const symbols = lazily(() => createSymbolWriter(loadResource));

/** Only where the policy switches one of them on does the station get the face as numbers. */
const searchesByFace = ['match.seen-before', 'match.insider-face', 'match.blocked-face'];

const api: ReaderApi = {
  async prepare() {
    await Promise.all([engines.opencv(), engines.mrzNetwork(), engines.face().then(warmStill)]);
    return engineInfo(engines, { face: true, opencv: true });
  },

  async importFile(bytes, file = null) {
    const { frame } = await decodePicture(bytes);
    const jpeg = isOwnRecord(bytes, frame) ? bytes : await encodeJpeg(frame);
    await imports.keep(jpeg, bytes, file);
    return { jpeg, width: frame.width, height: frame.height };
  },

  scannedPage: (bytes, purpose, scanned) => picturesOfPage(engines, bytes, purpose, scanned),

  async documentStill(bytes, side, context, limits, burst = []) {
    const from = performance.now();
    const picture = await imports.asImported(bytes);
    const further = burst.map((bitmap) => pixelsOf(bitmap, Infinity).frame);
    const studied = study(engines, picture, 'still', {}, further);
    await studies.keep(bytes, studied);
    const rules = rulesOf(limits);
    const { results, documents } = await inspectDocument(studied, { context, rules, withoutReading: true });
    const reading = await readDocument(studied);
    const ofReading = side === 'front' ? await judgeReading(reading, context, rules, ofOnePicture) : [];
    // Where no faces are compared none is described. Described now, while the clerk reviews, and kept for setPortrait: the match need not wait for it.
    if (side === 'front' && rules.enabled('match.id')) await portraits.of(bytes, () => describeDocument(engines, studied));
    return {
      width: picture.width, height: picture.height, quad: documents?.[0]?.quad ?? null,
      results: [...results, ...ofReading], reading,
      ms: performance.now() - from,
    };
  },

  async printBesideMrz(bytes, reading) {
    return withPrintBesideMrz(await studies.of(bytes), reading);
  },

  async judgeReading(readings, context, limits) {
    const reading = mergeReadings(readings);
    return { reading, results: await judgeReading(reading, context, rulesOf(limits)) };
  },

  async readPaper(bytes, context, limits, file = null) {
    const from = performance.now();
    const paper = await decodePaper(bytes, file);
    const studied = studyPaper(engines, paper);
    const results = await inspectProof(studied, { context, rules: rulesOf(limits) });
    const reading = await readProof(studied);
    return { mime: paper.kind === 'pdf' ? 'application/pdf' : 'image/jpeg', ...(await pictureOfPaper(paper, bytes)), results, reading, ms: performance.now() - from };
  },

  async lookAtBrought(bytes, context, limits, file = null) {
    const paper = await decodePaper(bytes, file);
    const looked = await lookAt(engines, paper, { context, rules: rulesOf(limits) });
    return { ...(await pictureOfPaper(paper)), looked };
  },

  async measureGoldenCard(picture) {
    const opencv = await engines.opencv();
    return picture instanceof ImageBitmap ? measureGoldenCard(opencv, pixelsOf(picture, Infinity).frame) : measureGoldenPicture(opencv, await decodePicture(picture));
  },

  async qrCode(text) {
    return (await symbols()).write(text);
  },

  async statementStill(caseId, bytes) {
    const from = performance.now();
    const studied = study(engines, await imports.asImported(bytes));
    const reading = await readStatement(studied);
    faces.setStatement(caseId, await statements.of(bytes, () => describeStatement(engines, studied)));
    return { picture: bytes, width: studied.picture.width, height: studied.picture.height, reading, ms: performance.now() - from };
  },

  async setStatement(caseId, bytes) {
    faces.setStatement(caseId, await statements.of(bytes, async () => describeStatement(engines, study(engines, await decodePicture(bytes)))));
  },

  async pdfPicture(bytes) {
    return pictureOfPaper({ kind: 'pdf', contents: await readPdfFile(bytes) });
  },

  async faceStill(bytes, context, limits) {
    const from = performance.now();
    const studied = study(engines, await decodePicture(bytes));
    const { results } = await inspectFace(studied, { context, rules: rulesOf(limits) });
    return { results, ms: performance.now() - from };
  },

  async setPortrait(caseId, bytes) {
    const portrait = await portraits.of(bytes, async () => describeDocument(engines, study(engines, await decodePicture(bytes))));
    faces.setDocument(caseId, portrait);
    return { found: portrait !== null };
  },

  async facesOn(step, bytes) {
    const studied = study(engines, await decodePicture(bytes));
    const found: Partial<Record<FaceKind, FaceDescription | null>> = step === 'statement' ? await describeStatement(engines, studied)
      : step === 'face' ? { face: (await describeLive(engines, studied.picture.frame)).largest }
      : (await describeDocument(engines, studied)) ?? {};
    return Promise.all(Object.entries(found).flatMap(([kind, face]) => (face ? [encodeJpeg(face.crop).then((crop) => ({ kind: kind as FaceKind, crop }))] : [])));
  },

  async addLiveFace(caseId, bitmap, captured) {
    const { largest } = await describeWhole(engines, bitmap);
    if (captured) {
      faces.capture(caseId, largest);
      return { kept: 0, same: null };
    }
    return largest ? faces.add(caseId, largest) : { kept: faces.of(caseId).live.length, same: null };
  },

  async staffFace(bitmap) {
    const { faces: seen, largest } = await describeWhole(engines, bitmap);
    return { seen, face: largest && fuseFaces([largest]) };
  },

  async match(caseId, context, limits) {
    const from = performance.now();
    const known = faces.of(caseId);
    const rules = rulesOf(limits);
    const { fused, match, verdict, steps, results } = await matchCase(known, context, rules);
    const { document, face, live: [best], statement } = known;
    const shown: Partial<Record<FaceKind, FaceDescription | null | undefined>> = { portrait: document?.portrait, ghost: document?.ghost, face, live: best, statement: statement?.statement, held: statement?.held };
    const crops: MatchReport['faces'] = [];
    for (const kind of steps.faces) crops.push({ kind, crop: await encodeJpeg(shown[kind]!.crop) });
    const cropOf = (kind: FaceKind): Uint8Array | null => crops.find((c) => c.kind === kind)?.crop ?? null;
    return {
      verdict, distance: match.distance, frames: match.frames, results, steps: steps.pairs, odd: steps.odd, faces: crops,
      portrait: cropOf('portrait'), live: cropOf('face') ?? cropOf('live'),
      fused: searchesByFace.some((id) => rules.enabled(id)) ? fused : null,
      ms: performance.now() - from,
    };
  },

  async watchFace(run, bitmap, timeMs, sight, device) {
    const { frame, scale } = pixelsOf(bitmap, liveSide);
    (await liveness.of(run, device, scale)).look(frame, timeMs, sight && sightIn(sight, scale));
  },

  async judgeLiveness(challenge, unwatched, context: CheckContext, limits: Limits): Promise<CheckResult[]> {
    const { evidence, scale } = unwatched === null ? liveness.seen(challenge.run) : { evidence: noLiveEvidence(unwatched), scale: 1 };
    const results = await judgeLiveness(challenge, evidence, context, rulesOf(limits));
    return results.map((r) => ({ ...r, regions: r.regions.map((region) => regionInFile(region, scale)) }));
  },
};

/**
 * The file behind the JPEG that importFile made for screen and record: its pixels and notes are what the checks of authenticity must see,
 * not our own copy. One file is remembered; after a restart of the worker the copy is all there is, and those checks say so.
 */
function createImportMemory() {
  let last: { key: string; bytes: Uint8Array; file: Uint8Array | null } | null = null;
  return {
    async keep(jpeg: Uint8Array, bytes: Uint8Array, file: Uint8Array | null): Promise<void> {
      last = { key: await digestOf(jpeg), bytes, file };
    },
    async asImported(jpeg: Uint8Array): Promise<Picture> {
      const known = last && last.key === (await digestOf(jpeg)) ? last : null;
      if (!known) {
        const { file: _ofOurOwn, ...copy } = await decodePicture(jpeg);
        return copy;
      }
      const picture = await decodeBrought(known.bytes, known.file);
      // Places are told in pixels of the JPEG, which has the size of the analysed frame.
      return { ...picture, width: picture.frame.width, height: picture.frame.height, scale: 1 };
    },
  };
}

/** What was seen in the live check that is going on; a new run knows nothing of the one before. */
function createLivenessMemory() {
  /** `scale`: pixels of the camera, one of the picture that was looked at. */
  let last: { run: string; observer: LiveObserver; scale: number } | null = null;
  return {
    async of(run: string, device: string | null, scale: number): Promise<LiveObserver> {
      const opencv = await engines.opencv();
      if (last?.run !== run) last = { run, observer: createLiveObserver(opencv, device), scale };
      return last.observer;
    },
    /** After a restart of the worker nothing is known, and the votes say so. */
    seen: (run: string): { evidence: LiveEvidence; scale: number } => (last?.run === run ? { evidence: last.observer.evidence(), scale: last.scale } : { evidence: noLiveEvidence('not-watched'), scale: 1 }),
  };
}

const sightIn = ({ box, yaw, interEyePixels }: LiveSight, scale: number): LiveSight =>
  ({ box: { x: box.x / scale, y: box.y / scale, width: box.width / scale, height: box.height / scale }, yaw, interEyePixels: interEyePixels / scale });

async function digestOf(bytes: Uint8Array): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).join();
}

/** Both sides of a document as documentStill has just seen them, so that nothing is found anew for a later question; after a restart of the worker they are. */
function createStudyMemory() {
  let last: { key: string; studied: Study }[] = [];
  return {
    async keep(bytes: Uint8Array, studied: Study): Promise<void> {
      last = [{ key: await digestOf(bytes), studied }, ...last].slice(0, 2);
    },
    async of(bytes: Uint8Array): Promise<Study> {
      const key = await digestOf(bytes);
      return last.find((l) => l.key === key)?.studied ?? study(engines, await decodePicture(bytes));
    },
  };
}

/** documentStill and setPortrait, statementStill and setStatement are asked about the same picture within seconds; its faces are described once. */
function createPortraitMemory<Faces>() {
  let last: { key: string; faces: Faces } | null = null;
  return {
    async of(bytes: Uint8Array, make: () => Promise<Faces>): Promise<Faces> {
      const key = await digestOf(bytes);
      if (last?.key !== key) last = { key, faces: await make() };
      return last.faces;
    },
  };
}

expose(withCodedErrors(api));

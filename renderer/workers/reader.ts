/** The reader worker: finished pictures, read and described in their own time. */
import { expose } from 'comlink';
import { inspectDocument, inspectFace, pageOf, readDocument, study } from '../../core/brain.ts';
import type { CheckContext, CheckResult } from '../../core/checks/check.ts';
import type { DocumentReading } from '../../core/document/reading.ts';
import { describeDocument, describeLive, judgeChallenge, matchCase } from '../../core/people.ts';
import { judgeReading, mergeReadings } from '../../core/reading-of-case.ts';
import { rulesOf } from '../../core/rules.ts';
import type { Frame, Region } from '../../core/frame.ts';
import type { FaceDescription } from '../../core/vision/face/describe.ts';
import { cut } from '../../core/vision/face/portrait.ts';
import type { Picture } from '../../core/vision/picture/picture.ts';
import type { Limits, ReaderApi } from './api.ts';
import { withCodedErrors } from './border.ts';
import { decodePicture, encodeJpeg, pixelsOf } from './decode.ts';
import { createEngines, engineInfo } from './engines.ts';
import { createLiveFaces } from './live-faces.ts';
import { warmStill } from './warm.ts';

/** Long side of the camera frames that are described: faces are warped to 224 pixels, so more adds nothing. */
const liveSide = 1280;
/** Margin around a field's crop, share of its height; so that a letter cut by a tight box can still be read by the clerk. */
const cropMargin = 0.4;

const engines = createEngines();
const faces = createLiveFaces();
const portraits = createPortraitMemory();

const api: ReaderApi = {
  async prepare() {
    await Promise.all([engines.opencv(), engines.mrzNetwork(), engines.face().then(warmStill)]);
    return engineInfo(engines, { face: true, opencv: true });
  },

  async importFile(bytes) {
    const { frame } = await decodePicture(bytes);
    return { jpeg: await encodeJpeg(frame), width: frame.width, height: frame.height };
  },

  async documentStill(bytes, side, context, limits) {
    const from = performance.now();
    const picture = await decodePicture(bytes);
    const studied = study(engines, picture);
    const rules = rulesOf(limits);
    const { results, documents } = await inspectDocument(studied, { context, rules, withoutReading: true });
    const reading = await readDocument(studied);
    const ofReading = side === 'front' ? await judgeReading(reading, context, rules) : [];
    const page = await pageOf(studied);
    const portrait = side === 'front' ? await portraits.of(bytes, () => describeDocument(engines, studied)) : null;
    return {
      width: picture.width, height: picture.height, quad: documents?.[0]?.quad ?? null,
      results: [...results, ...ofReading], reading,
      page: page ? await encodeJpeg(page.page) : null,
      portrait: portrait ? await encodeJpeg(portrait.crop) : null,
      fieldCrops: await fieldCrops(picture, reading),
      ms: performance.now() - from,
    };
  },

  async judgeReading(readings, context, limits) {
    const reading = mergeReadings(readings);
    return { reading, results: await judgeReading(reading, context, rulesOf(limits)) };
  },

  async faceStill(bytes, context, limits) {
    const from = performance.now();
    const studied = study(engines, await decodePicture(bytes));
    const { results } = await inspectFace(studied, { context, rules: rulesOf(limits) });
    return { results, ms: performance.now() - from };
  },

  async setPortrait(caseId, bytes) {
    const portrait = await portraits.of(bytes, async () => describeDocument(engines, study(engines, await decodePicture(bytes))));
    faces.setPortrait(caseId, portrait);
    return { found: portrait !== null };
  },

  async addLiveFace(caseId, bitmap) {
    const { largest } = await describeLive(engines, pixelsOf(bitmap, liveSide).frame);
    return largest ? faces.add(caseId, largest) : { kept: faces.live(caseId).length, same: null };
  },

  async match(caseId, context, limits) {
    const from = performance.now();
    const portrait = faces.portrait(caseId);
    const live = faces.live(caseId);
    const { match, verdict, results } = await matchCase(portrait, live, context, rulesOf(limits));
    return {
      verdict, distance: match.distance, frames: match.frames, results,
      portrait: portrait ? await encodeJpeg(portrait.crop) : null,
      live: live[0] ? await encodeJpeg(live[0].crop) : null,
      ms: performance.now() - from,
    };
  },

  judgeChallenge: (challenge, context: CheckContext, limits: Limits): Promise<CheckResult[]> => judgeChallenge(challenge, context, rulesOf(limits)),

  forget(caseId) {
    faces.forget(caseId);
    portraits.forget();
    return Promise.resolve();
  },
};

/** documentStill and setPortrait are asked about the same picture within seconds; the portrait is described once. */
function createPortraitMemory() {
  let last: { key: string; portrait: FaceDescription | null } | null = null;
  return {
    async of(bytes: Uint8Array, make: () => Promise<FaceDescription | null>): Promise<FaceDescription | null> {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
      const key = digest.join();
      if (last?.key !== key) last = { key, portrait: await make() };
      return last.portrait;
    },
    forget() {
      last = null;
    },
  };
}

async function fieldCrops(picture: Picture, reading: DocumentReading): Promise<Record<string, Uint8Array>> {
  const crops: Record<string, Uint8Array> = {};
  for (const [name, field] of Object.entries(reading.fields)) {
    const box = field?.region ? insideFrame(field.region, picture) : null;
    if (box) crops[name] = await encodeJpeg(cut(picture.frame, box));
  }
  return crops;
}

/** A place of the file, with its margin, as whole pixels of the analysed frame; null: it has no area there. */
function insideFrame(region: Region, { frame, scale }: { frame: Frame; scale: number }): Region | null {
  const margin = cropMargin * Math.min(region.width, region.height);
  const left = Math.max(0, Math.floor((region.x - margin) / scale));
  const top = Math.max(0, Math.floor((region.y - margin) / scale));
  const right = Math.min(frame.width, Math.ceil((region.x + region.width + margin) / scale));
  const bottom = Math.min(frame.height, Math.ceil((region.y + region.height + margin) / scale));
  return right - left >= 1 && bottom - top >= 1 ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

expose(withCodedErrors(api));

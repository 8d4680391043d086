/** The vision worker: live frames, newest wins. The window sends one frame at a time and waits for its report. */
import { expose } from 'comlink';
import { inspectDocument, inspectFace, study } from '../../core/brain.ts';
import { rulesOf } from '../../core/rules.ts';
import { inspectStatement, viewStatement } from '../../core/statement-picture.ts';
import { createOutlineTracker } from '../../core/vision/document/outline-tracker.ts';
import { createFaceTracker, whileAiming } from '../../core/vision/face/track.ts';
import { liveSide, type VisionApi } from './api.ts';
import { withCodedErrors } from './border.ts';
import { pixelsOf } from './decode.ts';
import { createEngines, engineInfo } from './engines.ts';
import { warmLive } from './warm.ts';

const engines = createEngines();
/** Of the stream under the customer's eyes; a pause this long, or another screen, starts it anew. */
const tracker = createFaceTracker();
const outlines = createOutlineTracker();
const longestPauseMs = 1000;
let lastFaceFrame = -Infinity;
let lastDocumentFrame = -Infinity;
const loaded = { face: false, opencv: false };

const api: VisionApi = {
  async prepare(what) {
    if (what !== 'face') {
      outlines.forget();
      await engines.opencv();
      loaded.opencv = true;
    }
    if (what !== 'document') {
      tracker.forget();
      await warmLive(await engines.face());
      loaded.face = true;
    }
    return engineInfo(engines, loaded);
  },

  async documentFrame(bitmap, context, limits) {
    const from = performance.now();
    if (from - lastDocumentFrame > longestPauseMs) outlines.forget();
    const picture = pixelsOf(bitmap, liveSide);
    const { results, documents } = await inspectDocument(study(engines, picture, 'live', { outline: outlines }), { context, rules: rulesOf(limits), stage: 'live' });
    lastDocumentFrame = performance.now();
    return { width: picture.width, height: picture.height, quad: documents?.[0]?.quad ?? null, results, ms: performance.now() - from };
  },

  async faceFrame(bitmap, context, limits, aiming) {
    const from = performance.now();
    if (from - lastFaceFrame > longestPauseMs) tracker.forget();
    const picture = pixelsOf(bitmap, liveSide);
    const { results, faces, quality } = await inspectFace(study(engines, picture, 'live', { face: aiming ? whileAiming(tracker) : tracker }), { context, rules: rulesOf(limits), stage: 'live' });
    lastFaceFrame = performance.now();
    return { width: picture.width, height: picture.height, faces: (faces ?? []).map((f) => f.box), quality, results, ms: performance.now() - from };
  },

  async statementFrame(bitmap, context, limits) {
    const from = performance.now();
    const picture = pixelsOf(bitmap, liveSide);
    if (from - lastFaceFrame > longestPauseMs) tracker.forget();
    const studied = study(engines, picture, 'live', { face: tracker });
    const { people, document, sheet } = await viewStatement(studied);
    const results = await inspectStatement(studied, { context, rules: rulesOf(limits) });
    lastFaceFrame = performance.now();
    return { width: picture.width, height: picture.height, seen: { face: people === 1, document: document !== null, sheet: sheet !== null }, results, ms: performance.now() - from };
  },
};

expose(withCodedErrors(api));

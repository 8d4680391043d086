/** The hand-held pose: a person before an office, a document and a sheet in the hands below the chin, as a camera sees it. Drawn from known truth. */
import type { Frame, Point, Quad } from '../../../core/frame.ts';
import type { SheetSymbol } from '../../../core/document/statement/sheet-code.ts';
import { uprightFrame } from '../../../core/vision/picture/orient.ts';
import { photographed, webcam } from '../camera.ts';
import { specimen, type SpecimenId } from '../catalogue.ts';
import { drawHead, room, still, webcamView, type FaceView } from '../clip/face.ts';
import { createHead, type Head } from '../clip/head.ts';
import { diskBlur } from '../degrade/defocus.ts';
import { withFingers, skins, type SkinName } from '../degrade/finger.ts';
import { motionBlur } from '../degrade/motion.ts';
import { sizes } from '../document/parts.ts';
import { placeOf } from '../photo.ts';
import type { SittingId } from '../people.ts';
import { createRandom, type Random } from '../random.ts';
import { copyOf } from '../raster.ts';
import { placed, quadOf, shadowed, sheetFor, straight, type Pose } from '../scene.ts';
import { bowed, pixelsPerMm, printedSheet, writtenSheet, type Hand } from './sheet.ts';

export type StatementScene = {
  seed: string;
  width: number;
  height: number;
  person: SittingId | null;
  second?: SittingId | null;
  document: SpecimenId | null;
  sheet: ({ date: string | null; word: string | null; symbol: SheetSymbol | null } & ({ face: string } | { hand: Hand })) | null;
  /** Picture pixels a millimetre at the hands, of a picture 1280 wide. */
  scale: number;
  tiltDegrees: number;
  bowMm: number;
  defocusMm: number;
  motionMm: number;
  exposure: number;
  shadow: boolean;
  fingers: number;
  mirrored: boolean;
};

export type StatementPicture = { frame: Frame; /** Of the unmirrored picture; null: not there. */ document: Quad | null; sheet: Quad | null; face: Point | null };

const heads = new Map<SittingId, Promise<Head>>();
const headOf = (id: SittingId): Promise<Head> => {
  const known = heads.get(id) ?? createHead(id, id === 'black-hair' ? 'navy' : 'charcoal');
  heads.set(id, known);
  return known;
};
const rooms = new Map<number, Promise<Frame>>();

/** Hands are held this much nearer to the camera than the face. */
const nearer = 1.15;
const eyeMm = 63;
/** EXIF's number for left and right exchanged. */
const mirrorImage = 2;

export async function statementPicture(scene: StatementScene): Promise<StatementPicture> {
  const { seed, width, height, person, second, document, sheet, tiltDegrees, fingers } = scene;
  const random = createRandom(seed);
  const scale = scene.scale * (width / 1280);
  const ground = rooms.get(width) ?? room(width, height);
  rooms.set(width, ground);
  let frame = await ground;
  const eyeDistance = (eyeMm * scale) / nearer;
  const eyes = { x: width * random.between(0.46, 0.54), y: Math.max(eyeDistance * 1.9, height * random.between(0.24, 0.3)) };
  const view: FaceView = { ...webcamView, width, height, eyeDistance, eyes };
  if (second) frame = drawHead(frame, await headOf(second), { ...view, eyeDistance: eyeDistance * 0.85, eyes: { x: width * 0.17, y: eyes.y + height * 0.05 } }, still);
  if (person) frame = drawHead(frame, await headOf(person), view, { ...still, yaw: random.between(-8, 8), pitch: random.between(-5, 5), roll: random.between(-4, 4) });
  // Chin to crown is 220 mm, the eyes stand in its middle: what is held begins below the chin.
  const below = eyes.y + eyeDistance * 1.75;
  const tilt = (): Pick<Pose, 'rotate' | 'pitch' | 'yaw'> => ({ rotate: random.between(-1, 1) * tiltDegrees * 0.4, pitch: random.between(-1, 1) * tiltDegrees, yaw: random.between(-1, 1) * tiltDegrees });
  let sheetQuad: Quad | null = null, documentQuad: Quad | null = null;
  const sheetFrame = sheet && ('face' in sheet ? await printedSheet(sheet, sheet.face) : writtenSheet(sheet, sheet.hand, random));
  const sheetMm = sheetFrame ? { width: sheetFrame.width / pixelsPerMm, height: sheetFrame.height / pixelsPerMm } : { width: 210, height: 148 };
  const top = (high: number): number => Math.min(Math.max(below / height, high / 2 / height + 0.02) + high / 2 / height, 1 - high / 2 / height - 0.01);
  if (sheetFrame) {
    const shown = bowed(sheetFrame, scene.bowMm);
    const share = Math.min(0.62, (sheetMm.width * scale) / width);
    const pose: Pose = { ...straight, x: Math.max(share / 2 + 0.01, 0.33 - random.between(0, 0.04)), y: top((share * width * shown.height) / shown.width), widthShare: share, ...tilt() };
    const quad = quadOf(pose, shown.width / shown.height, width, height);
    frame = placed(await shadowed(frame, quad, 0.3), await sheetFor(shown, quad), quad);
    sheetQuad = quad;
    if (fingers > 0) frame = await held(frame, quad, sheetMm, fingers, random);
  }
  if (document) {
    const side = (await specimen(document))[0]!;
    const size = sizes[side.size];
    const share = Math.min(0.3, (size.width * scale) / width);
    const left = (sheetFrame ? Math.max(...(sheetQuad ?? []).map((p) => p.x)) / width : 0.45) + share / 2 + 0.015;
    const pose: Pose = { ...straight, x: Math.min(left, 0.99 - share / 2), y: top((share * width * size.height) / size.width) + random.between(-0.03, 0.03), widthShare: share, ...tilt() };
    const quad = quadOf(pose, size.width / size.height, width, height);
    frame = placed(await shadowed(frame, quad, 0.3), await sheetFor(side.sheet, quad), quad);
    documentQuad = quad;
    if (fingers > 0) frame = await held(frame, quad, size, Math.min(1, fingers), random);
  }
  if (scene.shadow) frame = shaded(frame, random);
  if (scene.motionMm > 0) frame = motionBlur(frame, scene.motionMm * scale, random.between(0, 180));
  frame = diskBlur(frame, scene.defocusMm * scale);
  frame = await photographed(frame, random, { ...webcam, fullWell: webcam.fullWell * Math.min(1, scene.exposure) }, scene.exposure);
  return { frame: scene.mirrored ? uprightFrame(frame, mirrorImage) : frame, document: documentQuad, sheet: sheetQuad, face: person ? eyes : null };
}

/** Thumbs that come in from the lower corners. */
function held(frame: Frame, quad: Quad, page: { width: number; height: number }, fingers: number, random: Random): Promise<Frame> {
  const skin = (Object.keys(skins) as SkinName[])[Math.floor(random.next() * 6)]!;
  const reach = Math.min(20, page.width * 0.1);
  return withFingers(frame, placeOf(quad, page, `${page.width} ${random.next()}`), Array.from({ length: fingers }, (_, i) => (i % 2 === 0
    ? { x: page.width - reach, y: page.height * random.between(0.75, 0.9), degrees: -75, widthMm: 17, skin }
    : { x: reach, y: page.height * random.between(0.75, 0.9), degrees: 75, widthMm: 17, skin })));
}

/** A soft edge of shade across the picture. */
function shaded(frame: Frame, random: Random): Frame {
  const out = copyOf(frame);
  const [edge, soft, dark] = [frame.width * random.between(0.2, 0.6), frame.width * 0.06, 0.55];
  for (let y = 0, i = 0; y < frame.height; y++) {
    for (let x = 0; x < frame.width; x++, i += 4) {
      const t = Math.min(1, Math.max(0, (x + 0.4 * y - edge) / soft + 0.5));
      const factor = dark + (1 - dark) * t;
      for (let c = 0; c < 3; c++) out.data[i + c] = out.data[i + c]! * factor;
    }
  }
  return out;
}

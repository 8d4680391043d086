/** face.multiple: second faces on documents and pictures, drawn behind and before a customer, against second people, drawn and real; searched as a picture that was taken. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runChecks } from '../../../core/checks/check.ts';
import { faceMultiple } from '../../../core/checks/face/multiple.ts';
import type { Frame } from '../../../core/frame.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { createGatherer } from '../../../core/vision/gather.ts';
import { photographed } from '../../specimens/camera.ts';
import { specimen } from '../../specimens/catalogue.ts';
import { drawHead, room, still, webcamView } from '../../specimens/clip/face.ts';
import { createHead, type Head } from '../../specimens/clip/head.ts';
import type { SittingId } from '../../specimens/people.ts';
import { portrait } from '../../specimens/portraits.ts';
import { createRandom } from '../../specimens/random.ts';
import { mapped } from '../../specimens/raster.ts';
import { hung, straight, type Pose } from '../../specimens/scene.ts';
import { dataFolder, readFrame } from './host.ts';
import { countedPictures } from './sets.ts';

const context = { date: '2026-11-25', chosenType: null, acceptedTypes: [], lane: 'camera' } as const;
const customers: readonly (readonly [SittingId, SittingId])[] = [['brunette', 'blonde-again'], ['black-hair', 'smiling']];

type Count = { pictures: number; oneFace: number; people: number; document: number; wall: number };

export async function secondReport(engines: Engines, say: (line: string) => void): Promise<Record<string, Count>> {
  const counts: Record<string, Count> = {};
  for (const [customer, other] of customers) {
    const [who, second] = [await createHead(customer, 'charcoal'), await createHead(other, 'navy')];
    for await (const { name, frame } of scenes(who, second, other)) await count(counts, name, frame, engines);
  }
  const groups = existsSync(dataFolder) ? countedPictures().filter((p) => p.faces === 'several' || p.faces > 1) : [];
  for (const group of groups) await count(counts, 'groups of the sets', await readFrame(path.join(dataFolder, group.file)), engines);
  say('\nSecond faces (face.multiple): what is said of them. All but "one face" stop the capture.');
  for (const [name, c] of Object.entries(counts)) say(`  ${name.padEnd(34)} of ${String(c.pictures).padStart(2)}: people ${c.people}, document ${c.document}, picture on the wall ${c.wall}, one face found ${c.oneFace}`);
  return counts;
}

async function* scenes(who: Head, second: Head, other: SittingId): AsyncGenerator<{ name: string; frame: Frame }> {
  const ground = await room(webcamView.width, webcamView.height);
  const picture = await portrait(other, 'navy', ['#8fa3a8', '#6f8388']);
  const customer = (behind: Frame): Frame => drawHead(behind, who, webcamView, still);
  const seen = (frame: Frame, seed: string): Promise<Frame> => photographed(frame, createRandom(seed));
  for (const [k, pose] of wallPoses.entries()) {
    for (const [name, rim] of [['framed picture on the wall', '#2d2119'], ['poster with a white margin', '#f4f4f2'], ['poster without a margin', null]] as const) {
      yield { name, frame: await seen(customer(await hung(ground, rim ? margined(picture, rim) : picture, pose)), `${name} ${k}`) };
    }
  }
  const pages = { 'passport in the hand': (await specimen('passport-smiling'))[0]!.sheet, 'identity card in the hand': (await specimen('id-card'))[0]!.sheet };
  for (const [k, pose] of handPoses.entries()) for (const [name, sheet] of Object.entries(pages)) yield { name, frame: await seen(await hung(customer(ground), sheet, { ...pose, widthShare: pose.widthShare * (name.startsWith('passport') ? 1.45 : 1) }), `${name} ${k}`) };
  for (const [k, x] of [300, 380, 900, 1000].entries()) {
    const view = { ...webcamView, eyeDistance: 62 + 10 * k, eyes: { x, y: 300 } };
    yield { name: 'second person, drawn', frame: await seen(customer(drawHead(ground, second, view, still)), `second ${k}`) };
  }
}

/** Beside the head, high and low, seen from the side; the portrait canvas is higher than wide. */
const wallPoses: readonly Pose[] = [{ x: 0.16, y: 0.34, yaw: 12 }, { x: 0.2, y: 0.3, yaw: -18 }, { x: 0.82, y: 0.36, yaw: 6 }, { x: 0.84, y: 0.3, yaw: 25 }]
  .map((p, k) => ({ ...straight, ...p, widthShare: 0.13 + 0.02 * k, rotate: k - 1.5 }));
/** Held up below the chin, nearer to the camera than the face. */
const handPoses: readonly Pose[] = [{ x: 0.5, y: 0.8, rotate: 3 }, { x: 0.36, y: 0.78, rotate: -9 }, { x: 0.64, y: 0.79, rotate: 8 }, { x: 0.5, y: 0.79, rotate: -2 }]
  .map((p, k) => ({ ...straight, ...p, widthShare: 0.3 + 0.02 * k, pitch: 6 * k - 9, yaw: 8 - 5 * k }));

/** A margin of 7 % of the width, as a frame or as unprinted paper. */
function margined(picture: Frame, colour: string): Frame {
  const rgb = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [number, number, number];
  const margin = 0.07 * picture.width;
  return mapped(picture, (pixel, x, y) => {
    if (Math.min(x, y, picture.width - x, picture.height - y) < margin) pixel.splice(0, 3, ...rgb);
  });
}

async function count(counts: Record<string, Count>, name: string, frame: Frame, engines: Engines): Promise<void> {
  const of = (counts[name] ??= { pictures: 0, oneFace: 0, people: 0, document: 0, wall: 0 });
  const [result] = await runChecks([faceMultiple], createGatherer(engines, { frame, effort: 'still' }), { context });
  of.pictures += 1;
  if (result?.status !== 'fail') of.oneFace += 1;
  else if (result.values['variant'] === 'document') of.document += 1;
  else if (result.values['variant'] === 'wall') of.wall += 1;
  else of.people += 1;
}

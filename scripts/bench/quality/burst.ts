/** Glare by motion: stills with a highlight over data, alone and with earlier frames in which it stood elsewhere, or at the same place. */
import { createGatherer } from '../../../core/vision/gather.ts';
import { runChecks, type CheckContext } from '../../../core/checks/check.ts';
import { checkById } from '../../../core/checks/index.ts';
import type { Frame, Point } from '../../../core/frame.ts';
import type { Engines } from '../../../core/vision/engines/engine.ts';
import { backgroundOf, cleanPages } from './pages.ts';
import { addHighlight, defocus, drawScene, expose, poseQuad, randomFrom, type Random } from './compose.ts';
import { percentileOf } from './analyse.ts';

const context: CheckContext = { date: '2026-11-23', chosenType: null, acceptedTypes: [], lane: 'camera' };

export async function measureBursts(data: string, engines: Engines, verbose: boolean): Promise<void> {
  const pages = await cleanPages(data);
  if (pages.length === 0) {
    console.log(`bursts: SKIPPED, no clean pages in ${data}`);
    return;
  }
  const passed = { alone: 0, moved: 0, stayed: 0 };
  const fitted: number[] = [];
  const times: number[] = [];
  for (const [index, page] of pages.entries()) {
    const random = randomFrom(4000 + index);
    const background = backgroundOf(index, page.frame, random);
    const pose = { coverage: 0.4 + 0.1 * random(), tilt: 5 * random(), rotation: 12 * (random() - 0.5), shift: { x: 0, y: 0 } };
    const axis = random() * Math.PI;
    // A hand between two frames: a few millimetres, a few degrees.
    const moved = () => ({ ...pose, tilt: pose.tilt + 4 * random(), rotation: pose.rotation + 2 * (random() - 0.5), shift: { x: 0.02 * (random() - 0.5), y: 0.02 * (random() - 0.5) } });
    const size = 0.08 + 0.04 * random();
    const taken = (at: Point, of: typeof pose): Frame => shot(page.frame, page.aspect, background, poseQuad(page.aspect, of, axis), at, size, random);
    const still = taken({ x: 0.4, y: 0.45 }, pose);
    const away = [taken({ x: 0.68, y: 0.3 }, moved()), taken({ x: 0.7, y: 0.66 }, moved())];
    const same = [taken({ x: 0.405, y: 0.45 }, moved()), taken({ x: 0.4, y: 0.455 }, moved())];
    const from = process.cpuUsage();
    const results = { alone: await glareOf(still, [], engines), moved: { ...(await glareOf(still, away, engines)), cpu: process.cpuUsage(from) }, stayed: await glareOf(still, same, engines) };
    for (const name of ['alone', 'moved', 'stayed'] as const) if (results[name].status === 'pass') passed[name]++;
    fitted.push(results.moved.frames);
    times.push((results.moved.cpu.user + results.moved.cpu.system) / 1000);
    if (verbose) console.log(`      ${index} ${(['alone', 'moved', 'stayed'] as const).map((n) => `${n} ${results[n].status} ${results[n].value?.toFixed(3) ?? '-'}`).join(', ')}, ${results.moved.frames} frames fit`);
  }
  const all = pages.length;
  console.log(`bursts: a highlight over data on ${all} pages; earlier frames that fitted ${fitted.reduce((a, b) => a + b, 0)}/${2 * all}; processor time with and without burst together ${percentileOf(times, 0.5).toFixed(0)} ms median`);
  console.log(`  doc.glare passes: still alone ${passed.alone}/${all}, with earlier frames where it stood elsewhere ${passed.moved}/${all}, where it stood still ${passed.stayed}/${all}`);
}

function shot(page: Frame, aspect: number, background: Frame, quad: ReturnType<typeof poseQuad>, at: Point, size: number, random: Random): Frame {
  const scene = drawScene(page, aspect, quad, background);
  return expose(defocus(addHighlight(scene, scene.linear, at, size, 4), 0.45), 0.75 + 0.1 * random(), 1, random);
}

async function glareOf(frame: Frame, burstFrames: readonly Frame[], engines: Engines): Promise<{ status: string; value: number | null; frames: number }> {
  const gather = createGatherer(engines, { frame, burstFrames });
  const [result] = await runChecks([checkById('doc.glare')!], gather, { context });
  return { status: result!.status, value: result!.value, frames: (await gather('clearStill'))?.frames ?? 0 };
}

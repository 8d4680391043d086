/** What the head does when. Each act comes round once in a loop, which is shorter than the time a step of the challenge has (policy, 15 s). */
import type { Calibrated } from './calibrate.ts';
import type { HeadPose } from './face.ts';

type Act = { what: Exclude<keyof Calibrated, 'measured'>; seconds: number };

/** The loop begins and ends frontal; between two acts the head moves smoothly in the given time. */
export const loop: readonly Act[] = [
  { what: 'frontal', seconds: 1.3 }, { what: 'left', seconds: 0.8 }, { what: 'frontal', seconds: 0.8 }, { what: 'shut', seconds: 0.3 },
  { what: 'frontal', seconds: 0.8 }, { what: 'right', seconds: 0.8 }, { what: 'frontal', seconds: 0.8 }, { what: 'open', seconds: 0.6 },
  { what: 'frontal', seconds: 0.8 }, { what: 'near', seconds: 0.8 },
];
const changeSeconds: Record<Act['what'], number> = { frontal: 0, left: 0.5, right: 0.5, shut: 0.12, open: 0.25, near: 0.6 };
/** Hand and body are never quite still: whole periods a loop, so that the end meets the beginning. */
const sway = { x: 3, y: 2, roll: 1.2 } as const;

type Stretch = { from: Act['what']; to: Act['what']; start: number; end: number };

function stretches(): { list: Stretch[]; total: number } {
  const list: Stretch[] = [];
  let at = 0;
  loop.forEach((act, i) => {
    const next = loop[(i + 1) % loop.length]!;
    list.push({ from: act.what, to: act.what, start: at, end: at + act.seconds });
    at += act.seconds;
    const change = changeSeconds[act.what === 'frontal' ? next.what : act.what];
    list.push({ from: act.what, to: next.what, start: at, end: at + change });
    at += change;
  });
  return { list, total: at };
}

const { list, total } = stretches();
export const loopSeconds = total;

/** @param seconds any time; the loop repeats */
export function poseAt(seconds: number, poses: Calibrated): HeadPose {
  const t = seconds % total;
  const now = list.find((s) => t >= s.start && t < s.end) ?? list[0]!;
  const share = (t - now.start) / (now.end - now.start);
  const ease = share * share * (3 - 2 * share);
  const [a, b] = [poses[now.from], poses[now.to]];
  const mix = (key: keyof HeadPose): number => a[key] + (b[key] - a[key]) * ease;
  const turn = (2 * Math.PI * t) / total;
  return {
    yaw: mix('yaw') + 0.8 * Math.sin(3 * turn), pitch: mix('pitch') + 0.6 * Math.sin(5 * turn + 1), roll: mix('roll') + sway.roll * Math.sin(2 * turn + 0.5),
    x: sway.x * Math.sin(2 * turn), y: sway.y * Math.sin(3 * turn + 2), lids: mix('lids'), mouth: mix('mouth'), nearer: mix('nearer'),
  };
}

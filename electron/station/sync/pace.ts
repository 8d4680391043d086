/** Bodies in slices, one behind the other however many requests there are, so that the line carries what the policy allows (core/sync/pace.ts). */
import { setTimeout as sleep } from 'node:timers/promises';
import { sliceBytes, sliceGapMs } from '../../../core/sync/pace.ts';

export type Pace = {
  /** null: no bound. */
  kilobytesPerSecond: number | null;
  stream(body: Uint8Array, kilobytesPerSecond: number): ReadableStream<Uint8Array>;
};

export function createPace(): Pace {
  let before = -Infinity;
  let turn = Promise.resolve();
  const release = async (bytes: number, rate: number): Promise<void> => {
    // A timer may fire early by less than a millisecond: waited for is the clock.
    for (let left: number; (left = before + sliceGapMs(bytes, rate) - performance.now()) > 0;) await sleep(Math.ceil(left), undefined, { ref: false });
    before = performance.now();
  };
  return {
    kilobytesPerSecond: null,
    stream: (body, rate) => {
      let at = 0;
      return new ReadableStream({
        async pull(to) {
          const slice = body.slice(at, at + sliceBytes(rate));
          at += slice.length;
          turn = turn.then(() => release(slice.length, rate));
          await turn;
          to.enqueue(slice);
          if (at >= body.length) to.close();
        },
      }, { highWaterMark: 0 });
    },
  };
}

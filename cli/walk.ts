/** One file after the other: each gives its line, and a bad one does not stop the others. */
import { toCodedError } from '../core/errors.ts';
import type { Picture } from '../core/vision/picture/picture.ts';
import { decodePicture, readPictureFile } from './decode.ts';
import { errorRecord, writeJson, writeLine } from './output.ts';

export type Milliseconds = { total: number; decode: number } & Record<string, number>;
export type FileRecord = { file: string; ok: boolean; error?: { code: string; message: string }; ms: Milliseconds };

export type Clock = { lap(): number };
export const startClock = (): Clock => {
  let from = performance.now();
  return {
    lap: () => {
      const now = performance.now();
      const took = now - from;
      from = now;
      return Math.round(took * 10) / 10;
    },
  };
};

/** What a verb makes of one decoded picture, with the time of its parts. */
export type Work<Made> = (picture: Picture, file: string) => Promise<Made & { ms: Record<string, number> }>;

export type Printer = { json: boolean; readable(record: FileRecord & Record<string, unknown>): string };

/** `empty`: what a line holds for a file that could not be processed, so that all lines have one shape. @returns exit code: 0 all processed, 1 when one could not be. */
export async function walkFiles<Made extends object>(files: readonly string[], work: Work<Made>, empty: NoInfer<Made>, printer: Printer): Promise<number> {
  let failed = 0;
  for (const file of files) {
    const record = await recordOf(file, work, empty);
    if (!record.ok) failed += 1;
    await (printer.json ? writeJson(record) : writeLine(printer.readable(record)));
  }
  return failed === 0 ? 0 : 1;
}

async function recordOf<Made extends object>(file: string, work: Work<Made>, empty: Made): Promise<FileRecord & Record<string, unknown>> {
  const whole = startClock();
  const clock = startClock();
  let decode = 0;
  try {
    const picture = await decodePicture(await readPictureFile(file));
    decode = clock.lap();
    const { ms, ...made } = await work(picture, file);
    return { file, ok: true, width: picture.width, height: picture.height, ...made, ms: { total: whole.lap(), decode, ...ms } };
  } catch (thrown) {
    return { file, ok: false, error: errorRecord(toCodedError(thrown)), ...empty, ms: { total: whole.lap(), decode } };
  }
}

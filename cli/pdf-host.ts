/** PDF files in Node: each in a thread of its own, with a bound on time and memory. */
import { Worker } from 'node:worker_threads';
import path from 'node:path';
import { CodedError, type ErrorCode, type ErrorValues } from '../core/errors.ts';
import type { PdfReader } from '../core/vision/engines/pdf.ts';
import { pdfPatience, type PdfContents } from '../core/vision/pdf/pdf-types.ts';
import { resourcePath } from './resources.ts';

export type PdfTask = { bytes: Uint8Array; folders: Record<string, string> };
export type PdfAnswer = { contents: PdfContents } | { code: ErrorCode; values: ErrorValues };

/** Heap of the thread, MB; pixels lie outside it. Chosen: ten times what the largest of ../shared/data took. */
const heap = 512;

export const pdfReader: PdfReader = {
  async read(bytes) {
    const folder = async (name: string): Promise<string> => path.join(await resourcePath(name), '/');
    const folders = { cMapUrl: await folder('pdf/cmaps/'), standardFontDataUrl: await folder('pdf/fonts/'), wasmUrl: await folder('pdf/wasm/') };
    const thread = new Worker(new URL('./pdf-thread.ts', import.meta.url), { workerData: { bytes, folders } satisfies PdfTask, resourceLimits: { maxOldGenerationSizeMb: heap } });
    let timer: NodeJS.Timeout | undefined;
    try {
      const answer = await new Promise<PdfAnswer>((resolve, reject) => {
        timer = setTimeout(() => reject(new CodedError('pdf.timeout')), pdfPatience);
        thread.once('message', resolve);
        thread.once('error', (cause) => reject(new CodedError('pdf.damaged', {}, { cause })));
        thread.once('exit', () => reject(new CodedError('pdf.damaged')));
      });
      if ('code' in answer) throw new CodedError(answer.code, answer.values);
      return answer.contents;
    } finally {
      clearTimeout(timer);
      await thread.terminate();
    }
  },
};

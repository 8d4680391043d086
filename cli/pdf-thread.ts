/** A thread of its own for a PDF: what a stranger's file does to its parser ends with the thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { createCanvas } from '@napi-rs/canvas';
import * as library from 'pdfjs-dist/legacy/build/pdf.mjs';
import { toCodedError } from '../core/errors.ts';
import { readPdf, type PdfHost, type PdfLibrary } from '../core/vision/engines/pdf.ts';
import type { PdfAnswer, PdfTask } from './pdf-host.ts';

const { bytes, folders } = workerData as PdfTask;

const host: PdfHost = {
  library: library as unknown as PdfLibrary,
  options: folders,
  surface(width, height) {
    const canvas = createCanvas(width, height);
    const canvasContext = canvas.getContext('2d');
    return { target: { canvas: null, canvasContext }, pixels: () => new Uint8ClampedArray(canvasContext.getImageData(0, 0, width, height).data) };
  },
};

const answer = await readPdf(host, bytes).then(
  (contents): PdfAnswer => ({ contents }),
  (thrown: unknown): PdfAnswer => {
    const { code, values } = toCodedError(thrown, 'pdf.damaged');
    return { code, values };
  },
);
parentPort?.postMessage(answer);

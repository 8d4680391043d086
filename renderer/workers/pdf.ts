/** A worker of its own for a PDF: what a stranger's file does to its parser ends with the worker, which reads one file. */
import { expose, transfer } from 'comlink';
import * as library from 'pdfjs-dist/legacy/build/pdf.mjs';
import * as parser from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { CodedError } from '../../core/errors.ts';
import { readPdf, type PdfHost, type PdfLibrary, type PdfReader } from '../../core/vision/engines/pdf.ts';
import { withCodedErrors } from './border.ts';
import { resourceAddress } from './resources.ts';

// The library looks for its parser here before it would start a worker of its own.
(globalThis as { pdfjsWorker?: unknown }).pdfjsWorker = parser;

/** The library's own factories ask a document, which a worker has not. */
class CanvasFactory {
  create(width: number, height: number): { canvas: OffscreenCanvas; context: OffscreenCanvasRenderingContext2D } {
    const canvas = new OffscreenCanvas(width, height);
    return { canvas, context: contextOf(canvas) };
  }
  reset(pair: { canvas: OffscreenCanvas }, width: number, height: number): void {
    pair.canvas.width = width;
    pair.canvas.height = height;
  }
  destroy(pair: { canvas: OffscreenCanvas | null; context: unknown }): void {
    if (pair.canvas) pair.canvas.width = pair.canvas.height = 0;
    pair.canvas = pair.context = null;
  }
}

/** Filters of a page (recoloured shades) are SVG of a document; without them such a shade is painted plain. */
class FilterFactory {
  addFilter = (): string => 'none';
  addHCMFilter = (): string => 'none';
  addAlphaFilter = (): string => 'none';
  addLuminosityFilter = (): string => 'none';
  addKnockoutFilter = (): string => 'none';
  addHighlightHCMFilter = (): string => 'none';
  createSelectionStyle = (): null => null;
  destroy = (): void => undefined;
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new CodedError('engine.failed', { engine: 'canvas' });
  return context;
}

const host: PdfHost = {
  library: library as unknown as PdfLibrary,
  options: {
    cMapUrl: resourceAddress('pdf/cmaps/'), standardFontDataUrl: resourceAddress('pdf/fonts/'), wasmUrl: resourceAddress('pdf/wasm/'),
    CanvasFactory, FilterFactory, useWorkerFetch: true,
  },
  surface(width, height) {
    const canvasContext = contextOf(new OffscreenCanvas(width, height));
    return { target: { canvas: null, canvasContext }, pixels: () => canvasContext.getImageData(0, 0, width, height).data };
  },
};

const api: PdfReader & Record<string, (...args: never[]) => Promise<unknown>> = {
  async read(bytes: Uint8Array) {
    const contents = await readPdf(host, bytes);
    return transfer(contents, contents.pages.flatMap((p) => (p.picture ? [p.picture.data.buffer] : [])));
  },
};

expose(withCodedErrors(api));

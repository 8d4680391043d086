/**
 * Printed text by tesseract.js (LSTM, `eng`). The host names where its own copies lie, so nothing is fetched from a network. (Handing
 * the language data over as bytes does not work: tesseract.js 7.0.0 then initialises with the bytes as the language's name.)
 */
import type { Worker as TesseractWorker } from 'tesseract.js';
import { CodedError, toCodedError } from '../../errors.ts';
import type { GrayImage, Region } from '../../frame.ts';

export type PrintedWord = { text: string; /** 0..1 */ confidence: number; region: Region };
/** Words of one line, left to right; regions in pixels of the picture given. */
export type PrintedLine = { text: string; confidence: number; region: Region; words: PrintedWord[] };
export type PrintedText = { lines: PrintedLine[] };

export type PrintOptions = {
  region?: Region;
  /** A page of running text, or words scattered over a card. */
  layout?: 'page' | 'scattered';
  timeoutMs?: number;
};

export type PrintReader = {
  /** @throws CodedError engine.timeout, engine.failed */
  read(image: GrayImage, options?: PrintOptions): Promise<PrintedText>;
  close(): Promise<void>;
};

export type PrintHost = {
  /** Folder (Node: path, browser: address) that holds eng.traineddata.gz. */
  languageFolder: string;
  /** Browser: addresses of worker.min.js and of the folder of the cores. Node needs none. */
  paths?: { workerPath: string; corePath: string };
  /** Resolves after that many milliseconds (core has no clock of its own); `cancel` forgets it. */
  after(ms: number): { done: Promise<void>; cancel(): void };
};

const defaultTimeout = 20_000;
// Tesseract's own numbers for page segmentation.
const segmentation = { page: '3', scattered: '11' } as const;

/** Loads nothing before the first read. After a time-out the worker is thrown away and a new one is made for the next picture. */
export function createPrintReader(host: PrintHost): PrintReader {
  let worker: Promise<TesseractWorker> | null = null;
  const close = async (): Promise<void> => {
    const old = worker;
    worker = null;
    await old?.then((w) => w.terminate()).catch(() => undefined);
  };
  return {
    read: async (image, options = {}) => {
      worker ??= startWorker(host);
      const current = worker;
      const timer = host.after(options.timeoutMs ?? defaultTimeout);
      const late = timer.done.then(() => {
        throw new CodedError('engine.timeout', { engine: 'print' });
      });
      try {
        return await Promise.race([current.then((w) => recognise(w, image, options)), late]);
      } catch (thrown) {
        await close();
        throw toCodedError(thrown, 'engine.failed');
      } finally {
        timer.cancel();
      }
    },
    close,
  };
}

async function startWorker(host: PrintHost): Promise<TesseractWorker> {
  const { createWorker, OEM } = (await import('tesseract.js')).default;
  const own = { langPath: host.languageFolder, cacheMethod: 'none', gzip: true, logger: () => undefined, errorHandler: () => undefined };
  return createWorker('eng', OEM.LSTM_ONLY, host.paths ? { ...own, ...host.paths, workerBlobURL: false } : own);
}

async function recognise(worker: TesseractWorker, image: GrayImage, options: PrintOptions): Promise<PrintedText> {
  const crop = cropOf(image, options.region);
  await worker.setParameters({ tessedit_pageseg_mode: segmentation[options.layout ?? 'scattered'] as never, user_defined_dpi: '300', debug_file: '/dev/null' });
  const { data } = await worker.recognize(bitmapOf(crop.image) as never, {}, { blocks: true, text: false });
  const lines: PrintedLine[] = [];
  for (const line of (data.blocks ?? []).flatMap((b) => b.paragraphs).flatMap((p) => p.lines)) {
    const words = line.words.map((w) => ({ text: w.text, confidence: w.confidence / 100, region: regionOfBox(w.bbox, crop) }));
    lines.push({ text: words.map((w) => w.text).join(' '), confidence: line.confidence / 100, region: regionOfBox(line.bbox, crop), words });
  }
  return { lines };
}

type Crop = { image: GrayImage; x: number; y: number };

function cropOf(image: GrayImage, region?: Region): Crop {
  if (!region) return { image, x: 0, y: 0 };
  const x = Math.max(0, Math.min(image.width - 1, Math.floor(region.x))), y = Math.max(0, Math.min(image.height - 1, Math.floor(region.y)));
  const width = Math.max(1, Math.min(image.width - x, Math.ceil(region.width))), height = Math.max(1, Math.min(image.height - y, Math.ceil(region.height)));
  const data = new Uint8Array(width * height);
  for (let r = 0; r < height; r++) data.set(image.data.subarray((y + r) * image.width + x, (y + r) * image.width + x + width), r * width);
  return { image: { width, height, data }, x, y };
}

const regionOfBox = (box: { x0: number; y0: number; x1: number; y1: number }, crop: Crop): Region => ({ x: box.x0 + crop.x, y: box.y0 + crop.y, width: box.x1 - box.x0, height: box.y1 - box.y0 });

/** Portable graymap (P5): the plainest format Leptonica opens. */
function bitmapOf({ width, height, data }: GrayImage): Uint8Array {
  const head = `P5\n${width} ${height}\n255\n`;
  const out = new Uint8Array(head.length + data.length);
  for (let i = 0; i < head.length; i++) out[i] = head.charCodeAt(i);
  out.set(data, head.length);
  return out;
}

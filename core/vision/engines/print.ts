/**
 * Printed text by tesseract.js (LSTM). The host names where its own copies of the language packs lie, so nothing is fetched from a network.
 * (Handing the language data over as bytes does not work: tesseract.js 7.0.0 then initialises with the bytes as the language's name.)
 */
import type { Worker as TesseractWorker } from 'tesseract.js';
import { CodedError, toCodedError } from '../../errors.ts';
import type { GrayImage, Region } from '../../frame.ts';
import { resize } from '../mrz/pyramid.ts';
import { baseLanguage, packsOf, type LanguagePack } from '../print/languages.ts';

export type PrintedWord = { text: string; /** 0..1 */ confidence: number; region: Region };
/** Words of one line, left to right; regions in pixels of the picture given. */
export type PrintedLine = { text: string; confidence: number; region: Region; words: PrintedWord[] };
export type PrintedText = { lines: PrintedLine[] };

export type PrintOptions = {
  /** Beside the reader's own languages (PrintHost.languages). */
  languages?: readonly string[];
  timeoutMs?: number;
};

export type PrintReader = {
  /** Words scattered over a picture, found by tesseract itself. @throws CodedError engine.timeout, engine.failed, language.unknown, language.missing */
  read(image: GrayImage, options?: PrintOptions): Promise<PrintedText>;
  /**
   * Reads the given boxes as one row of print each, in that order; rows without a word are left out. When time is up it ends early:
   * `unread` counts what was not looked at. @throws CodedError as `read`
   */
  readRows(image: GrayImage, rows: readonly Region[], options?: PrintOptions): Promise<PrintedText & { unread: number }>;
  close(): Promise<void>;
};

export type PrintHost = {
  /** Languages that every picture is read with; the base language is among them. */
  languages(): Promise<readonly string[]>;
  packs(): Promise<readonly LanguagePack[]>;
  /** Folder (Node: path, browser: address) that holds CODE.traineddata.gz of these packs, always the same one. @throws CodedError language.missing, model.changed */
  folderWith(packs: readonly LanguagePack[]): Promise<string>;
  /** Browser: addresses of worker.min.js and of the folder of the cores. Node needs none. */
  paths?: { workerPath: string; corePath: string };
  /** Of the computer: with one there is one engine. */
  processors: number;
  /** Resolves after that many milliseconds (core has no clock of its own); `cancel` forgets it. */
  after(ms: number): { done: Promise<void>; cancel(): void };
};

const defaultTimeout = 20_000;
// Tesseract's own numbers for page segmentation.
const segmentation = { scattered: '11', row: '7' } as const;
/**
 * Height of a row's box as tesseract gets it, pixels, and the paper around it in heights. Of 26, 32 and 40 pixels and of 0.3..0.8 and
 * 0.15..0.45 heights these gave most letters at 80 % or better on 12 documents (361 rows): 1435 against 885..1404.
 */
const row = { height: 32, beside: 0.3, above: 0.3 } as const;

type Started = { worker: TesseractWorker; languages: string; layout: string };

/** Rows from which on a second engine is worth its start and its memory. Chosen: a card has fewer, a letter more. */
const rowsForTwo = 16;

/** Loads nothing before the first read. After a time-out the workers are thrown away and new ones are made for the next picture. */
export function createPrintReader(host: PrintHost): PrintReader {
  /** The second one is started by the first picture that has enough rows for two. */
  const started: Promise<Started>[] = [];
  const close = async (): Promise<void> => {
    const old = started.splice(0);
    await Promise.all(old.map((engine) => engine.then((s) => s.worker.terminate()).catch(() => undefined)));
  };
  /** One job at a time: the languages and the layout are the engines' state. */
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = queue.then(work, work);
    queue = result.catch(() => undefined);
    return result;
  };
  const within = async <Result>(ms: number, work: (isLate: () => boolean) => Promise<Result>): Promise<Result> => {
    let late = false;
    const soft = host.after(ms), hard = host.after(ms + defaultTimeout);
    void soft.done.then(() => { late = true; });
    const over = hard.done.then(() => { throw new CodedError('engine.timeout', { engine: 'print' }); });
    try {
      return await Promise.race([work(() => late), over]);
    } catch (thrown) {
      const error = toCodedError(thrown, 'engine.failed');
      if (!error.code.startsWith('language.')) await close();
      throw error;
    } finally {
      soft.cancel();
      hard.cancel();
    }
  };
  /** @param wanted how many; there are no more than the host has processors for. */
  const ready = async (wanted: number, languages: readonly string[], layout: keyof typeof segmentation): Promise<TesseractWorker[]> => {
    const packs = packsOf([...new Set([baseLanguage, ...await host.languages(), ...languages])], await host.packs());
    const names = packs.map((p) => p.code).join('+');
    const folder = await host.folderWith(packs);
    const count = Math.max(1, Math.min(wanted, host.processors));
    while (started.length < count) started.push(startWorker(host, folder, names));
    return Promise.all(started.slice(0, count).map(async (engine) => set(await engine, names, layout)));
  };
  return {
    read: (image, options = {}) => inTurn(() => within(options.timeoutMs ?? defaultTimeout, async () => {
      const [worker] = await ready(1, options.languages ?? [], 'scattered');
      return { lines: await linesIn(worker!, image) };
    })),
    readRows: (image, rows, options = {}) => inTurn(() => within(options.timeoutMs ?? defaultTimeout, async (isLate) => {
      const workers = await ready(rows.length >= rowsForTwo ? 2 : 1, options.languages ?? [], 'row');
      const lines: (PrintedLine | null)[] = [];
      let next = 0;
      await Promise.all(workers.map(async (worker) => {
        while (next < rows.length && !isLate()) {
          const i = next++;
          lines[i] = await rowIn(worker, image, rows[i]!);
        }
      }));
      return { lines: lines.filter((line) => line !== null), unread: rows.length - next };
    })),
    close,
  };
}

/** A line that reads badly would be read a second time with black and white changed; rows come the right way round (upright()). */
async function set(now: Started, names: string, layout: keyof typeof segmentation): Promise<TesseractWorker> {
  if (now.languages !== names) {
    await now.worker.reinitialize(names);
    now.languages = names;
    now.layout = '';
  }
  if (now.layout !== layout) {
    await now.worker.setParameters({ tessedit_pageseg_mode: segmentation[layout] as never, user_defined_dpi: '300', debug_file: '/dev/null', ...{ invert_threshold: layout === 'row' ? '0' : '0.7' } });
    now.layout = layout;
  }
  return now.worker;
}

async function startWorker(host: PrintHost, folder: string, languages: string): Promise<Started> {
  const { createWorker, OEM } = (await import('tesseract.js')).default;
  const own = { langPath: folder, cacheMethod: 'none', gzip: true, logger: () => undefined, errorHandler: () => undefined };
  return { worker: await createWorker(languages, OEM.LSTM_ONLY, host.paths ? { ...own, ...host.paths, workerBlobURL: false } : own), languages, layout: '' };
}

async function linesIn(worker: TesseractWorker, image: GrayImage): Promise<PrintedLine[]> {
  const { data } = await worker.recognize(bitmapOf(image) as never, {}, { blocks: true, text: false });
  return (data.blocks ?? []).flatMap((b) => b.paragraphs).flatMap((p) => p.lines).map((line) => {
    const words = line.words.map((w) => ({ text: w.text, confidence: w.confidence / 100, region: regionOfBox(w.bbox) }));
    return { text: words.map((w) => w.text).join(' '), confidence: line.confidence / 100, region: regionOfBox(line.bbox), words };
  });
}

async function rowIn(worker: TesseractWorker, image: GrayImage, box: Region): Promise<PrintedLine | null> {
  const cut = cutOut(image, box);
  const scale = row.height / box.height;
  const strip = upright(resize(cut.image, cut.image.width * scale, cut.image.height * scale));
  const back = (r: Region): Region => ({ x: cut.x + r.x / scale, y: cut.y + r.y / scale, width: r.width / scale, height: r.height / scale });
  const words = (await linesIn(worker, strip)).flatMap((l) => l.words).map((w) => ({ ...w, region: back(w.region) }));
  const letters = words.reduce((n, w) => n + w.text.length, 0);
  if (letters === 0) return null;
  return { text: words.map((w) => w.text).join(' '), confidence: words.reduce((sum, w) => sum + w.confidence * w.text.length, 0) / letters, region: box, words };
}

export function cutOut(image: GrayImage, box: Region): { image: GrayImage; x: number; y: number } {
  const x = Math.max(0, Math.floor(box.x - row.beside * box.height)), y = Math.max(0, Math.floor(box.y - row.above * box.height));
  const width = Math.max(2, Math.min(image.width, Math.ceil(box.x + box.width + row.beside * box.height)) - x);
  const height = Math.max(2, Math.min(image.height, Math.ceil(box.y + box.height + row.above * box.height)) - y);
  const data = new Uint8Array(width * height);
  for (let r = 0; r < height; r++) data.set(image.data.subarray((y + r) * image.width + x, (y + r) * image.width + x + width), r * width);
  return { image: { width, height, data }, x, y };
}

/** Dark print on light paper: paper takes more of a row than print, so the median lies nearer to the paper's end of the range. */
export function upright(strip: GrayImage): GrayImage {
  const sorted = strip.data.slice().sort();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;
  return at(0.5) - at(0.02) < at(0.98) - at(0.5) ? { ...strip, data: strip.data.map((v) => 255 - v) } : strip;
}

const regionOfBox = (box: { x0: number; y0: number; x1: number; y1: number }): Region => ({ x: box.x0, y: box.y0, width: box.x1 - box.x0, height: box.y1 - box.y0 });

/** Portable graymap (P5): the plainest format Leptonica opens. */
function bitmapOf({ width, height, data }: GrayImage): Uint8Array {
  const head = `P5\n${width} ${height}\n255\n`;
  const out = new Uint8Array(head.length + data.length);
  for (let i = 0; i < head.length; i++) out[i] = head.charCodeAt(i);
  out.set(data, head.length);
  return out;
}

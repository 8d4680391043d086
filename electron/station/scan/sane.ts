/** Scanners of SANE through its own program `scanimage`: no shell, bounded in time and size, its exit code is the SANE status. */
import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { CodedError, toCodedError } from '../../../core/errors.ts';
import type { DeviceCapabilities, ScanSource, ScanWish } from '../../../core/scanning.ts';
import type { ScannedPage, ScannerDriver, ScannerInfo, ScanWatch } from './driver.ts';
import { bareHost } from './escl-address.ts';
import { createQueue } from './queue.ts';
import { buttonIsDown, capabilitiesOf, optionsIn, optionsOn, otherSources, saneArguments, tellsDoubleFeed, tookTwo, type ListingsBySource, type SaneOption } from './sane-options.ts';
import { askScanimage, listener, runScanimage, type SaneOptions } from './sane-run.ts';
import { codeOfStatus, outOfDocuments } from './sane-status.ts';
import { newScratch, removeLeftScratch } from './scratch.ts';

/** Chosen: looking for network scanners takes seconds, opening a device too; a slow A4 page at 600 dpi about a minute, and its progress is said meanwhile. `sensorMs`: nobody waits longer to hear which kind of jam it is. */
const limits = { listMs: 20_000, optionsMs: 15_000, sensorMs: 5_000, silentMs: 60_000, pageBytes: 80_000_000 };

/** `wasDown`: the button, when it was read last. A press before that was meant for something else. */
type Device = { options: readonly SaneOption[]; bySource: ListingsBySource; can: DeviceCapabilities; wasDown: boolean };

export function createSane(options: SaneOptions = {}): ScannerDriver {
  removeLeftScratch();
  const known = new Map<string, Device>();
  const optionsMs = options.silentMs ?? limits.optionsMs;
  /** The question for the button that is on its way: whoever wants to work with a device ends it first. */
  let question: { abort: AbortController; done: Promise<unknown> } | null = null;
  let scanning = 0;
  const atWork = async (): Promise<void> => {
    question?.abort.abort();
    await question?.done;
  };
  const look = async (name: string, signal: AbortSignal): Promise<Device> => {
    // Without a name scanimage would take the first device it finds.
    if (name === '') throw new CodedError('scanner.missing');
    const before = known.get(name);
    const label = before?.can.label ?? (await list(options, signal)).find((s) => s.name === name)?.label ?? name;
    const asked = optionsIn(await askScanimage(options, name, ['-A'], optionsMs, signal));
    if (asked.length === 0) throw new CodedError('scanner.missing');
    const bySource = new Map<ScanSource, readonly SaneOption[]>();
    for (const { source, argument } of otherSources(asked)) {
      // Opening a device takes a second, and what its other sources have stays the same.
      const listing = before?.bySource.get(source) ?? (await askScanimage(options, name, [argument, '-A'], optionsMs, signal).then(optionsIn, () => []));
      // A source it offers and does not take is asked for as if it were like the first.
      if (listing.length > 0) bySource.set(source, listing);
    }
    const device = { options: asked, bySource, can: capabilitiesOf(label, asked, bySource), wasDown: buttonIsDown(asked) };
    known.set(name, device);
    return device;
  };
  return {
    id: 'sane',
    prefix: '',
    lane: 'scanner',
    wanted: () => process.platform !== 'win32',
    list: (signal) => list(options, signal),
    async capabilities(name, signal) {
      await atWork();
      return (await look(name, signal)).can;
    },
    async buttonPressed(name, signal) {
      const device = known.get(name) ?? (await look(name, signal));
      if (!device.can.button || question || scanning > 0) return false;
      const abort = new AbortController();
      const asking = askScanimage(options, name, ['-A'], optionsMs, AbortSignal.any([signal, abort.signal]));
      question = { abort, done: asking.catch(() => null) };
      try {
        const before = device.wasDown;
        device.wasDown = buttonIsDown(optionsIn(await asking));
        return device.wasDown && !before && !abort.signal.aborted;
      } catch (thrown) {
        if (abort.signal.aborted) return false;
        throw thrown;
      } finally {
        question = null;
      }
    },
    scan: async function* (wish, watch) {
      scanning += 1;
      try {
        await atWork();
        const { options: asked, bySource, can } = known.get(wish.name) ?? (await look(wish.name, watch.signal));
        try {
          yield* pages(options, wish, saneArguments(wish, optionsOn(wish.source, asked, bySource), can), watch);
        } catch (thrown) {
          throw tellsDoubleFeed(asked) && toCodedError(thrown).code === 'scanner.jammed' && (await sensorSaysTwo(options, wish.name, watch.signal)) ? new CodedError('scanner.double-feed') : thrown;
        }
      } finally {
        scanning -= 1;
      }
    },
  };
}

/** Asked once after a jam; one that cannot be asked leaves it a jam. */
const sensorSaysTwo = (options: SaneOptions, name: string, signal: AbortSignal): Promise<boolean> =>
  askScanimage(options, name, ['-A'], Math.min(limits.sensorMs, options.silentMs ?? Infinity), signal).then((listing) => tookTwo(optionsIn(listing)), () => false);

async function list(options: SaneOptions, signal: AbortSignal): Promise<ScannerInfo[]> {
  return scannersIn(await askScanimage(options, null, ['--formatted-device-list=%d\t%v %m\t%t%n'], limits.listMs, signal));
}

export function scannersIn(listing: string): ScannerInfo[] {
  return listing.split('\n').flatMap((line) => {
    const [name, label, type = ''] = line.split('\t');
    if (!name || label === undefined || name.length > 280) return [];
    const host = hostOf(name, type);
    return [{ name, label: label.trim() || name, ...(host !== null && { host }) }];
  });
}

/** SANE's own backends for driverless scanners say where a device is: `airscan` in its type (`ip=…`), `escl` in its name. */
function hostOf(name: string, type: string): string | null {
  if (name.startsWith('airscan:')) return /\bip=([^\s,]+)/.exec(type)?.[1] ?? null;
  const url = /^escl:(https?:\/\/.+)$/.exec(name)?.[1];
  return url !== undefined && URL.canParse(url) ? bareHost(new URL(url).hostname) : null;
}

/**
 * A batch, also of one page: scanimage gives a page its name only when it is whole, and says it on a line. Each is taken from there at once,
 * so that what happens to the next one does not matter.
 */
async function* pages(options: SaneOptions, wish: ScanWish, own: string[], { signal, progress }: ScanWatch): AsyncGenerator<ScannedPage, void> {
  const scratch = newScratch();
  const queue = createQueue<string>();
  let whole = 0;
  const ears = listener((share) => progress(share));
  const count = wish.source === 'feeder' || wish.source === 'duplex' ? [] : ['--batch-count=1'];
  const args = [...own, '--format=png', '--progress', `--batch=${path.join(scratch.dir, 'page-%d.png')}`, '--batch-print', ...count, ...(options.extra ?? [])];
  const run = runScanimage(options, wish.name, {
    args, signal, silentMs: options.silentMs ?? limits.silentMs, onSaid: ears.hear,
    onLine: (file) => {
      if (path.dirname(file) !== scratch.dir) return;
      whole += 1;
      queue.push(file);
    },
  });
  void run.then((status) => queue.end(failureOf(status)), (thrown: unknown) => queue.end(toCodedError(thrown, 'scanner.failed')));
  /** @returns undefined where the end is a good one: paper gone after at least one page, or cancelled by us. */
  function failureOf(status: number | null): Error | undefined {
    if (signal.aborted || status === 0 && ears.reason() === null) return undefined;
    if (ears.status() === outOfDocuments && whole > 0) return undefined;
    return new CodedError(ears.reason() ?? (status === 1 ? 'scanner.missing' : codeOfStatus(status)));
  }
  try {
    for await (const file of queue.items()) {
      yield { mime: 'image/png', bytes: await wholePage(file) };
      progress(null);
    }
    if (whole === 0 && !signal.aborted) throw new CodedError('scanner.no-paper');
  } finally {
    // Left in the middle: the program is stopped by the signal its caller holds; the folder goes when it has ended.
    await run.catch(() => null);
    scratch.remove();
  }
}

/** Read and gone from there. */
async function wholePage(file: string): Promise<Uint8Array> {
  if ((await stat(file)).size > limits.pageBytes) throw new CodedError('input.too-large');
  const page = await readFile(file);
  await rm(file, { force: true });
  if (!isWholePng(page)) throw new CodedError('scanner.failed');
  return new Uint8Array(page);
}

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function isWholePng(page: Buffer): boolean {
  return page.subarray(0, 8).equals(pngStart) && page.subarray(-8, -4).toString('latin1') === 'IEND';
}

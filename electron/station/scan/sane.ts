/** Scanners of SANE through its own program `scanimage`: no shell, bounded in time and size, its exit code is the SANE status. */
import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { CodedError, toCodedError } from '../../../core/errors.ts';
import { noScanSettings, type ScanSettings, type ScanWish } from '../../../core/scanning.ts';
import type { ScannedPage, ScannerDriver, ScannerInfo, ScanWatch } from './driver.ts';
import { bareHost } from './escl-address.ts';
import { createQueue } from './queue.ts';
import { runProgram, type ProgramRun } from './run-program.ts';
import { isOnCable, saneConfig } from './sane-config.ts';
import { capabilitiesOf, optionsIn, saneArguments, type SaneOption } from './sane-options.ts';
import { codeOfSaid, codeOfStatus, outOfDocuments, statusSaid } from './sane-status.ts';
import { newScratch, removeLeftScratch } from './scratch.ts';

/** Chosen: looking for network scanners takes seconds, opening a device too; a slow A4 page at 600 dpi about a minute, and its progress is said meanwhile. */
const limits = { listMs: 20_000, optionsMs: 15_000, silentMs: 60_000, pageBytes: 80_000_000, listingCharacters: 200_000 };

export type SaneOptions = {
  /** As they stand when scanimage is run: whether it may use the network. */
  settings?: () => ScanSettings;
  program?: string;
  /** Environment of the program, for a SANE_CONFIG_DIR of its own. */
  env?: NodeJS.ProcessEnv;
  /** Further arguments of every scan, for devices that need them (and for the test device's made-up faults). */
  extra?: readonly string[];
  silentMs?: number;
};

export function createSane(options: SaneOptions = {}): ScannerDriver {
  removeLeftScratch();
  const known = new Map<string, { label: string; options: SaneOption[] }>();
  const of = async (name: string, signal: AbortSignal): Promise<{ label: string; options: SaneOption[] }> => {
    // Without a name scanimage would take the first device it finds.
    if (name === '') throw new CodedError('scanner.missing');
    const label = known.get(name)?.label ?? (await list(options, signal)).find((s) => s.name === name)?.label ?? name;
    const asked = optionsIn(await ask(options, name, ['-A'], options.silentMs ?? limits.optionsMs, signal));
    if (asked.length === 0) throw new CodedError('scanner.missing');
    known.set(name, { label, options: asked });
    return { label, options: asked };
  };
  return {
    id: 'sane',
    prefix: '',
    lane: 'scanner',
    wanted: () => process.platform !== 'win32',
    list: (signal) => list(options, signal),
    capabilities: async (name, signal) => {
      const { label, options: asked } = await of(name, signal);
      return capabilitiesOf(label, asked);
    },
    scan: async function* (wish, watch) {
      const { label, options: asked } = known.get(wish.name) ?? (await of(wish.name, watch.signal));
      yield* pages(options, wish, saneArguments(wish, asked, capabilitiesOf(label, asked)), watch);
    },
  };
}

async function list(options: SaneOptions, signal: AbortSignal): Promise<ScannerInfo[]> {
  return scannersIn(await ask(options, null, ['--formatted-device-list=%d\t%v %m\t%t%n'], limits.listMs, signal));
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

/** scanimage, in a configuration that keeps to what the settings allow. @param device that is opened; null: all are looked for. @throws CodedError scanner.* */
async function runScanimage({ program = 'scanimage', env, settings = () => noScanSettings }: SaneOptions, device: string | null, run: Omit<ProgramRun, 'program' | 'env'>): Promise<number | null> {
  const { network } = settings();
  if (!network && device !== null && !isOnCable(device)) throw new CodedError('scanner.network-off');
  const config = saneConfig(network, env);
  try {
    return await runProgram({ ...run, program, env: config.env, args: device === null ? run.args : [`--device-name=${device}`, ...run.args] });
  } finally {
    config.remove();
  }
}

/** What scanimage prints. @throws CodedError scanner.* */
async function ask(options: SaneOptions, device: string | null, args: string[], silentMs: number, signal: AbortSignal): Promise<string> {
  let text = '';
  const ears = listener();
  const status = await runScanimage(options, device, {
    args, silentMs, signal, onSaid: ears.hear,
    onLine: (line) => { if (text.length < limits.listingCharacters) text += `${line}\n`; },
  });
  if (status !== 0) throw new CodedError(ears.reason() ?? (status === 1 ? 'scanner.missing' : codeOfStatus(status)));
  return text;
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

/** Hears progress and the reason in what scanimage says on its error channel. */
function listener(onProgress: (share: number) => void = () => {}) {
  let said = '';
  let reason: ReturnType<typeof statusSaid> = null;
  return {
    hear(text: string) {
      const share = /.*Progress: ([\d.]+)%/s.exec(text)?.[1];
      if (share !== undefined) onProgress(Math.min(1, Number(share) / 100));
      said = (said + text.replace(/Progress: [\d.]+%\r/g, '')).slice(-4_000);
      reason ??= statusSaid(said);
      return reason && codeOfSaid(reason);
    },
    reason: () => reason && codeOfSaid(reason),
    status: () => reason?.status ?? null,
  };
}

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function isWholePng(page: Buffer): boolean {
  return page.subarray(0, 8).equals(pngStart) && page.subarray(-8, -4).toString('latin1') === 'IEND';
}

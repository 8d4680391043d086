/** Scanners of SANE through its own program `scanimage`: no shell, bounded in time and size, its exit code is the SANE status. */
import { spawn } from 'node:child_process';
import { CodedError, type ErrorCode } from '../../../core/errors.ts';
import type { ScannerDriver, ScannerInfo } from './driver.ts';

/** SANE_Status (SANE standard 1.06, 4.2.7) -> ours. 1 is also what scanimage itself exits with when a device cannot be opened. */
const statusCodes: Record<number, ErrorCode> = {
  1: 'scanner.missing', // UNSUPPORTED, or could not be opened
  2: 'scanner.failed', // CANCELLED
  3: 'scanner.busy', // DEVICE_BUSY
  4: 'scanner.failed', // INVAL
  5: 'scanner.no-paper', // EOF
  6: 'scanner.jammed', // JAMMED
  7: 'scanner.no-paper', // NO_DOCS
  8: 'scanner.cover-open', // COVER_OPEN
  9: 'scanner.failed', // IO_ERROR
  10: 'scanner.failed', // NO_MEM
  11: 'scanner.denied', // ACCESS_DENIED
};

/**
 * Chosen: looking for network scanners takes seconds; a slow A4 page at 600 dpi about a minute. `graceMs`: scanimage has given its reason and should
 * end; in Debian's 1.1.1 it locks up instead in 18 of 450 faulty scans of the test device (the reader thread's end against the cancel).
 */
const limits = { listMs: 20_000, scanMs: 120_000, graceMs: 2_000, pageBytes: 40_000_000, saidCharacters: 10_000 };

export type SaneOptions = {
  program?: string;
  /** Environment of the program, for a SANE_CONFIG_DIR of its own. */
  env?: NodeJS.ProcessEnv;
  /** Further arguments of every scan, for devices that need them (and for the test device's made-up faults). */
  extra?: readonly string[];
  scanMs?: number;
};

export function createSane(options: SaneOptions = {}): ScannerDriver {
  return {
    list: async () => scannersIn((await run(options, ['--formatted-device-list=%d\t%v %m%n'], limits.listMs)).toString('utf8')),
    scan: async ({ name, dpi }) => {
      // Without a name scanimage would take the first device it finds.
      if (name === '') throw new CodedError('scanner.missing');
      const args = [`--device-name=${name}`, '--resolution', String(dpi), '--mode', 'Color', '--format=png', ...(options.extra ?? [])];
      const page = await run(options, args, options.scanMs ?? limits.scanMs);
      if (!isWholePng(page)) throw new CodedError('scanner.failed');
      return new Uint8Array(page);
    },
  };
}

export function scannersIn(listing: string): ScannerInfo[] {
  return listing.split('\n').flatMap((line) => {
    const [name, label] = line.split('\t');
    return name && label !== undefined && name.length <= 300 ? [{ name, label: label.trim() || name }] : [];
  });
}

export const codeOfStatus = (status: number): ErrorCode => statusCodes[status] ?? 'scanner.failed';

function run(options: SaneOptions, args: string[], limitMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(options.program ?? 'scanimage', args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...(options.env ?? process.env), LC_ALL: 'C' }, shell: false });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let refused: ErrorCode | null = null;
    const stop = (code: ErrorCode): void => {
      refused ??= code;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => stop('scanner.timeout'), limitMs);
    let grace: NodeJS.Timeout | undefined;
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      if (grace || said.length > limits.saidCharacters) return;
      said += chunk.toString('utf8');
      const status = statusSaid(said);
      if (status !== null) grace = setTimeout(() => stop(codeOfStatus(status)), limits.graceMs);
    });
    const settle = (): void => {
      clearTimeout(timer);
      clearTimeout(grace);
    };
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limits.pageBytes) stop('input.too-large');
      else chunks.push(chunk);
    });
    child.once('error', () => {
      settle();
      reject(new CodedError('scanner.missing'));
    });
    child.once('close', (status) => {
      settle();
      if (refused) reject(new CodedError(refused));
      else if (status === 0) resolve(Buffer.concat(chunks));
      else reject(new CodedError(codeOfStatus(status ?? -1)));
    });
  });
}

/** How libsane names each status (sane_strstatus of sane-backends 1.1.1), by its number. */
const statusTexts = [
  'Success', 'Operation not supported', 'Operation was canceled', 'Device busy', 'Invalid argument', 'End of file reached', 'Document feeder jammed',
  'Document feeder out of documents', 'Scanner cover is open', 'Error during device I/O', 'Out of memory', 'Access to resource has been denied',
] as const;

/** The status that scanimage gave as its reason; null: it has given none. Its words stay here, because they may name the device. */
export function statusSaid(text: string): number | null {
  for (const line of text.split('\n').slice(0, -1)) {
    const reason = /^scanimage: sane_(?:start|read): (.+)$/.exec(line)?.[1];
    const status = statusTexts.findIndex((known, number) => number > 0 && known === reason);
    if (status > 0) return status;
  }
  return null;
}

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function isWholePng(page: Buffer): boolean {
  return page.subarray(0, 8).equals(pngStart) && page.subarray(-8, -4).toString('latin1') === 'IEND';
}

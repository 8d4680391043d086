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

/** Chosen: looking for network scanners takes seconds; a slow A4 page at 600 dpi about a minute. */
const limits = { listMs: 20_000, scanMs: 120_000, pageBytes: 40_000_000 };

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
    const child = spawn(options.program ?? 'scanimage', args, { stdio: ['ignore', 'pipe', 'ignore'], env: options.env ?? process.env, shell: false });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let refused: ErrorCode | null = null;
    const stop = (code: ErrorCode): void => {
      refused ??= code;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => stop('scanner.timeout'), limitMs);
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limits.pageBytes) stop('input.too-large');
      else chunks.push(chunk);
    });
    child.once('error', () => {
      clearTimeout(timer);
      reject(new CodedError('scanner.missing'));
    });
    child.once('close', (status) => {
      clearTimeout(timer);
      if (refused) reject(new CodedError(refused));
      else if (status === 0) resolve(Buffer.concat(chunks));
      else reject(new CodedError(codeOfStatus(status ?? -1)));
    });
  });
}

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function isWholePng(page: Buffer): boolean {
  return page.subarray(0, 8).equals(pngStart) && page.subarray(-8, -4).toString('latin1') === 'IEND';
}

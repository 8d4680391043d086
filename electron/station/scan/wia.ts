/** Scanners of Windows through WIA. Started on Windows only; untested on hardware. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { CodedError, toCodedError } from '../../../core/errors.ts';
import type { DeviceCapabilities, ScanSource, ScanWish } from '../../../core/scanning.ts';
import type { ScannedPage, ScannerDriver, ScanWatch } from './driver.ts';
import { createQueue } from './queue.ts';
import { runProgram } from './run-program.ts';
import { newScratch } from './scratch.ts';
import { codeOfHresult, paperEmpty } from './wia-status.ts';
import { encodedScript, scanTask, wiaArguments, wiaVariable, type WiaTask } from './wia-script.ts';
import { isWholeFile, mimeOfFile } from './whole-file.ts';

/** Chosen: opening a device takes seconds, a page up to a minute. */
const limits = { listMs: 25_000, silentMs: 90_000 };

/** For tests: another program that says the same lines. */
export type WiaOptions = { program?: string; platform?: NodeJS.Platform };

const line = z.union([
  z.object({ hresult: z.number() }),
  z.object({ page: z.string() }),
  z.object({ name: z.string().min(1).max(280), label: z.string() }),
  z.object({
    label: z.string(), handling: z.number().nullable(), bedWidth: z.number().nullable(), bedHeight: z.number().nullable(), feedWidth: z.number().nullable(), feedHeight: z.number().nullable(),
    resolutions: z.array(z.number()), range: z.object({ min: z.number(), max: z.number() }).nullable(),
  }),
]);
type Line = z.infer<typeof line>;
type Facts = Extract<Line, { handling: number | null }>;

export function createWia(options: WiaOptions = {}): ScannerDriver {
  const { platform = process.platform } = options;
  return {
    id: 'wia',
    prefix: 'wia/',
    lane: 'scanner',
    wanted: () => platform === 'win32',
    async list(signal) {
      return (await all(options, { task: 'list' }, limits.listMs, signal)).flatMap((l) => ('name' in l ? [{ name: l.name, label: l.label || l.name }] : []));
    },
    capabilities: (name, signal) => capabilitiesAt(options, name, signal),
    scan: async function* (wish, watch) {
      yield* pages(options, wish, await capabilitiesAt(options, wish.name, watch.signal), watch);
    },
  };
}

async function capabilitiesAt(options: WiaOptions, name: string, signal: AbortSignal): Promise<DeviceCapabilities> {
  const facts = (await all(options, { task: 'capabilities', device: name }, limits.listMs, signal)).find((l): l is Facts => 'handling' in l);
  if (!facts) throw new CodedError('scanner.nonsense');
  return wiaCapabilities(facts);
}

const usualResolutions = [75, 100, 150, 200, 300, 400, 600, 1200];
/** WIA counts lengths in 1/1000 inch. */
const millimetres = (thousandths: number | null): number | null => (thousandths === null || thousandths < 40 ? null : Math.floor(thousandths * 0.254) / 10);

/** `handling`: WIA_DPS_DOCUMENT_HANDLING_CAPABILITIES, FEED 1, FLAT 2, DUP 4. */
export function wiaCapabilities(facts: Facts): DeviceCapabilities {
  const has = (bit: number): boolean => ((facts.handling ?? 2) & bit) !== 0;
  const kinds: ScanSource[] = [...(has(2) || !has(1) ? ['flatbed' as const] : []), ...(has(1) ? ['feeder' as const] : []), ...(has(1) && has(4) ? ['duplex' as const] : [])];
  const { range } = facts;
  const resolutions = range ? usualResolutions.filter((dpi) => dpi >= range.min && dpi <= range.max) : facts.resolutions.map(Math.round).filter((dpi) => dpi > 0);
  return {
    label: facts.label.slice(0, 150), button: false, resolutions: resolutions.slice(0, 40), colours: ['colour', 'gray', 'black-white'],
    sources: kinds.map((source) => ({
      source, width: millimetres(source === 'flatbed' ? facts.bedWidth : facts.feedWidth), height: millimetres(source === 'flatbed' ? facts.bedHeight : facts.feedHeight),
    })),
  };
}

async function* pages(options: WiaOptions, wish: ScanWish, can: DeviceCapabilities, { signal, progress }: ScanWatch): AsyncGenerator<ScannedPage, void> {
  const scratch = newScratch();
  const queue = createQueue<string>();
  let whole = 0;
  let hresult: number | null = null;
  const run = start(options, scanTask(wish, can, scratch.dir), limits.silentMs, signal, (said) => {
    progress(null);
    if ('hresult' in said) hresult = said.hresult;
    if (!('page' in said) || path.dirname(path.resolve(said.page)) !== path.resolve(scratch.dir)) return;
    whole += 1;
    queue.push(said.page);
  });
  const failure = (status: number | null): Error | undefined => {
    if (signal.aborted || (status === 0 && hresult === null)) return undefined;
    if (hresult !== null && hresult >>> 0 === paperEmpty && whole > 0) return undefined;
    return new CodedError(hresult === null ? 'scanner.failed' : codeOfHresult(hresult));
  };
  void run.then((status) => queue.end(failure(status)), (thrown: unknown) => queue.end(toCodedError(thrown, 'scanner.failed')));
  try {
    for await (const file of queue.items()) {
      const bytes = new Uint8Array(await readFile(file));
      await rm(file, { force: true });
      const mime = mimeOfFile(bytes);
      if (!mime || !isWholeFile(bytes, mime)) throw new CodedError('scanner.page-damaged');
      yield { mime, bytes };
    }
  } finally {
    await run.catch(() => null);
    scratch.remove();
  }
}

async function all(options: WiaOptions, task: WiaTask, silentMs: number, signal: AbortSignal): Promise<Line[]> {
  const said: Line[] = [];
  const status = await start(options, task, silentMs, signal, (l) => void said.push(l));
  const failed = said.find((l) => 'hresult' in l);
  if (failed) throw new CodedError(codeOfHresult(failed.hresult));
  if (status !== 0) throw new CodedError('scanner.failed');
  return said;
}

function start({ program = 'powershell.exe' }: WiaOptions, task: WiaTask, silentMs: number, signal: AbortSignal, onLine: (said: Line) => void): Promise<number | null> {
  return runProgram({
    program, args: [...wiaArguments, encodedScript()], env: { ...process.env, [wiaVariable]: JSON.stringify(task) }, silentMs, signal,
    // Windows knows no SIGINT between programs: Node ends it.
    stopBy: 'SIGTERM',
    onLine: (text) => {
      const said = lineIn(text);
      if (said) onLine(said);
    },
  });
}

/** What PowerShell or a driver says besides is not for us. */
function lineIn(text: string): Line | null {
  try {
    return line.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

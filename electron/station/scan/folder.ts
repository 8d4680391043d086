/**
 * A folder that a vendor's program puts its scans into: any scanner with a button is one of ours this way. A file is taken once, when it is whole:
 * moved into a folder of this computer's own below the watched one, deleted there when its page lies in the case, and moved back when the scan is given up.
 */
import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError, toCodedError } from '../../../core/errors.ts';
import { noScanSettings, type DeviceCapabilities, type ScanSettings } from '../../../core/scanning.ts';
import type { ScannedPage, ScannerDriver, ScanWatch } from './driver.ts';
import { isWholeFile, mimeOfFile } from './whole-file.ts';

/**
 * Chosen, not measured. `stableMs`: programs write in bursts; `quietMs`: a page every few seconds belongs to the same stack; `freshMs`: the button may be
 * pressed before the clerk asks, and what lies there longer is of somebody else; `missingMs`: a share that comes back meanwhile costs nothing.
 */
const timing = { pollMs: 400, stableMs: 1_200, quietMs: 5_000, firstMs: 120_000, freshMs: 600_000, missingMs: 20_000, callMs: 5_000 };
const mostBytes = 80_000_000;
const endings = /\.(jpe?g|png|tiff?|pdf)$/i;

export type FolderOptions = { settings?: () => ScanSettings; timing?: Partial<typeof timing> };

type Claim = { from: string; to: string };
type Look = { size: number; mtimeMs: number; since: number };

export const folderPrefix = 'folder/';
const name = 'watched';
const can: DeviceCapabilities = { label: 'Scan folder', sources: [], resolutions: [], colours: [], button: true };

export function createFolder(options: FolderOptions = {}): ScannerDriver {
  const settings = options.settings ?? ((): ScanSettings => noScanSettings);
  const times = { ...timing, ...options.timing };
  const returned = new Set<string>();
  /** By hash: files whose page is on its way into a case. The same bytes again are the same page. */
  const held = new Map<string, Claim[]>();

  const folder = (): string => {
    const own = settings().folder;
    if (own === null) throw new CodedError('scanner.missing');
    return own;
  };
  const reachable = async (dir: string): Promise<void> => {
    await within(readdir(dir), times.callMs);
    if (returned.has(dir)) return;
    returned.add(dir);
    await giveBackLeft(dir);
  };
  return {
    id: 'folder',
    prefix: folderPrefix,
    lane: 'file',
    wanted: () => settings().folder !== null,
    async list() {
      await reachable(folder()).catch(mapped);
      return [{ name, label: can.label }];
    },
    async capabilities() {
      await reachable(folder()).catch(mapped);
      return can;
    },
    async *scan(_wish, watch) {
      yield* taken(folder(), watch, times, held, reachable);
    },
  };
}

async function* taken(dir: string, watch: ScanWatch, times: typeof timing, held: Map<string, Claim[]>, reachable: (dir: string) => Promise<void>): AsyncGenerator<ScannedPage, void> {
  const begun = Date.now();
  const looks = new Map<string, Look>();
  let missingSince: number | null = null;
  let lastAt: number | null = null;
  let pages = 0;
  while (!watch.signal.aborted) {
    let growing = false;
    try {
      await reachable(dir);
      missingSince = null;
      for (const file of await candidates(dir, begun - times.freshMs, times.callMs)) {
        const ready = isStable(looks, file, times.stableMs) ? await wholeFile(file.path) : null;
        if (!ready) {
          growing = true;
          continue;
        }
        const claim = await claimed(dir, file.path);
        if (!claim) continue;
        const hash = createHash('sha256').update(ready.bytes).digest('hex');
        const same = held.get(hash);
        if (same) {
          same.push(claim);
          continue;
        }
        const claims = [claim];
        held.set(hash, claims);
        let given = false;
        try {
          lastAt = Date.now();
          pages += 1;
          yield { ...ready, at: new Date(Math.min(file.stat.mtimeMs, lastAt)), settle: (kept) => settled(held, hash, kept) };
          given = true;
        } finally {
          // Left before the page was taken over: the file goes back to where it was.
          if (!given && watch.signal.aborted) await settled(held, hash, false);
        }
        watch.progress(null);
      }
    } catch (thrown) {
      const error = asCoded(thrown);
      if (error.code !== 'scanner.folder-missing') throw error;
      missingSince ??= Date.now();
      if (Date.now() - missingSince > times.missingMs) throw error;
    }
    if (lastAt !== null && missingSince === null && !growing && Date.now() - lastAt > times.quietMs) return;
    if (pages === 0 && Date.now() - begun > times.firstMs) throw new CodedError(growing ? 'scanner.page-damaged' : missingSince === null ? 'scanner.folder-empty' : 'scanner.folder-missing');
    if (pages > 0 && growing && Date.now() - (lastAt ?? begun) > times.firstMs) throw new CodedError('scanner.page-damaged');
    watch.progress(null, 'waiting');
    await sleep(times.pollMs, undefined, { signal: watch.signal }).catch(() => undefined);
  }
}

type Candidate = { path: string; stat: Stats };

/** Pages by their name and kind, oldest first. Folders, links, hidden files, other kinds and what lies there for long are left alone. */
async function candidates(dir: string, since: number, callMs: number): Promise<Candidate[]> {
  const names = await within(readdir(dir), callMs);
  const found: Candidate[] = [];
  for (const file of names.filter((n) => endings.test(n) && !n.startsWith('.') && !n.startsWith('~'))) {
    const at = path.join(dir, file);
    const stat = await within(lstat(at), callMs).catch((thrown: unknown) => {
      if (isGone(thrown)) return null;
      throw thrown;
    });
    if (stat?.isFile() && stat.size > 0 && stat.size <= mostBytes && stat.mtimeMs >= since) found.push({ path: at, stat });
  }
  return found.sort((a, b) => a.stat.mtimeMs - b.stat.mtimeMs || (a.path < b.path ? -1 : 1));
}

/** Whether nobody has written to it for a while. */
function isStable(looks: Map<string, Look>, { path: at, stat }: Candidate, stableMs: number): boolean {
  const before = looks.get(at);
  if (before?.size === stat.size && before.mtimeMs === stat.mtimeMs) return performance.now() - before.since >= stableMs;
  looks.set(at, { size: stat.size, mtimeMs: stat.mtimeMs, since: performance.now() });
  return false;
}

/** null: none of ours, or its end is not there yet. */
async function wholeFile(at: string): Promise<{ mime: NonNullable<ReturnType<typeof mimeOfFile>>; bytes: Uint8Array } | null> {
  const bytes = await readFile(at).catch((thrown: unknown) => {
    if (isGone(thrown) || isBusy(thrown)) return null;
    throw thrown;
  });
  const mime = bytes && mimeOfFile(bytes);
  return bytes && mime && isWholeFile(bytes, mime) ? { mime, bytes: new Uint8Array(bytes) } : null;
}

const ownFolder = (dir: string): string => path.join(dir, `taken-by-vestibule-${hostname().replace(/[^A-Za-z0-9-]/g, '-').slice(0, 40)}`);

/** Moving is the claim: of two stations on one share only one can. @returns null where another one was quicker. */
async function claimed(dir: string, from: string): Promise<Claim | null> {
  const own = ownFolder(dir);
  await mkdir(own, { recursive: true });
  // The time keeps two files of one name apart.
  const to = path.join(own, `${Date.now()}-${path.basename(from)}`);
  try {
    await rename(from, to);
    return { from, to };
  } catch (thrown) {
    if (isGone(thrown) || isBusy(thrown)) return null;
    throw thrown;
  }
}

async function settled(held: Map<string, Claim[]>, hash: string, kept: boolean): Promise<void> {
  const claims = held.get(hash) ?? [];
  held.delete(hash);
  // A share that is away keeps the files in our folder; they are looked after at the next start.
  for (const { from, to } of claims) await (kept ? unlink(to) : giveBack(to, from)).catch(() => undefined);
}

/** Under its own name, or beside another file that has it by now. */
async function giveBack(taken: string, to: string): Promise<void> {
  const isFree = await lstat(to).then(() => false, isGone);
  await rename(taken, isFree ? to : path.join(path.dirname(to), path.basename(taken)));
}

/** After a crash: what this computer had taken and no case has got lies in the watched folder again. */
async function giveBackLeft(dir: string): Promise<void> {
  const own = ownFolder(dir);
  const left = await readdir(own).catch(() => [] as string[]);
  for (const file of left) await giveBack(path.join(own, file), path.join(dir, file.replace(/^\d+-/, ''))).catch(() => undefined);
}

const codeIn = (thrown: unknown): string => (thrown as NodeJS.ErrnoException | null)?.code ?? '';
const isGone = (thrown: unknown): boolean => codeIn(thrown) === 'ENOENT';
const isBusy = (thrown: unknown): boolean => ['EBUSY', 'ETXTBSY'].includes(codeIn(thrown));

/** Whatever else a file system says of a folder that was there means that it is away. */
function asCoded(thrown: unknown): CodedError {
  if (thrown instanceof CodedError) return thrown;
  if (['EACCES', 'EPERM', 'EROFS'].includes(codeIn(thrown))) return new CodedError('scanner.folder-locked', {}, { cause: thrown });
  return codeIn(thrown) === '' ? toCodedError(thrown, 'scanner.failed') : new CodedError('scanner.folder-missing', {}, { cause: thrown });
}
const mapped = (thrown: unknown): never => { throw asCoded(thrown); };

/** A share that is gone may leave a call waiting for minutes. */
async function within<Made>(work: Promise<Made>, ms: number): Promise<Made> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => reject(new CodedError('scanner.folder-missing')), ms); });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Memory of a process and all that it started, from /proc (Linux only). */
import { readdirSync, readFileSync } from 'node:fs';

export type ProcessMemory = { pid: number; kind: string; /** Proportional share now, MB. */ proportional: number; /** Most resident since its start, MB. */ peak: number };

export const memoryBelow = (root: number): ProcessMemory[] => processesBelow(root).flatMap(memoryOf);

/** It and all that it started. `kind`: main · station · renderer · ... */
export function processesBelow(root: number): { pid: number; kind: string }[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = text(`/proc/${name}/stat`);
    // The name in parentheses may hold spaces; what follows the last one is state and parent.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (stat !== '') parents.set(Number(name), parent);
  }
  const below = [root];
  for (const pid of below) for (const [child, parent] of parents) if (parent === pid) below.push(child);
  return below.map((pid) => ({ pid, kind: pid === root ? 'main' : kindOf(text(`/proc/${pid}/cmdline`)) }));
}

function memoryOf({ pid, kind }: { pid: number; kind: string }): ProcessMemory[] {
  const status = text(`/proc/${pid}/status`);
  const peak = kilobytes(status, 'VmHWM');
  if (peak === null) return [];
  const proportional = kilobytes(text(`/proc/${pid}/smaps_rollup`), 'Pss') ?? peak;
  return [{ pid, kind, proportional: proportional / 1024, peak: peak / 1024 }];
}

function kindOf(commandLine: string): string {
  const type = /--type=([\w-]+)/.exec(commandLine)?.[1];
  const service = /--utility-sub-type=([\w.]+)/.exec(commandLine)?.[1];
  if (/station[\\/]entry/.test(commandLine) || service === 'node.mojom.NodeService') return 'station';
  return service ?? type ?? 'other';
}

function kilobytes(lines: string, name: string): number | null {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(lines);
  return found ? Number(found[1]) : null;
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It ended while we looked.
    return '';
  }
}

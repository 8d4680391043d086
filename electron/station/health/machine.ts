/** What the computer says of itself, its displays and its cameras, without asking the device itself. */
import { readdirSync, readFileSync, realpathSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export type Machine = {
  platform: string; release: string; architecture: string; processor: string; cores: number;
  /** Megabytes. */
  memory: number; memoryFree: number;
  /** Seconds since the computer was started. */
  upSeconds: number;
  node: string;
};

export function machine(): Machine {
  const [first] = os.cpus();
  const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000);
  return {
    platform: os.platform(), release: os.release(), architecture: os.arch(), processor: first?.model.trim() ?? '', cores: os.cpus().length,
    memory: megabytes(os.totalmem()), memoryFree: megabytes(os.freemem()), upSeconds: Math.round(os.uptime()), node: process.versions.node,
  };
}

export type Display = { name: string; /** null: not said. */ width: number | null; height: number | null };

/** Connected ones, as the kernel's graphics drivers list them. @returns null where this system has no such list */
export function displays(root = '/sys/class/drm'): Display[] | null {
  return listed(root, (name) => {
    if (textOf(path.join(root, name, 'status')) !== 'connected') return [];
    const [, width, height] = /^(\d+)x(\d+)/.exec(textOf(path.join(root, name, 'modes'))) ?? [];
    return [{ name: name.replace(/^card\d+-/, ''), width: width === undefined ? null : Number(width), height: height === undefined ? null : Number(height) }];
  });
}

export type Camera = { name: string };

/** One a device: the further nodes of a camera (its notes, its other pictures) are left out. @returns null where this system has no such list */
export function cameras(root = '/sys/class/video4linux'): Camera[] | null {
  const seen = new Set<string>();
  return listed(root, (node) => {
    const at = path.join(root, node);
    if (textOf(path.join(at, 'index')) !== '0') return [];
    const device = deviceOf(at);
    if (seen.has(device)) return [];
    seen.add(device);
    return [{ name: textOf(path.join(at, 'name')) }];
  });
}

function listed<Row>(root: string, rowsOf: (name: string) => Row[]): Row[] | null {
  // The kernel leaves the list out where there is no such device at all.
  if (os.platform() !== 'linux') return null;
  try {
    return readdirSync(root).sort().flatMap(rowsOf);
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

function deviceOf(node: string): string {
  try {
    return realpathSync(path.join(node, 'device'));
  } catch {
    return node;
  }
}

/** Megabytes. null: cannot be told. */
export function diskSize(dir: string): number | null {
  try {
    const { blocks, bsize } = statfsSync(dir);
    return Math.floor((blocks * bsize) / 1_000_000);
  } catch {
    return null;
  }
}

